"""Interactions between medicines: the ANSM thesaurus imported, or the demonstration list."""
