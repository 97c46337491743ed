"""One module for each person's screens."""
