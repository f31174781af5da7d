"""Items: reading them from QTI, and scoring responses to them."""
