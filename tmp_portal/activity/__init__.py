"""What was made available to a class, newest first."""
