"""What staff do on the portal's machine, one file for each command."""
