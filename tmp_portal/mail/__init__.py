"""Outgoing mail: written down in the transaction that it tells of, sent beside it."""
