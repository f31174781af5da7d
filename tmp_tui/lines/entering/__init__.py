"""The ways in beside a password, and help with them, a line at a time."""
