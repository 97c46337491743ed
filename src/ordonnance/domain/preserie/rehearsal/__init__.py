"""The rehearsal of a présérie: scenarios for the software of a counter, and how each is judged."""
