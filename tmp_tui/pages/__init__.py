"""What each page says and offers, as plain data; `show` finds the page that a route names."""
