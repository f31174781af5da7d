"""Mastery of standards."""
