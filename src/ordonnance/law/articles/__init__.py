"""One module per article: the reasoning; the dated figures stand in `ordonnance.law.tables`."""
