"""What stops an import or a reading of the directory."""

from ordonnance.adapters.stopped import Stopped


class DirectoryRefused(Stopped):
    """The directory cannot be imported or read; `code` is stable, the sentences are French."""
