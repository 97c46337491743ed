"""A sentence that knows which of its words say which field of a line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """Words that say one field, named by its path in `Line` (« overlap.over »)."""

    field: str
    words: str

    @property
    def name(self) -> str:
        """The end of the name under which a document keeps these words."""
        return self.field.replace("_", "-").replace(".", "-")


Mention = tuple[str | Part, ...]
"""One sentence, in pieces."""


def written(mention: Mention) -> str:
    """The sentence as it is printed."""
    return "".join(piece.words if isinstance(piece, Part) else piece for piece in mention)
