"""Mail: what is written, how it is sent, and what staff see of it."""
