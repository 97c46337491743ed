"""The dispensings that we write answer the official schema and schematrons; faults do not."""

from dataclasses import replace
from decimal import Decimal

import pytest

from ordonnance.adapters.xml.writing import write
from ordonnance.documents.cda.dispensation import dispensation
from ordonnance.domain.dispensing import Substitution, SubstitutionKind
from tests.conformance.cda.official import DISPENSATION, example, rules_of, schema_errors
from tests.conformance.cda.planting import (
    Planted,
    added,
    every_gone,
    gone,
    model,
    planted_in,
    said,
    twice,
)
from tests.conformance.cda.written import a_dispensation, a_dispense, recorded
from tests.unit.documents.situations import SITUATIONS


def test_the_official_example_passes_and_many_rules_look_at_it() -> None:
    document = example("eDISP-MED_2024.01.xml")
    assert schema_errors(document) == []
    fired = rules_of(document, DISPENSATION)
    assert fired.failed == ()
    assert fired.rules >= 45


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_dispensing_that_we_write_has_no_error(situation: str) -> None:
    document = a_dispensation(situation)
    assert schema_errors(document) == []
    fired = rules_of(document, DISPENSATION)
    assert fired.failed == ()
    assert fired.rules >= 35


@pytest.mark.parametrize("kind", SubstitutionKind)
def test_every_substitution_is_written_without_error(kind: SubstitutionKind) -> None:
    item = replace(a_dispense().served[0], substitution=Substitution(kind), packs=Decimal("0.5"))
    document = a_dispensation(served=(item,), declined=())
    assert schema_errors(document) == []
    assert rules_of(document, DISPENSATION).failed == ()


def test_the_document_is_the_same_each_time_it_is_written() -> None:
    assert a_dispensation() == a_dispensation()


def test_nothing_served_has_no_document() -> None:
    nothing = recorded(a_dispense(served=()))
    with pytest.raises(ValueError, match="rien"):
        write(dispensation(SITUATIONS["simple"]().build(), nothing))


SUPPLY = "//c:entry/c:supply"
PRODUCT = "//c:manufacturedProduct[ancestor::c:product]"
FAULTS = (
    Planted("no DIS model", gone(f"/*/{model('1.3.6.1.4.1.19376.1.9.1.1.3')[2:]}")),
    Planted("no PCC model", gone(f"/*/{model('1.3.6.1.4.1.19376.1.5.3.1.1.1')[2:]}")),
    Planted("no model of the volet", gone(f"/*/{model('1.2.250.1.213.1.1.1.54')[2:]}")),
    Planted("code of a prescription", said("/*/c:code", "code", "57833-6")),
    Planted("code of another system", said("/*/c:code", "codeSystem", "1.2.3")),
    Planted("no identifier", gone("/*/c:id")),
    Planted("no patient", gone("/*/c:recordTarget")),
    Planted("no author", every_gone("/*/c:author")),
    Planted("no custodian", gone("/*/c:custodian")),
    Planted("custodian without organisation", gone("//c:representedCustodianOrganization")),
    Planted("signature that is none", gone("//c:legalAuthenticator/c:signatureCode")),
    Planted("prescriber without role", gone("//c:participant/c:associatedEntity")),
    Planted("prescriber of an unknown kind", said("//c:participant", "typeCode", "XXX")),
    Planted("order without identifier", gone("//c:inFulfillmentOf/c:order/c:id")),
    Planted("act of another code", said("//c:serviceEvent/c:code", "code", "57833-6")),
    Planted("a date that is none", said("/*/c:effectiveTime", "value", "06/01/2026")),
    Planted("no section", gone("//c:structuredBody/c:component")),
    Planted("section without its model", gone(model("1.2.250.1.213.1.1.2.236"))),
    Planted("section without code", gone("//c:section/c:code")),
    Planted("nothing served", every_gone("//c:section/c:entry")),
    Planted("served without model of the line",
            gone(f"{SUPPLY}/{model('1.2.250.1.213.1.1.3.204')[2:]}")),
    Planted("served without CCD model",
            gone(f"{SUPPLY}/{model('2.16.840.1.113883.10.20.1.34')[2:]}")),
    Planted("served without quantity", gone(f"{SUPPLY}/c:quantity")),
    Planted("a quantity that is none", said(f"{SUPPLY}/c:quantity", "value", "deux")),
    Planted("two quantities", twice(f"{SUPPLY}/c:quantity")),
    Planted("served without product", gone(f"{SUPPLY}/c:product")),
    Planted("served without words", gone(f"{SUPPLY}/c:text")),
    Planted("served in another mood", said(SUPPLY, "moodCode", "XXX")),
    Planted("product that is no product", said(PRODUCT, "classCode", "X")),
    Planted("item of another code", said("//c:code[@code='PREItem']", "code", "X")),
    Planted("two items prescribed for one served",
            twice(f"{SUPPLY}/c:entryRelationship[@typeCode='REFR']")),
    Planted("two substitutions", twice(f"{SUPPLY}/c:entryRelationship[c:act/c:code[@code='G']]")),
    Planted("substitution without code", gone("//c:act/c:code[@code='G']")),
    Planted("notes of another code", said("//c:code[@code='FINSTRUCT']", "code", "X")),
    Planted("served by a physician",
            said("//c:section/c:author/c:assignedAuthor/c:code", "code", "G15_10")),
    Planted("an unknown element", added("surprise")),
)  # fmt: skip


@pytest.mark.parametrize("planted", FAULTS, ids=lambda planted: planted.name)
def test_a_planted_fault_is_caught(planted: Planted) -> None:
    spoiled = planted_in(a_dispensation(), planted)
    assert schema_errors(spoiled) or rules_of(spoiled, DISPENSATION).failed
