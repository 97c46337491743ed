"""The tables of codes are complete and go both ways; every extension is documented once."""

import pytest

from ordonnance.domain.calendar import TimeUnit
from ordonnance.domain.dispensing import SubstitutionKind
from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.domain.ids import InsOid
from ordonnance.fhir import codes
from ordonnance.fhir.codes import Fill, IssueType
from ordonnance.fhir.extension_table import EXTENSIONS
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources.datatypes import Extension
from ordonnance.fhir.systems import DEFAULT_SYSTEMS, Systems


def test_every_unit_of_time_has_its_word() -> None:
    assert set(codes.TIME_UNITS) == set(TimeUnit)


def test_every_substitution_has_its_code() -> None:
    assert set(codes.SUBSTITUTED) == set(SubstitutionKind)


def test_the_week_begins_on_monday() -> None:
    assert codes.WEEKDAYS[0] == "mon"
    assert len(set(codes.WEEKDAYS)) == 7


@pytest.mark.parametrize(
    ("first", "complete", "code"),
    [
        (True, True, "FFC"),
        (True, False, "FFP"),
        (False, True, "RFC"),
        (False, False, "RFP"),
    ],
)
def test_completeness_has_four_codes(first: bool, complete: bool, code: str) -> None:
    assert Fill.of(first=first, complete=complete).value == code


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_refusal_has_an_issue_type_of_r4(code: str) -> None:
    assert IssueType(CATALOGUE[code].issue).value == CATALOGUE[code].issue


def test_the_issue_types_are_those_of_r4() -> None:
    assert len(IssueType) == 31


def test_extensions_have_one_name_and_one_address_per_context() -> None:
    names = [each.name for each in EXTENSIONS]
    assert len(set(names)) == len(names)
    addresses = [(each.context, each.url(DEFAULT_SYSTEMS)) for each in EXTENSIONS]
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize("each", EXTENSIONS, ids=lambda each: each.name)
def test_an_extension_has_a_value_or_parts_a_meaning_and_a_source(each: object) -> None:
    found = definition(each.name)  # type: ignore[attr-defined]
    assert (found.value is None) == bool(found.parts)
    assert found.meaning
    assert found.source
    wanted = [found.value] if found.value else [part.value for part in found.parts]
    assert set(wanted) <= set(Extension.__struct_fields__)


def test_no_address_serves_two_ends() -> None:
    values = [getattr(DEFAULT_SYSTEMS, name) for name in Systems.__slots__]
    assert len(set(values)) == len(values)


def test_the_number_is_never_taken_for_a_national_one() -> None:
    assert DEFAULT_SYSTEMS.number.startswith("urn:ordonnance:")
    assert DEFAULT_SYSTEMS.number not in {oid.fhir_system for oid in InsOid}
