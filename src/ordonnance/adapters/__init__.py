"""One folder per outside thing, each with a twin in memory."""
