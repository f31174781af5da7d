"""The portal, as the app sees it."""
