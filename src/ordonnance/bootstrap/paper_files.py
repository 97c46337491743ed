"""The files that describe a practice's paper: its heading and logo, the stock of a supplier."""

import tomllib
from typing import Any

from ordonnance.adapters.renderer.pictures import readable_png
from ordonnance.documents.letterhead import Letterhead, LetterheadInvalid, letterhead_from
from ordonnance.documents.stock import GENERIC, Stock, StockInvalid, stock_from


def logo_of(content: bytes) -> str | None:
    """The name of the logo that a heading's file names, None when it names none."""
    named = _table(content, LetterheadInvalid).get("logo")
    return named if isinstance(named, str) and named else None


def read_letterhead(content: bytes, logo: bytes = b"") -> Letterhead:
    """The heading of a practice (TOML in UTF-8). Raises ValueError with what is wrong."""
    given = _table(content, LetterheadInvalid)
    if logo and not readable_png(logo):
        raise LetterheadInvalid(("logo : cette image PNG ne se lit pas.",))
    return letterhead_from(given, logo)


def _table(content: bytes, refused: type[StockInvalid] | type[LetterheadInvalid]) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError:
        raise refused(("ce fichier n'est pas en UTF-8.",)) from None
    except tomllib.TOMLDecodeError as error:
        raise refused((f"ce fichier n'est pas du TOML ({error}).",)) from None


def read_stock(content: bytes | None) -> Stock:
    """The stock of a supplier's file (TOML in UTF-8). Raises ValueError with what is wrong."""
    if content is None:
        return GENERIC
    return stock_from(_table(content, StockInvalid))
