"""What we write in CDA answers the official schema and schematrons; planted faults do not."""

from collections.abc import Callable

import pytest

from tests.conformance.cda.official import PRESCRIPTION, example, rules_of, schema_errors
from tests.conformance.cda.planting import (
    Node,
    Planted,
    added,
    every_gone,
    gone,
    model,
    planted_in,
    said,
    twice,
)
from tests.conformance.cda.written import OF_DEVICES, a_prescription
from tests.unit.documents.situations import SITUATIONS


@pytest.mark.parametrize(
    ("name", "main", "least"),
    [
        ("eP-MED-DM_2024.01_PosoStruct.xml", PRESCRIPTION, 100),
        ("eP-MED-DM_2024.01_PosoNonStruct.xml", PRESCRIPTION, 100),
    ],
)
def test_the_official_examples_pass_and_many_rules_look_at_them(
    name: str, main: str, least: int
) -> None:
    document = example(name)
    assert schema_errors(document) == []
    fired = rules_of(document, main)
    assert fired.failed == ()
    assert fired.rules >= least


@pytest.mark.parametrize("situation", [*SITUATIONS, *OF_DEVICES])
def test_a_prescription_that_we_write_has_no_error(situation: str) -> None:
    document = a_prescription(situation)
    assert schema_errors(document) == []
    fired = rules_of(document, PRESCRIPTION)
    assert fired.failed == ()
    assert fired.rules >= (30 if situation == "device_alone" else 40)


# --- Faults put on purpose

LINE = "//c:entry/c:substanceAdministration"
FAULTS = (
    Planted("no HL7 France model", gone(f"/*/{model('2.16.840.1.113883.2.8.2.1')[2:]}")),
    Planted("no CI-SIS model", gone(f"/*/{model('1.2.250.1.213.1.1.1.1')[2:]}")),
    Planted("no PRE model", gone(f"/*/{model('1.3.6.1.4.1.19376.1.9.1.1.1')[2:]}")),
    Planted("no PCC model", gone(f"/*/{model('1.3.6.1.4.1.19376.1.5.3.1.1.1')[2:]}")),
    Planted("no model of the volet", gone(f"/*/{model('1.2.250.1.213.1.1.1.39')[2:]}")),
    Planted("code of another document", said("/*/c:code", "code", "60593-1")),
    Planted("code of another system", said("/*/c:code", "codeSystem", "1.2.3")),
    Planted("patient without telecom", gone("//c:patientRole/c:telecom")),
    Planted("patient without address", gone("//c:patientRole/c:addr")),
    Planted("author without identifier", gone("/*/c:author/c:assignedAuthor/c:id")),
    Planted("author without profession", gone("/*/c:author/c:assignedAuthor/c:code")),
    Planted("structure without identifier",
            gone("/*/c:author/c:assignedAuthor/c:representedOrganization/c:id")),
    Planted("structure without name",
            gone("/*/c:author/c:assignedAuthor/c:representedOrganization/c:name")),
    Planted("no end of validity", gone("//c:serviceEvent/c:effectiveTime/c:high")),
    Planted("no beginning", gone("//c:serviceEvent/c:effectiveTime/c:low")),
    Planted("no copy", gone("//c:component[c:section/c:code[@code='55108-5']]")),
    Planted("no medicines", gone("//c:component[c:section/c:code[@code='57828-6']]")),
    Planted("section without its model", gone(model("1.2.250.1.213.1.1.2.171"))),
    Planted("lines without their model", every_gone(model("1.2.250.1.213.1.1.3.83"))),
    Planted("line renewed minus one time", said(f"{LINE}/c:repeatNumber", "value", "une")),
    Planted("line without CCD model", gone(f"{LINE}/{model('2.16.840.1.113883.10.20.1.24')[2:]}")),
    Planted("line without ALD", gone("//c:entryRelationship[.//c:code[@code='MED-574']]")),
    Planted("line without substitution",
            gone(f"//c:entryRelationship[.{model('1.2.250.1.213.1.1.3.87')}]")),
    Planted("line without renewals", every_gone(f"{LINE}/c:repeatNumber")),
    Planted("line without product", gone(f"{LINE}/c:consumable")),
    Planted("line without identifier", gone(f"{LINE}/c:id")),
    Planted("line without status", gone(f"{LINE}/c:statusCode")),
    Planted("line of another mood", said(LINE, "moodCode", "XXX")),
    Planted("product that is no product", said(f"{LINE}//c:manufacturedProduct", "classCode", "X")),
    Planted("words gone from a line", gone(f"{LINE}/c:text")),
    Planted("an unknown element", added("surprise")),
    Planted("a date that is none", said("/*/c:effectiveTime", "value", "12/03/2026")),
    Planted("two titles", twice("/*/c:title")),
    Planted("a truth that is none", said("//c:value[@value='false']", "value", "peut-être")),
)  # fmt: skip


DEVICE = "//c:entry/c:supply"


def _without(code: str) -> Callable[[Node], None]:
    return gone(f"{DEVICE}/c:entryRelationship[.//c:code[@code='{code}']]")


FAULTS_OF_DEVICES = (
    Planted("no ALD", _without("MED-574")),
    Planted("no work accident", _without("GEN-180")),
    Planted("no prevention", _without("GEN-295")),
    Planted("no reimbursement", _without("GEN-181")),
    Planted("no renewals", gone(f"{DEVICE}/c:repeatNumber")),
    Planted("two renewals", twice(f"{DEVICE}/c:repeatNumber")),
    Planted("no CCD model", gone(f"{DEVICE}/{model('2.16.840.1.113883.10.20.1.34')[2:]}")),
    Planted("section of another code", said("//c:code[@code='46264-8']", "code", "46264-9")),
    Planted("section without identifier",
            gone("//c:section[c:code[@code='46264-8']]/c:id")),
    Planted("device of another class", said("//c:playingDevice", "classCode", "XXX")),
    Planted("a quantity that is none", said(f"{DEVICE}/c:quantity", "value", "une")),
)  # fmt: skip


@pytest.mark.parametrize("planted", FAULTS_OF_DEVICES, ids=lambda planted: planted.name)
def test_a_fault_planted_in_a_device_is_caught(planted: Planted) -> None:
    spoiled = planted_in(a_prescription("devices"), planted)
    assert schema_errors(spoiled) or rules_of(spoiled, PRESCRIPTION).failed


@pytest.mark.parametrize("planted", FAULTS, ids=lambda planted: planted.name)
def test_a_planted_fault_is_caught(planted: Planted) -> None:
    spoiled = planted_in(a_prescription("ald"), planted)
    assert schema_errors(spoiled) or rules_of(spoiled, PRESCRIPTION).failed
