"""The ways in beside a password, and help with them."""
