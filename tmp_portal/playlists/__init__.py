"""Resources that a teacher lays out for a class."""
