"""What each page says and offers, as plain data; `showing.show` finds the page that a route names."""
