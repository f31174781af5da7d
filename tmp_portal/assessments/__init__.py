"""Assessments, their delivery to a class, and attempts at them."""
