"""Versions of imported reference data: written whole beside the base, put in service at once."""
