"""Puts the adapters behind the ports; the only place that knows both.

What needs no base is here, loaded when it is asked for: a process that only reads a stranger's file
does not load the law. A base is opened by `opening` (imported where it is needed, because it loads
the database driver).
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ordonnance.bootstrap.offline import checker, example, example_names, now

__all__ = ["checker", "example", "example_names", "now"]


def __getattr__(name: str) -> Any:
    """What `__all__` names, from `offline`."""
    if name not in __all__:
        raise AttributeError(name)
    from ordonnance.bootstrap import offline

    return getattr(offline, name)
