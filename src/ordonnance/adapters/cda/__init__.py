"""CDA documents as XML bytes, written and read."""
