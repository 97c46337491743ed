"""What can go wrong with keys; none of these texts carries a key, a person or a number."""


class KeysUnavailable(Exception):
    """The keys cannot be read or written.

    `code` is stable, `message` says in French what happened, `do` what to do next.
    """

    def __init__(self, code: str, message: str, do: str) -> None:
        super().__init__(f"{code}\u202f: {message} {do}")
        self.code = code
        self.message = message
        self.do = do


class SealBroken(Exception):
    """Sealed bytes were altered, cut, moved to another row or sealed by another key."""

    def __init__(self) -> None:
        super().__init__("SEAL_BROKEN\u202f: le contenu chiffré ne s'ouvre pas avec cette clé.")


class KeyUnknown(Exception):
    """A row names a key that the cabinet does not hold (wrong keys folder, or withdrawn key)."""

    def __init__(self, name: str) -> None:
        super().__init__(f"KEY_UNKNOWN\u202f: la clé {name} n'est pas dans le trousseau.")
        self.name = name
