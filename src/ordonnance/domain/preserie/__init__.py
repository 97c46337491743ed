"""The présérie: who pilots which software, what happened, and what the note of the terms asks."""
