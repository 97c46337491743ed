"""Composite values of HL7 v2: whatever people are called, they come back."""

from hypothesis import given
from hypothesis import strategies as st

from ordonnance.documents.xdm.hl7 import (
    Identifier,
    Someone,
    Structure,
    escaped,
    specialty_read,
    specialty_written,
    unescaped,
)
from ordonnance.documents.xdm.schemes import Coded

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
OIDS = st.sampled_from(["1.2.250.1.71.4.2.1", "2.25.7"])
SAID = TEXTS.filter(bool)


@given(TEXTS)
def test_separators_are_escaped(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not set("^&|~") & set(escaped(text))


@given(st.builds(Identifier, TEXTS, OIDS, st.sampled_from(["NH", "PI"])))
def test_an_identifier_comes_back(identifier: Identifier) -> None:
    assert Identifier.read(identifier.written()) == identifier


@given(st.builds(Someone, SAID, OIDS, TEXTS, TEXTS, st.booleans()))
def test_a_person_comes_back(someone: Someone) -> None:
    assert Someone.read(someone.written()) == someone


@given(st.builds(Structure, TEXTS, OIDS, SAID))
def test_a_structure_comes_back(structure: Structure) -> None:
    assert Structure.read(structure.written()) == structure


@given(st.builds(Coded, TEXTS, TEXTS, TEXTS))
def test_a_specialty_comes_back(coded: Coded) -> None:
    assert specialty_read(specialty_written(coded)) == coded


def test_it_is_written_as_the_samples_are() -> None:
    someone = Someone("801234567897", "1.2.250.1.71.4.2.1", "EXEMPLE", "Ada")
    assert someone.written() == "801234567897^EXEMPLE^Ada^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS"
    assert Someone("", "", "EXEMPLE", "Ada").written() == "^EXEMPLE^Ada^^^^^^^D"
