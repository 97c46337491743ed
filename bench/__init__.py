"""Measures of the hot paths, each beside its floor in the same run: `./dev bench [names]`."""
