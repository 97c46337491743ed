"""A renewal that the prescriber forbids in words: an express prohibition too (CSP R.5132-22)."""

from functools import lru_cache

from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Line
from ordonnance.domain.typed.lasting import forbidden
from ordonnance.domain.typed.lint import texts_of


def forbidden_in_words(line: Line, advice: str | None = None) -> str | None:
    """The words that forbid to renew, in a text of the line or in the `advice` to all its lines.

    None when no text says it.
    """
    posology = line.posology
    if not (advice or line.advice or line.other_mentions or _worded(posology)):
        return None
    return _forbidden(posology, (*line.other_mentions, line.advice or "", advice or ""))


def _worded(posology: Posology) -> bool:
    return posology.text is not None or any(s.text or s.instructions for s in posology.steps)


@lru_cache(maxsize=2048)
def _forbidden(posology: Posology, beside: tuple[str, ...]) -> str | None:
    texts = (*beside, *(each.text for each in texts_of(posology)))
    return next((found for text in texts if (found := forbidden(text)) is not None), None)
