"""Who may come in: sign-in, passwords and tokens."""
