"""The ready documents that a student's local copy is made of."""
