"""Response processing: QTI's rules and expressions as data, read from XML and run."""
