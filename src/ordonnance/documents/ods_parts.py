"""The parts of a spreadsheet that are the same whatever it says: styles, description, manifest."""

from collections.abc import Iterable, Iterator, Mapping

from ordonnance.documents.report import CellKind, Column
from ordonnance.domain.markup import Element, e

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
SPACES: Mapping[str, str] = {
    "office": f"{_OASIS}:office:1.0",
    "style": f"{_OASIS}:style:1.0",
    "text": f"{_OASIS}:text:1.0",
    "table": f"{_OASIS}:table:1.0",
    "number": f"{_OASIS}:datastyle:1.0",
    "fo": f"{_OASIS}:xsl-fo-compatible:1.0",
    "meta": f"{_OASIS}:meta:1.0",
    "manifest": f"{_OASIS}:manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
}
"""Prefix to address in every part."""

_WIDTHS = {"large": "7cm", "moyenne": "3.2cm"}


def meta(title: str, written_at: str) -> Element:
    """What the file says of itself."""
    return e(
        "office:document-meta",
        e(
            "office:meta",
            e("meta:generator", "ordonnance"),
            e("dc:title", title),
            e("meta:creation-date", written_at),
            e("dc:date", written_at),
            e("dc:language", "fr-FR"),
        ),
        **{"office:version": "1.3"},
    )


def styles() -> Element:
    """The look of every cell: French, so that dates and numbers are shown as here."""
    text = e(
        "style:text-properties",
        **{"fo:language": "fr", "fo:country": "FR", "fo:font-size": "10pt"},
    )
    default = e("style:default-style", text, **{"style:family": "table-cell"})
    return e("office:document-styles", e("office:styles", default), **{"office:version": "1.3"})


def automatic_styles(columns: Iterable[Column]) -> Iterator[Element]:
    """Widths, bold headings and totals, and one style for each kind of figure."""
    for name, width in _WIDTHS.items():
        properties = e("style:table-column-properties", **{"style:column-width": width})
        yield e("style:style", properties, **_named(name, "table-column"))
    for name in ("entete", "fort", "texte-total"):
        yield e("style:style", _bold(), **_named(name, "table-cell"))
    for kind, decimals in _formats(columns):
        name = f"{kind.value}{decimals}"
        shown = {"style:data-style-name": f"n-{name}"}
        yield e("style:style", **_named(name, "table-cell"), **shown)
        yield e("style:style", _bold(), **_named(f"{name}-total", "table-cell"), **shown)


def number_styles(columns: Iterable[Column]) -> Iterator[Element]:
    """How figures, parts, days and flags are shown."""
    for kind, decimals in _formats(columns):
        name = {"style:name": f"n-{kind.value}{decimals}"}
        figures = e(
            "number:number",
            **{"number:decimal-places": str(decimals), "number:min-decimal-places": str(decimals),
               "number:min-integer-digits": "1", "number:grouping": "true"},
        )  # fmt: skip
        if kind is CellKind.DAY:
            yield e("number:date-style", _day(), **name)
        elif kind is CellKind.FLAG:
            yield e("number:boolean-style", e("number:boolean"), **name)
        elif kind is CellKind.SHARE:
            yield e("number:percentage-style", figures, e("number:text", "\u202f%"), **name)
        else:
            yield e("number:number-style", figures, **name)


def _formats(columns: Iterable[Column]) -> list[tuple[CellKind, int]]:
    kinds = {
        (each.kind, each.decimals if each.kind in (CellKind.NUMBER, CellKind.SHARE) else 0)
        for each in columns
        if each.kind is not CellKind.TEXT
    }
    return sorted(kinds)


def _day() -> Iterator[Element]:
    long = {"number:style": "long"}
    yield e("number:day", **long)
    yield e("number:text", "/")
    yield e("number:month", **long)
    yield e("number:text", "/")
    yield e("number:year", **long)


def _bold() -> Element:
    return e("style:text-properties", **{"fo:font-weight": "bold"})


def _named(name: str, family: str) -> dict[str, str]:
    return {"style:name": name, "style:family": family}


def manifest(parts: Iterable[str]) -> Element:
    """The list of these parts of XML."""
    whole = _listed("/", MIMETYPE, **{"manifest:version": "1.3"})
    listed = (_listed(name, "text/xml") for name in parts)
    return e("manifest:manifest", whole, listed, **{"manifest:version": "1.3"})


def _listed(path: str, kind: str, **more: str) -> Element:
    named = {"manifest:full-path": path, "manifest:media-type": kind}
    return e("manifest:file-entry", **named, **more)
