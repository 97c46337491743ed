"""What the base writes back: dispensings, consent, journal; and what a Bundle cannot say."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.dispensing import (
    Declined,
    DeclineReason,
    Dispense,
    Executant,
    Objection,
    ObjectionOrigin,
    QuantityReason,
    Served,
    Substitution,
    SubstitutionKind,
    Undone,
    UndoReason,
)
from ordonnance.domain.dosage import DosageStep
from ordonnance.domain.errors import Refusal
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Ordonnance
from ordonnance.fhir.codes import Fill
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from ordonnance.fhir.write import (
    AuditEntry,
    Execution,
    write_audit,
    write_consent,
    write_executions,
    write_ordonnance,
)
from tests.fhir import bundles

AT = datetime(2026, 3, 2, 17, 5, tzinfo=UTC)
CIP = "3400960000011"


def ordonnance() -> Ordonnance:
    return read_ordonnance(bundles.body(bundles.amoxicillin()))


def a_dispense(**changes: Any) -> Dispense:
    executant = Executant("99900000029", "Paul EXEMPLE", "F750000018", "Pharmacie Exemple")
    served = Served(
        1, "AMOXICILLINE EXEMPLE 1 g", Decimal(1), Decimal(12), 6, date(2026, 3, 2), cip13=CIP
    )
    dispense = Dispense("exec-1", AT, date(2026, 3, 2), executant, (served,))
    return replace(dispense, **changes)


def entries(dispense: Dispense, *, fill: Fill = Fill.FIRST_PARTIAL) -> list[dict[str, Any]]:
    found = msgspec.json.decode(write_executions(ordonnance(), [Execution(dispense, {1: fill})]))
    assert found["type"] == "searchset"
    assert found["total"] == len(found["entry"])
    return [entry["resource"] for entry in found["entry"]]


def extension(resource: dict[str, Any], url: str) -> dict[str, Any]:
    (found,) = [each for each in resource["extension"] if each["url"] == url]
    return dict(found)


def test_a_line_served_is_a_dispense_in_the_european_shape() -> None:
    (written,) = entries(a_dispense())
    assert written["resourceType"] == "MedicationDispense"
    assert written["status"] == "completed"
    assert written["type"]["coding"][0]["code"] == "FFP"
    assert written["quantity"] == bundles.boxes(1)
    assert written["daysSupply"]["value"] == 6
    assert written["whenHandedOver"] == "2026-03-02T17:05:00+00:00"
    assert extension(written, SYSTEMS.recorded)["valueDateTime"] == "2026-03-02T17:05:00+00:00"
    assert extension(written, bundles.own("first-day"))["valueDate"] == "2026-03-02"
    assert extension(written, bundles.own("units"))["valueDecimal"] == 12
    assert written["medicationCodeableConcept"]["coding"] == [{"system": SYSTEMS.cip, "code": CIP}]
    (authorizing,) = written["authorizingPrescription"]
    assert authorizing["identifier"]["value"] == f"urn:uuid:{ordonnance().lines[0].id}"
    assert written["subject"]["identifier"]["value"] == "285049999900115"
    assert written["location"]["identifier"] == {"system": SYSTEMS.finess, "value": "750000018"}
    assert written["substitution"] == {"wasSubstituted": False}


def test_a_substitution_a_lot_and_another_quantity_are_written() -> None:
    served = replace(
        a_dispense().served[0],
        lot="L1",
        note="Prévenir le patient",
        substitution=Substitution(SubstitutionKind.GENERIC, "Accord du patient"),
        quantity_reason=QuantityReason.PACK_SIZE,
    )
    (written,) = entries(a_dispense(served=(served,)))
    assert written["contained"][0]["batch"] == {"lotNumber": "L1"}
    assert written["medicationReference"] == {"reference": "#pack"}
    assert written["substitution"]["wasSubstituted"] is True
    assert written["substitution"]["type"]["coding"][0]["code"] == "G"
    assert written["substitution"]["reason"][0]["text"] == "Accord du patient"
    assert extension(written, bundles.own("quantity-reason"))["valueCode"] == "PACK_SIZE"
    assert written["note"] == [{"text": "Prévenir le patient"}]


def test_a_line_declined_says_why_and_serves_nothing() -> None:
    declined = Declined(1, DeclineReason.NOT_WANTED, "Déjà chez lui")
    (written,) = entries(a_dispense(served=(), declined=(declined,)))
    assert written["status"] == "declined"
    assert written["quantity"]["value"] == 0
    assert written["statusReasonCodeableConcept"]["coding"][0]["code"] == "NOT_WANTED"
    absent = {"url": SYSTEMS.absent, "valueCode": "not-performed"}
    assert written["medicationCodeableConcept"] == {"extension": [absent]}


def test_a_dispensing_undone_stays_and_says_so() -> None:
    undone = Undone(AT, UndoReason.MISTAKE, "exec", "Mauvaise boîte")
    (written,) = entries(a_dispense(undone=undone))
    assert written["status"] == "entered-in-error"
    parts = {part["url"]: part for part in extension(written, bundles.own("undone"))["extension"]}
    assert parts["reason"]["valueCode"] == "MISTAKE"
    assert parts["text"]["valueString"] == "Mauvaise boîte"


def test_a_technician_stands_beside_the_pharmacist() -> None:
    executant = replace(a_dispense().executant, assistant="P1", assistant_name="Lou DÉMO")
    (written,) = entries(a_dispense(executant=executant))
    assert [each["actor"]["display"] for each in written["performer"]] == [
        "Paul EXEMPLE",
        "Lou DÉMO",
    ]
    functions = [each["function"]["coding"][-1]["code"] for each in written["performer"]]
    assert functions == ["finalchecker", "packager"]


def test_the_posology_goes_with_what_was_prescribed_and_not_with_another_treatment() -> None:
    (written,) = entries(a_dispense())
    assert written["dosageInstruction"][0]["timing"]["repeat"]["when"] == ["MORN", "EVE"]
    rendered = extension(written, SYSTEMS.rendered_dispense)["valueMarkdown"]
    assert rendered == "1 comprimé matin et soir, 6 jours"
    for kind in SubstitutionKind:
        served = replace(a_dispense().served[0], substitution=Substitution(kind))
        (other,) = entries(a_dispense(served=(served,)))
        kept = kind in (SubstitutionKind.GENERIC, SubstitutionKind.BIOSIMILAR)
        assert ("dosageInstruction" in other) is kept


def test_each_answer_of_a_search_has_its_address_and_says_that_it_matches() -> None:
    first = msgspec.json.decode(write_executions(ordonnance(), [Execution(a_dispense())]))
    second = msgspec.json.decode(write_executions(ordonnance(), [Execution(a_dispense())]))
    assert first == second
    (entry,) = first["entry"]
    assert entry["fullUrl"].startswith("urn:uuid:")
    assert entry["search"] == {"mode": "match"}


def test_an_identity_that_is_not_qualified_is_not_repeated() -> None:
    anonymous = replace(ordonnance(), patient=None, anonymous=True)
    found = msgspec.json.decode(write_executions(anonymous, [Execution(a_dispense())]))
    resource = found["entry"][0]["resource"]
    assert "subject" not in resource
    assert "type" not in resource


def test_an_objection_denies_and_a_withdrawal_permits() -> None:
    standing = msgspec.json.decode(write_consent(Objection(AT, ObjectionOrigin.PATIENT), AT))
    assert standing["provision"]["type"] == "deny"
    assert standing["extension"][0]["valueCode"] == "PATIENT"
    withdrawn = msgspec.json.decode(write_consent(None, AT))
    assert withdrawn["provision"]["type"] == "permit"
    assert "extension" not in withdrawn


def test_the_journal_is_a_searchset_of_audit_events() -> None:
    entry = AuditEntry(AT, "consult", "consultation", "R", "Pharmacien", "Paul EXEMPLE", "Phie")
    refused = replace(entry, refused=True, place_label=None)
    found = msgspec.json.decode(write_audit([entry, refused]))
    first, second = (each["resource"] for each in found["entry"])
    assert (first["action"], first["outcome"], second["outcome"]) == ("R", "0", "4")
    assert first["agent"][0]["location"] == {"display": "Phie"}
    assert "EXEMPLE" not in repr(entry)


def test_the_same_ordonnance_is_always_written_the_same() -> None:
    assert write_ordonnance(ordonnance()) == write_ordonnance(ordonnance())


def with_line(**changes: Any) -> Ordonnance:
    whole = ordonnance()
    return replace(whole, lines=(replace(whole.lines[0], **changes),))


def test_a_kind_of_line_without_writing_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        write_ordonnance(with_line(category=Category.DEVICE))
    assert caught.value.code == "OUT_OF_SCOPE"


@pytest.mark.parametrize(
    "changes",
    [
        {"duration": Duration(9, TimeUnit.DAY)},
        {"product": None},
        {"id": "line-1"},
        {
            "posology": Posology(
                (DosageStep(bounds=Duration(6, TimeUnit.DAY), bounds_start=date(2026, 3, 2)),)
            )
        },
    ],
    ids=["duration", "nothing", "id", "bounds"],
)
def test_what_r4_cannot_say_is_not_written(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        write_ordonnance(with_line(**changes))
