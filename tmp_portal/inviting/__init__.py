"""The first way in for a class: temporary passwords, activation mails, sign-in cards."""
