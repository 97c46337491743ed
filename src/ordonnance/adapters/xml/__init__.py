"""XML as described elements: written, and read without trusting it."""
