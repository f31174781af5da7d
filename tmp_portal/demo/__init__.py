"""The sample school."""
