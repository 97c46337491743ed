"""Signatures: the base's own seal, its keys, and the prescriber's optional signature."""
