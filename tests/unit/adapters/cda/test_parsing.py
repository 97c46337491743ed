"""Hostile XML is refused before anything of it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.adapters.cda.parsing import parse
from ordonnance.adapters.xml.reading import MOST_DEPTH, XmlUnreadable
from ordonnance.adapters.xml.writing import write
from ordonnance.domain.markup import LARGEST_DOCUMENT, Element, e

HEAD = '<ClinicalDocument xmlns="urn:hl7-org:v3">'
FILE_ENTITY = (
    '<!DOCTYPE ClinicalDocument [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    f"{HEAD}<title>&x;</title></ClinicalDocument>"
)
BOMB = (
    "<!DOCTYPE ClinicalDocument ["
    + '<!ENTITY a "'
    + "x" * 100
    + '">'
    + "".join(f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("abcdefg", "bcdefgh", strict=True))
    + f"]>{HEAD}<title>&h;</title></ClinicalDocument>"
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "bien formé"),
        ("pas du XML", "bien formé"),
        (f"{HEAD}<title>", "bien formé"),
        (FILE_ENTITY, "DOCTYPE"),
        (BOMB, "DOCTYPE|bien formé"),
        ("<!DOCTYPE html><ClinicalDocument/>", "DOCTYPE"),
        ("<ClinicalDocument/>", "racine"),
        ('<Bundle xmlns="http://hl7.org/fhir"/>', "racine"),
        (HEAD + "<a>" * 200 + "</a>" * 200 + "</ClinicalDocument>", "imbriqués"),
    ],
)
def test_what_is_no_plain_cda_is_refused(body: str, said: str) -> None:
    with pytest.raises(XmlUnreadable, match=said):
        parse(body.encode())


def test_a_document_too_large_is_refused_unread() -> None:
    with pytest.raises(XmlUnreadable, match="20 Mio"):
        parse(b" " * (LARGEST_DOCUMENT + 1))


def test_the_deepest_document_admitted_is_read() -> None:
    inside = "<a>" * MOST_DEPTH + "</a>" * MOST_DEPTH
    assert parse(f"{HEAD}{inside}</ClinicalDocument>".encode()).tag == "ClinicalDocument"


def as_kept(value: str) -> str:
    """An attribute as XML keeps it: without what it cannot hold, every space a plain one."""
    held = "".join(c for c in value if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    return held.replace("\r\n", "\n")


TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)


@given(TEXTS, TEXTS)
def test_any_text_and_attribute_comes_back_as_xml_can_hold_it(text: str, value: str) -> None:
    document = e("ClinicalDocument", e("title", text, code=value), e("pharm:name", text))
    read = parse(write(document))
    title = read.first("title")
    assert isinstance(title, Element)
    assert title.get("code") == as_kept(value)
    kept = "".join(c for c in text if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    assert title.text == " ".join(kept.replace("\r\n", "\n").split())
    assert read.first("pharm:name") is not None
