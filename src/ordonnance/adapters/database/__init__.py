"""The base in PostgreSQL: ordonnances, journal, outbox, coverage, counts.

Import the module that you need: `opening` to create or open a base, `draining` for the worker.
Nothing is imported here, so that what needs no driver does not load one.
"""
