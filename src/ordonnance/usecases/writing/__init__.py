"""Writing an ordonnance line by line: a draft, what is understood, the light, the issue."""
