"""One file for each kind of full-screen page."""
