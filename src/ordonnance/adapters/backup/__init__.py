"""A backup of a base: one file with the database, the copies deposited, and what proves them whole.

The keys are never in it: what it holds of persons and drugs stays unreadable without them.
"""
