"""The portal's few pages for a browser: what a mailed link opens, recovery, support. No script, no session, one form each."""
