"""What doctors type, read into a posology: `read` answers a structure and how sure it is."""
