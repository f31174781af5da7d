"""The portal, as the app sees it: one client, one error tree."""
