"""The portal that a school runs."""
