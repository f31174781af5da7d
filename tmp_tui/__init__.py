"""The student's app."""
