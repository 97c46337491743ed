"""Préséries that editors describe in French: YAML to a pilot, strictly."""
