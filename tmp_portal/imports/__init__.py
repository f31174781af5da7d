"""A school's own files, checked whole and loaded in one transaction."""
