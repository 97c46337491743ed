"""Puts the adapters behind the ports; the only place that knows both.

What needs no base is here; a base is opened by `opening` (imported where it is needed, because it
loads the database driver).
"""

from ordonnance.bootstrap.offline import checker, example, example_names, now

__all__ = ["checker", "example", "example_names", "now"]
