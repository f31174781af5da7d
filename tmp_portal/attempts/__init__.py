"""Taking an assessment: start, answer, submit, and what becomes of an attempt whose time is up."""
