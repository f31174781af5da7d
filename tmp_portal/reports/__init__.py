"""Term progress reports."""
