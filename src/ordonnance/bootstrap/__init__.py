"""Puts the adapters behind the ports; the only place that knows both."""

from ordonnance.bootstrap.offline import checker, drugs, example, example_names, now
from ordonnance.bootstrap.platform import Platform

__all__ = ["Platform", "checker", "drugs", "example", "example_names", "now"]
