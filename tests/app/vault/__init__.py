"""Where a session lives."""
