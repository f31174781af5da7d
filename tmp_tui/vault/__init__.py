"""Where a session lives on the student's machine: in memory, in the computer's keyring, or with a remote login."""
