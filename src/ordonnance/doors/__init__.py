"""Ways in: HTTP, command line, worker. They know their protocol and nothing of the law."""
