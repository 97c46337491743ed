"""Strict JSON: what is ambiguous or unknown is refused, and every refusal names its place.

A document that is right is decoded once by msgspec, after one pass that looks for duplicate keys.
When anything fails, the document is read again slowly and all that is wrong in the first failing
stage is reported: JSON, then perimeter, then structure.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import msgspec

from ordonnance.domain.errors import Issue, Refusal
from ordonnance.fhir.issues import Issues, shown
from ordonnance.fhir.resources.datatypes import Nothing, Number
from ordonnance.fhir.structure import child, structure_issues

MAX_DEPTH = 32
"""Deepest nesting of objects and arrays."""

T = TypeVar("T")
Decoder = msgspec.json.Decoder
Perimeter = Callable[[object], list[Issue]]

_BOM = "il commence par une marque d'ordre des octets (BOM)"
_MARKS = {
    b"\xef\xbb\xbf": _BOM,
    b"\xff\xfe": f"{_BOM} UTF-16 ou UTF-32, l'UTF-8 est attendu",
    b"\xfe\xff": f"{_BOM} UTF-16, l'UTF-8 est attendu",
}
# Escaped control characters and halves of surrogates, which no FHIR string has.
_SUSPECT_ESCAPE = re.compile(rb"\\(?:u00[01]|[bf]|u[dD][89a-fA-F])")
# A text of nothing but white space or signs without width, in UTF-8 or escaped: a first look that
# knows every character of `_UNSEEN` (a test compares them). One glance at the next byte saves most.
_BLANK = re.compile(
    rb'"(?=[\s\\\xc2\xe1\xe2\xe3\xef])'
    rb"(?:\s|\\[nrt]|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8f\xa8\xa9\xaf]|\xe2\x81[\x9f\xa0]"
    rb"|\xe3\x80\x80|\xef\xbb\xbf"
    rb'|\\u(?:00(?:20|85|[aA]0)|1680|20(?:0[0-9a-fA-F]|2[89fF]|5[fF]|60)|3000|[fF][eE][fF][fF]))+"'
)
_UNSEEN = (
    "\t\n\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def _as_decimal(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return Decimal(value)
    raise TypeError(f"{type(value).__name__} n'a pas d'écriture FHIR")


_encoder = msgspec.json.Encoder(decimal_format="number", enc_hook=_as_decimal)


class _NotJson(ValueError):
    """The text is not the JSON that we accept; the argument says why, in French."""


class _Pairs(tuple[tuple[str, object], ...]):
    """An object as written, duplicate keys included."""

    __slots__ = ()


def decoder_of(kind: type[T]) -> "Decoder[T]":
    """A decoder for a resource that says its kind; keeps numbers exactly, refuses quoted ones."""
    said: Any = kind | Nothing
    return Decoder(said, dec_hook=_number, float_hook=Number)


def _number(kind: type, value: object) -> Number:
    if kind is Number and isinstance(value, (int, Number)) and not isinstance(value, bool):
        return value if isinstance(value, Number) else Number(value)
    raise ValueError("un nombre est attendu")


def encode(value: object) -> bytes:
    """`value` (Struct, dict, list...) as JSON in UTF-8; decimals are written as they are."""
    return _encoder.encode(value)


def decode(
    body: bytes,
    decoder: "Decoder[T]",
    root: str,
    perimeter: Perimeter | None = None,
    *,
    stored: bool = False,
) -> T:
    """Decode `body` or raise Refusal with every issue of the first stage that fails.

    `root` heads the FHIRPath of issues (« Bundle »). `perimeter` sees the raw tree of a document
    that fails before its structure is judged: it names what we do not take, not how it is written.
    `stored`: these very bytes were decoded before, keys and texts need no second look.
    """
    try:
        if not stored:
            _refuse_duplicates(body)
            if is_suspect(body):
                check_text(parse_tree(body), root)
        return decoder.decode(body)
    except (ValueError, ArithmeticError, RecursionError):
        # msgspec errors are ValueErrors; the slow pass says what is wrong, in French.
        pass
    tree = parse_tree(body)
    if perimeter is not None and (outside := perimeter(tree)):
        raise Refusal(*outside)
    check_text(tree, root)
    found = structure_issues(tree, decoder.type, root)
    if not found:
        # Both passes read the same definitions; should they differ, the document is not taken.
        raise Refusal(Issue("ELEMENT_INVALID", root, {"reason": "structure non lue"}))
    raise Refusal(*found)


def parse_tree(body: bytes) -> object:
    """The raw tree of `body` (dict, list, str, int, Decimal, bool, None).

    Raises Refusal: empty, not UTF-8, BOM, not JSON, NaN, too deep, or with duplicate keys.
    """
    if body.count(b"{") + body.count(b"[") <= MAX_DEPTH:
        # Nothing can be too deep there: most bodies of operations are read in this one pass, and
        # what it refuses is named by the next one.
        try:
            return _exact(body.decode())
        except ValueError:
            pass
    if not body.strip():
        raise Refusal.of("BODY_EMPTY")
    issues = Issues()
    try:
        tree = _plain(_load(body), "", 1, issues)
    except _NotJson as error:
        raise Refusal(Issue("JSON_INVALID", None, {"detail": str(error)})) from None
    issues.raise_if_any()
    return tree


def check_text(tree: object, root: str) -> None:
    """Refuse null, blank texts, control characters and lone surrogates, wherever they stand."""
    issues = Issues()
    _check_text(tree, root, issues)
    issues.raise_if_any()


def is_suspect(body: bytes) -> bool:
    """True when a text may be blank or hold what FHIR forbids, or when a null may stand there."""
    if b"\\" in body and _SUSPECT_ESCAPE.search(body):
        return True
    return b"null" in body or _BLANK.search(body) is not None


def _refuse_duplicates(body: bytes) -> None:
    """Raise ValueError when a key is repeated, or when this is not JSON.

    What reads and writes back to the same bytes repeats no key: most software sends JSON without
    spaces, and msgspec does both in a fifth of the time of the pass that looks at each object.
    """
    if _encoder.encode(_any.decode(body)) != body:
        _scan(body.decode())


_any = msgspec.json.Decoder(float_hook=Decimal)


def _no_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _NotJson("clé répétée")
    return found


def _no_constant(name: str) -> object:
    raise _NotJson(f"{name} n'est pas un nombre JSON")


_scan = json.JSONDecoder(object_pairs_hook=_no_duplicates, parse_constant=_no_constant).decode


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _NotJson("un nombre est hors de portée") from None


_exact = json.JSONDecoder(
    object_pairs_hook=_no_duplicates, parse_float=_decimal, parse_constant=_no_constant
).decode


def _load(body: bytes) -> object:
    for mark, reason in _MARKS.items():
        if body.startswith(mark):
            raise _NotJson(reason)
    try:
        return json.loads(
            body.decode(),
            object_pairs_hook=_Pairs,
            parse_float=_decimal,
            parse_constant=_no_constant,
        )
    except UnicodeDecodeError as error:
        raise _NotJson(f"l'octet {error.start} n'est pas de l'UTF-8") from None
    except json.JSONDecodeError as error:
        raise _NotJson(f"ligne {error.lineno}, colonne {error.colno}") from None
    except _NotJson:
        raise
    except ValueError:
        raise _NotJson("un nombre est hors de portée") from None
    except RecursionError:
        raise _NotJson(_too_deep()) from None


def _too_deep() -> str:
    return f"plus de {MAX_DEPTH} niveaux d'imbrication"


def _plain(value: object, at: str, depth: int, issues: Issues) -> object:
    """The tree with plain dicts; duplicate keys are noted with their place."""
    if not isinstance(value, (_Pairs, list)):
        return value
    if depth > MAX_DEPTH:
        raise _NotJson(_too_deep())
    if isinstance(value, list):
        return [_plain(v, f"{at}[{i}]", depth + 1, issues) for i, v in enumerate(value)]
    if not at:
        at = next((str(v) for k, v in value if k == "resourceType" and isinstance(v, str)), "")
        at = shown(at)
    found: dict[str, object] = {}
    for key, item in value:
        place = child(at, key)
        if key in found:
            issues.add("JSON_DUPLICATE_KEY", place, key=key)
        found[key] = _plain(item, place, depth + 1, issues)
    return found


def _check_text(value: object, at: str, issues: Issues) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            _check_text(key, at, issues)
            _check_text(item, child(at, key), issues)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            _check_text(item, f"{at}[{index}]", issues)
    elif value is None:
        issues.invalid(at, "null n'existe pas en FHIR, l'élément doit être omis")
    elif isinstance(value, str):
        if _SURROGATE.search(value):
            issues.invalid(at, "un caractère est incomplet (demi-codet isolé)")
        elif _CONTROL.search(value):
            issues.invalid(at, "un caractère de commande n'est pas admis")
        elif value and not value.strip(_UNSEEN):
            issues.invalid(at, "un texte vide n'existe pas en FHIR")
