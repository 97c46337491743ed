"""Every official Bundle: read, said in French, written back, and nothing lost on the way."""

from collections import Counter
from datetime import UTC, datetime

import pytest

from ordonnance.documents.numerique import numerique
from ordonnance.documents.sheet import Sheet
from ordonnance.domain.carried import CarriedKind
from ordonnance.domain.errors import Refusal
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import Ordonnance, Relation, RelationKind
from ordonnance.fhir.carry import canonical, carried_parts, differences, written_back
from ordonnance.fhir.carry.table import CARRIED, UNREAD_LINE
from ordonnance.fhir.read import read_draft, read_ordonnance
from tests.fhir.official import HOW_MANY, bundles, named

NUMBER = OrdonnanceNumber.from_payload("D", 64)
AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def read(name: str) -> Ordonnance:
    return read_draft(named(name)).ordonnance


def said(ordonnance: Ordonnance) -> list[object]:
    """What the lines say, without the identifiers that a line without one receives."""
    return [(e.posology, e.product, e.preparation, e.relations, e.advice) for e in ordonnance.lines]


def sheet(ordonnance: Ordonnance) -> Sheet:
    return numerique(
        ordonnance, NUMBER, AT, base_url="https://base.exemple.example", demonstration=True
    )


def test_every_bundle_comes_back_with_nothing_lost() -> None:
    kept = []
    for path in bundles():
        document = path.read_bytes()
        ordonnance = read_draft(document).ordonnance
        carried = carried_parts(document, ordonnance)
        again = written_back(ordonnance, carried)
        assert differences(canonical(document), canonical(again)) == (), path.name
        assert said(read_draft(again).ordonnance) == said(ordonnance), path.name
        kept.append(path.name)
    assert len(kept) == HOW_MANY


def test_what_is_carried_is_in_the_published_table() -> None:
    kinds: Counter[CarriedKind] = Counter()
    for path in bundles():
        document = path.read_bytes()
        for each in carried_parts(document, read_draft(document).ordonnance):
            assert each.kind is not CarriedKind.UNLISTED, (path.name, each.at)
            kinds[each.kind] += 1
    # What is held by the domain is not carried: these are few, and none is a dose or a rhythm.
    assert kinds[CarriedKind.UNREAD] == 1  # links between lines that the document does not hold
    assert kinds[CarriedKind.HOSPITAL] <= 10
    assert kinds[CarriedKind.CLINICAL] <= 15


def test_the_table_carries_no_dose_no_moment_and_no_length_of_treatment() -> None:
    step = "MedicationRequest.dosageInstruction"
    held = (
        *(f"{step}.doseAndRate.{part}" for part in ("doseQuantity", "doseRange", "rateRatio")),
        *(f"{step}.timing.repeat.{part}" for part in ("when", "timeOfDay", "dayOfWeek", "offset")),
        f"{step}.timing.repeat.boundsDuration.value",
        f"{step}.maxDosePerPeriod.numerator",
        f"{step}.maxDosePerAdministration",
        "Medication.ingredient.strength.numerator",
        "Medication.amount",
    )
    for each in CARRIED:
        assert each.pattern not in held
        covers = f"{each.pattern}."
        assert not each.whole or not any(place.startswith(covers) for place in held), each.pattern
    assert {each.pattern for each in UNREAD_LINE} == {step, "MedicationRequest.extension"}


def test_every_line_is_said_in_french_on_the_sheet() -> None:
    unread = set()
    for path in bundles():
        ordonnance = read_draft(path.read_bytes()).ordonnance
        printed = [line for zone in sheet(ordonnance).zones for line in zone.lines]
        assert len(printed) == len(ordonnance.lines), path.name
        for line, shown in zip(ordonnance.lines, printed, strict=True):
            assert shown.label, path.name
            assert shown.posology, path.name
            if not line.posology.steps:
                unread.add(path.stem.removeprefix("Bundle-"))
    assert unread == set()


def test_no_bundle_as_published_can_be_issued_and_each_says_why() -> None:
    for path in bundles():
        document = path.read_bytes()
        draft = read_draft(document)
        assert draft.waiting, path.name
        with pytest.raises(Refusal) as refused:
            read_ordonnance(document)
        codes = {issue.code for issue in refused.value.issues}
        if b"fr-inpatient-medicationrequest" in document:
            assert codes == {"INTRA_HOSPITAL"}, path.name
        else:
            assert codes <= {"REFERENCE_UNRESOLVED", "ELEMENT_MISSING", "ELEMENT_INVALID"}


def test_the_links_between_lines_are_held_and_printed() -> None:
    first, second = read("MultiLine-Presc-METHOTREXATE-LEDERFOLINE").lines
    assert first.relations == ()
    assert second.relations == (Relation(RelationKind.TOGETHER, 1),)
    alternative = sheet(read("TradPN13FHIR-MultiLine-Presc-Alt-METFORMINE-GLICLAZIDE"))
    printed = [line for zone in alternative.zones for line in zone.lines]
    because = "En cas d'intolérance digestive au METFORMINE"
    assert printed[1].mentions[0] == f"En alternative à la ligne 1\u202f: {because}"


def test_a_strength_by_gram_is_not_taken_for_a_strength_by_unit() -> None:
    (line,) = read("Presc-DIPROSONE-AppCut").lines
    assert line.product is not None
    (substance,) = line.product.substances
    assert substance.per is not None
    assert substance.per.code == "g"


def test_an_infusion_is_described_by_its_components() -> None:
    (line,) = read("Presc-PerfGl-NaCl-KCl-500ml").lines
    assert line.preparation is not None
    assert all(each.product is not None for each in line.preparation.ingredients)
    zones = sheet(read("Presc-PerfGl-NaCl-KCl-500ml")).zones
    (printed,) = (line for zone in zones for line in zone.lines)
    assert [(row.ingredient, row.quantity) for row in printed.formula] == [
        ("GLUCOSE (GLUCOSE 50\u202fmg/mL)", "qsp 500\u202fmL"),
        ("SODIUM CHLORURE (chlorure de sodium)", "2\u202fg"),
        ("POTASSIUM CHLORURE (chlorure de potassium)", "1\u202fg"),
    ]
