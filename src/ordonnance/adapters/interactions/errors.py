"""What stops an import or a reading of the thesaurus."""

from ordonnance.adapters.stopped import Stopped


class InteractionsRefused(Stopped):
    """Interactions cannot be imported or read; `code` is stable, the sentences are French."""
