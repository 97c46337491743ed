"""What the commands are given in the tests."""

BUNDLE = b'{"resourceType": "Bundle"}'

SPACE = "\u202f"
