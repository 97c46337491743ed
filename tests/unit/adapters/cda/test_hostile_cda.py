"""Hostile CDA documents are refused in bounded time and memory."""

import time
import tracemalloc
from collections.abc import Callable

import pytest

from ordonnance.bootstrap.clinical import read_cda
from ordonnance.documents.cda.reading import CdaInvalid
from tests.conformance.cda.written import a_dispensation, a_prescription

SECONDS, MEMORY = 5.0, 300 * 1024 * 1024
HEAD = '<ClinicalDocument xmlns="urn:hl7-org:v3">'
TAIL = "</ClinicalDocument>"


def within(inside: str) -> bytes:
    return f"{HEAD}{inside}{TAIL}".encode()


def external(kind: str) -> bytes:
    declared = f"<!DOCTYPE ClinicalDocument [<!ENTITY x {kind}>]>"
    return f"{declared}{HEAD}<title>&x;</title>{TAIL}".encode()


def laughs() -> bytes:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20)
    )
    return f"<!DOCTYPE x [{entities}]>{HEAD}<title>&a19;</title>{TAIL}".encode()


def anchors_within_anchors() -> bytes:
    """Ninety parts, each within the former, around a long text that every line points at."""
    nested = "".join(f'<content ID="a{n}">' for n in range(60))
    text = f"{nested}{'mot ' * 2_000_000}{'</content>' * 60}"
    spoiled = a_prescription().decode()
    return (
        spoiled.replace("<thead>", f"<caption>{text}</caption><thead>", 1)
        .replace('value="#med-001-posologie"', 'value="#a0"')
        .encode()
    )


def many_lines() -> bytes:
    written = a_prescription().decode()
    entry = written[written.index("<entry>", written.index("57828-6")) :]
    entry = entry[: entry.index("</entry>") + len("</entry>")]
    return written.replace(entry, entry * 70, 1).encode()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a file as an entity": lambda: external('SYSTEM "file:///etc/hostname"'),
    "an address as an entity": lambda: external('SYSTEM "http://192.0.2.1/x"'),
    "a parameter entity": lambda: (
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///dev/zero">%p;]>' + within("")
    ),
    "a billion laughs": laughs,
    "a quadratic entity": lambda: external(f'"{"x" * 100_000}"').replace(b"&x;", b"&x;" * 5_000),
    "an external DTD": lambda: b'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">' + within(""),
    "a million elements": lambda: within("<a/>" * 1_000_000),
    "a million attributes": lambda: within("<a b='' c='' d=''/>" * 350_000),
    "ten thousand deep": lambda: within("<a>" * 10_000 + "</a>" * 10_000),
    "a huge attribute": lambda: within(f'<id root="{"1" * 15_000_000}"/>'),
    "a huge name": lambda: within(f"<{'a' * 15_000_000}/>"),
    "too many bytes": lambda: within(" " * 21 * 1024 * 1024),
    "text before the document": lambda: b"%PDF-1.7\n" + a_prescription(),
    "text after the document": lambda: a_prescription() + b"PK\x03\x04",
    "another encoding that lies": lambda: a_prescription().replace(b"UTF-8", b"UTF-16", 1),
    "anchors within anchors": anchors_within_anchors,
    "seventy lines": many_lines,
    "a comment in a comment": lambda: within("<!-- <!-- --> -->"),
    "an unknown character": lambda: within("&#0;"),
    "cut in the middle": lambda: a_dispensation()[:9_000],
    "nothing": lambda: b"",
    "nulls": lambda: b"\0" * 100_000,
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_is_refused_soon_and_without_much_memory(made: Callable[[], bytes]) -> None:
    body = made()
    started = time.process_time()
    with pytest.raises(CdaInvalid):
        read_cda(body)
    assert time.process_time() - started < SECONDS
    tracemalloc.start()
    try:
        with pytest.raises(CdaInvalid):
            read_cda(body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEMORY


def test_no_reason_repeats_what_the_document_says() -> None:
    with pytest.raises(CdaInvalid) as refused:
        read_cda(within("<title>SECRET</title><SECRET>"))
    assert "SECRET" not in str(refused.value)
