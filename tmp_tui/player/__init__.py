"""Taking an assessment, as plain data and rules: what a question says, where it is answered, and how an answer is kept.

The same for the full screen and for line mode; nothing here draws, waits or knows the network.
"""
