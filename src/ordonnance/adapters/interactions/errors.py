"""What stops an import or a reading of the thesaurus."""


class InteractionsRefused(Exception):
    """Interactions cannot be imported or read; `code` is stable, the sentences are French."""

    def __init__(self, code: str, message: str, do: str) -> None:
        super().__init__(f"{message} {do}")
        self.code, self.message, self.do = code, message, do
