"""What is kept on the student's machine."""
