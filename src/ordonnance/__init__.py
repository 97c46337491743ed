"""L'ordonnance numérique française, de la prescription à la délivrance.

Read `docs/tour.md` for one line per folder, `docs/glossary.toml` for the words.
"""

__version__ = "0.1.0"
