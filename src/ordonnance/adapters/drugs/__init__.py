"""Drug facts: reading the public drug database, the demonstration catalogue, searching, showing."""
