"""The rehearsal of a présérie: drives the software of a counter and breaks what is on the way."""
