"""What is not strict JSON is refused, with its place when it has one."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.errors import Refusal
from ordonnance.fhir import codec
from ordonnance.fhir.codec import MAX_DEPTH, parse_tree
from ordonnance.fhir.read import read_ordonnance
from tests.fhir import bundles

GOOD = bundles.body(bundles.amoxicillin())
TEXTS = st.characters(exclude_categories=["Cs"])


def refused(body: bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_ordonnance(body)
    return caught.value


def only(body: bytes) -> tuple[str, str | None]:
    """Code and place of the only issue."""
    (issue,) = refused(body).issues
    return issue.code, issue.at


@pytest.mark.parametrize("body", [b"", b"  \n"])
def test_an_empty_body_is_refused(body: bytes) -> None:
    assert only(body) == ("BODY_EMPTY", None)


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[1,]",
        b"\xef\xbb\xbf" + GOOD,
        GOOD.replace(b"EXEMPLE", b"\xff", 1),
        GOOD.replace(b'"value":1,', b'"value":NaN,', 1),
        GOOD.replace(b'"value":1,', b'"value":1e99999999999999999999,', 1),
        GOOD.replace(b'"value":1,', b'"value":' + b"9" * 5000 + b",", 1),
        b"[" * 100_000,
        b'{"a":' * (MAX_DEPTH + 1) + b"1" + b"}" * (MAX_DEPTH + 1),
        GOOD.decode().encode("utf-16"),
    ],
    ids=["open", "comma", "bom", "latin", "nan", "exponent", "digits", "deep", "deeper", "utf-16"],
)
def test_what_is_not_json_in_utf8_is_refused(body: bytes) -> None:
    assert refused(body).code == "JSON_INVALID"


def test_the_deepest_document_admitted_is_parsed() -> None:
    body = b"[" * MAX_DEPTH + b"]" * MAX_DEPTH
    assert isinstance(parse_tree(body), list)


def test_a_duplicate_key_is_refused_where_it_stands() -> None:
    body = GOOD.replace(b'"status":"active"', b'"status":"active","status":"active"')
    at = "Bundle.entry[4].resource.status"
    assert only(body) == ("JSON_DUPLICATE_KEY", at)


@pytest.mark.parametrize(
    "text",
    [b'"EXE\\u0000MPLE"', b'"EXE\\bMPLE"', b'"\\ud800"', b'"  "', b'"\\t"', b'"\\u0020"', b"null"],
)
def test_a_text_that_fhir_forbids_is_refused_where_it_stands(text: bytes) -> None:
    body = GOOD.replace(b'"D\xc3\x89MO"', text)
    assert only(body) == ("ELEMENT_INVALID", "Bundle.entry[0].resource.name[1].family")


def test_an_escaped_emoji_and_the_word_null_are_ordinary_texts() -> None:
    body = GOOD.replace(b'"D\xc3\x89MO"', b'"Null\\ud83d\\ude00 d\\u00e9mo null"')
    patient = read_ordonnance(body).patient
    assert patient is not None
    assert patient.used_family == "Null😀 démo null"


def test_a_quoted_number_is_refused() -> None:
    body = GOOD.replace(b'"value":6,', b'"value":"6",')
    at = "Bundle.entry[4].resource.dosageInstruction[0].timing.repeat.boundsDuration.value"
    assert only(body) == ("ELEMENT_INVALID", at)


def test_numbers_keep_their_decimals() -> None:
    body = GOOD.replace(b'"doseQuantity":{"value":1,', b'"doseQuantity":{"value":0.250,')
    dose = read_ordonnance(body).lines[0].posology.steps[0].dose
    assert dose is not None
    assert str(dose.low) == "0.250"


# What JSON writes as it is, and escaped: line ends and tabulations exist escaped only.
SIGNS = [sign for sign in codec._UNSEEN if sign >= " "]
SIGNS += [f"\\u{ord(sign):04x}" for sign in codec._UNSEEN]


@pytest.mark.parametrize("said", SIGNS, ids=ascii)
def test_a_text_that_nobody_sees_is_refused_where_it_stands(said: str) -> None:
    document = GOOD.replace(b'"status":"active"', f'"status":" {said}{said}"'.encode())
    (issue,) = refused(document).issues
    assert (issue.code, issue.at) == ("ELEMENT_INVALID", "Bundle.entry[4].resource.status")
    assert issue.facts["reason"] == "un texte vide n'existe pas en FHIR"


def test_signs_without_width_between_letters_are_kept() -> None:
    note = '"note":[{"text":"à prendre\u00a0: deux\u202ffois"}],"status":"active"'
    document = GOOD.replace(b'"status":"active"', note.encode())
    assert read_ordonnance(document).lines[0].advice == "à prendre\u00a0: deux\u202ffois"


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(10**30), 10**30)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(TEXTS),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(TEXTS), inner),
    ),
    st.sampled_from([(",", ":"), (", ", ": ")]),
)
def test_keys_are_told_apart_whatever_the_spaces(value: object, spaces: tuple[str, str]) -> None:
    comma, colon = spaces
    said = json.dumps(value, separators=spaces, ensure_ascii=False)
    once = f'{{"one"{colon}{said}{comma}"other"{colon}{said}}}'
    codec._refuse_duplicates(once.encode())
    twice = f'{{"one"{colon}{said}{comma}"one"{colon}{said}}}'
    with pytest.raises(ValueError, match="clé répétée"):
        codec._refuse_duplicates(twice.encode())


@pytest.mark.parametrize("depth", [MAX_DEPTH - 1, MAX_DEPTH, MAX_DEPTH + 1])
def test_a_short_body_has_the_same_depth_limit_as_a_long_one(depth: int) -> None:
    deep = b"[" * depth + b"1" + b"]" * depth
    wide = b"[" + deep[1:-1] + b",[]" * MAX_DEPTH + b"]"
    for body in (deep, wide):
        if depth > MAX_DEPTH:
            with pytest.raises(Refusal, match="JSON_INVALID"):
                parse_tree(body)
        else:
            assert isinstance(parse_tree(body), list)
