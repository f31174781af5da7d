"""Classes, who is in them, and what they work on."""
