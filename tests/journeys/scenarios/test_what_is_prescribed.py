"""Which prescriptions the base takes, which stay on paper, and what goes with a line."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.ids import Cis
from ordonnance.domain.posology import Moment
from ordonnance.domain.prescription import (
    Category,
    DciSubstance,
    Exoneration,
    Ingredient,
    Line,
    Preparation,
    Product,
)
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from ordonnance.law.labels import read_labels
from ordonnance.law.perimeter import perimeter_problem
from tests.journeys import documents
from tests.journeys.asking import Door, answer
from tests.journeys.documents import Json, edited
from tests.journeys.running import BaseInThread
from tests.journeys.scenarios.refused import refused, said
from tests.journeys.scenarios.test_what_a_document_must_hold import LINE, having
from tests.journeys.sessions import Sessions
from tools import examples

EXONERATION = SYSTEMS.own_extension("exoneration")
UNKNOWN = "12345678"


def week(product: Product | None, **facts: Any) -> Line:
    """Something taken every morning for a week."""
    step = examples.take(Unit("dose"), Moment.MORNING, bounds=examples.days(7), route=None)
    return replace(examples.line(documents.AMOXICILLIN, step), product=product, **facts)


def attested(door: Door, act: str, who: str, rules: Sequence[str], **asked: Any) -> Any:
    """The answer of an act once these findings, which must all wait, were given a reason."""
    told = said(door.ask(act, who, **asked))
    assert (told.status, told.codes[0]) == (422, "ACKNOWLEDGEMENT_REQUIRED")
    assert sorted(set(told.codes[1:])) == sorted(rules)
    given = [{"rule": rule, "reason": "vérifié par la personne présente"} for rule in rules]
    return door.does(act, who, **asked, acknowledgement=given)


# --- Medicines


WAITING = ["PR-PIH-01", "PR-SPE-02", "RX-PHA-01"]
"""What a physician of the town is asked: who began, at the hospital or not, and the pharmacy."""


def one_of_each_form() -> list[Medicine]:
    """For each form of the catalogue, the medicine of the town with the fewest conditions."""
    forms: dict[str, list[Medicine]] = {}
    for medicine in load_demonstration().by_cis.values():
        if (
            perimeter_problem(medicine) is None
            and not read_labels(medicine.conditions).hospital_only
        ):
            forms.setdefault(medicine.form, []).append(medicine)
    return [min(each, key=lambda medicine: len(medicine.conditions)) for each in forms.values()]


@pytest.mark.scenario("GEM-A06")
def test_a_medicine_of_every_form_of_the_catalogue_is_issued(door: Door) -> None:
    medicines = one_of_each_form()
    assert len(medicines) == 30
    document = documents.written(*(week(Product(m.name, m.cis)) for m in medicines))
    number = attested(
        door, "issue", "medecin", WAITING, prescription=document
    )["number"]  # fmt: skip
    opened = door.does("consult", "pharmacien", number=number)
    assert [line["label"] for line in opened["line"]] == [m.name for m in medicines]
    # What one author established stands against their next test (R.5132-33): end it.
    door.does("cancel", "medecin", number=number, reason="ERROR")


@pytest.mark.scenario("GEM-A06")
def test_the_form_of_a_medicine_in_common_name_comes_from_one_table(door: Door) -> None:
    def change(tree: Json) -> None:
        (held,) = documents.resource(tree, "MedicationRequest")["contained"]
        held["form"]["coding"][0]["system"] = "urn:autre"

    document = documents.in_common_name()
    door.issued(document)
    told = refused(door, edited(document, change))
    assert told.codes == ["CODE_SYSTEM_UNKNOWN"]
    assert str(told.issues[0][1]).endswith(".form.coding[0].system")


class Imported:
    """The drug facts after the import of a file that brings one more speciality."""

    def current(self) -> Catalogue:
        before = load_demonstration()
        known = before.by_cis[documents.AMOXICILLIN]
        new = replace(known, cis=Cis(UNKNOWN), name="NOUVEAUTÉ EXEMPLE", presentations=())
        return Catalogue.of(before.version, (*before.by_cis.values(), new))


@pytest.mark.scenario("GEM-A13")
def test_a_code_of_the_next_catalogue_is_taken_as_known_from_its_import(
    base: BaseInThread, door: Door, sessions: Sessions
) -> None:
    document = documents.written(week(Product("NOUVEAUTÉ EXEMPLE", Cis(UNKNOWN))))
    told = refused(door, document)
    assert told.codes == ["ACKNOWLEDGEMENT_REQUIRED", "medicine.unknown"]
    with base.variant(drugs=Imported()) as address, Door(address, sessions) as imported:
        number = imported.issued(document)
    assert door.does("consult", "medecin", number=number)["state"] == "issued"


@pytest.mark.scenario("GEM-A14")
@pytest.mark.parametrize(
    ("cis", "code"),
    [
        (documents.HOSPITAL_ONLY, "HOSPITAL_USE_ONLY"),
        (documents.RETROCEDED, "RETROCESSION_ON_PAPER"),
    ],
)
def test_a_medicine_kept_out_of_the_service_is_refused_with_its_line(
    door: Door, cis: str, code: str
) -> None:
    document = documents.written(documents.course(), documents.injected(cis))
    told = refused(door, document)
    assert (told.status, told.issues) == (422, ((code, "line[2]"),))


@pytest.mark.scenario("GEM-A14")
def test_a_narcotic_is_inside_the_service(door: Door) -> None:
    number = door.issued(documents.written(documents.patches()))
    assert door.does("consult", "pharmacien", number=number)["state"] == "issued"
    door.does("cancel", "medecin", number=number, reason="ERROR")


CREAM = Preparation(
    "Pommade EXEMPLE à 5 %",
    (
        Ingredient("acide salicylique", Quantity(Decimal(5), Unit("g"))),
        Ingredient("vaseline", qsp=True),
    ),
    Quantity(Decimal(100), Unit("g")),
)
ASSOCIATED = Product(
    "AMLODIPINE 5 mg + RAMIPRIL 5 mg, gélule",
    substances=tuple(
        DciSubstance(name, strength=Quantity(Decimal(5), examples.MILLIGRAM))
        for name in ("amlodipine", "ramipril")
    ),
)
AGREED = {
    "cip13": documents.pack_of(documents.AMLODIPINE),
    "substitutionReason": "PRESCRIBER_AGREEMENT",
    "substitutionText": "accord du prescripteur au téléphone",
}
KINDS: dict[str, tuple[Line, str, Json]] = {
    "free text": (week(Product("Amlodipine, un par jour")), "medicine.unknown", AGREED),
    "several substances": (week(ASSOCIATED), "medicine.unknown", AGREED),
    "preparation": (
        week(None, category=Category.PREPARATION, preparation=CREAM), "preparation.not_read", {},
    ),
}  # fmt: skip


@pytest.mark.scenario("GEM-A42")
@pytest.mark.parametrize("kind", KINDS)
def test_what_no_rule_can_read_is_attested_then_issued_read_and_served(
    door: Door, kind: str
) -> None:
    line, rule, how = KINDS[kind]
    document = documents.written(line)
    number = attested(door, "issue", "medecin", [rule], prescription=document)["number"]
    opened = door.does("consult", "pharmacien", number=number)
    assert [each["label"] for each in opened["line"]] == [line.label]
    one = {"line": 1, "packs": 1, **how}
    if how:
        bare = door.ask("dispense", "pharmacien", number=number, line={"line": 1, "packs": 1})
        assert said(bare).first == (422, "PACK_REQUIRED", None)
    served = attested(door, "dispense", "pharmacien", [rule], number=number, line=one)
    assert [each["line"] for each in served["served"]] == [1]
    read = door.does("executions", "medecin", number=number)
    assert [each["reference"] for each in read["execution"]] == [served["reference"]]


@pytest.mark.scenario("GEM-A42")
def test_a_medicine_in_common_name_is_issued_and_served_with_the_pack_scanned(door: Door) -> None:
    number = door.issued(documents.in_common_name())
    pack = documents.pack_of(documents.AMOXICILLIN_GENERIC)
    served = door.does("dispense", "pharmacien", number=number, line={"line": 1, "cip13": pack})
    assert [each["cip13"] for each in served["served"]] == [pack]


# --- What goes with a line, or with nobody


@pytest.mark.scenario("GEM-A17")
def test_a_line_for_a_work_accident_is_issued_read_and_printed_with_its_mark(door: Door) -> None:
    number = door.issued(documents.written(documents.course(exoneration=Exoneration.WORK_ACCIDENT)))
    opened = door.ask("consult", "pharmacien", number=number)
    (line,) = (
        each["resource"] for each in answer(opened)["document"]["entry"]
        if each["resource"]["resourceType"] == "MedicationRequest"
    )  # fmt: skip
    assert line["extension"] == [{"url": EXONERATION, "valueCode": "AT_MP"}]
    assert door.ask("render", "medecin", number=number).content.startswith(b"%PDF-")


ALD = {"url": EXONERATION, "valueCode": "ALD"}
INCOHERENT: dict[str, tuple[list[Json], str, str]] = {
    "of no table": (
        [{"url": EXONERATION, "valueCode": "ACCIDENT"}], "CODE_UNKNOWN", "[0].valueCode"
    ),
    "two marks": ([ALD, {"url": EXONERATION, "valueCode": "AT_MP"}], "ELEMENT_TOO_MANY", "[1]"),
    "without value": ([{"url": EXONERATION}], "ELEMENT_MISSING", "[0].valueCode"),
    "of another type": (
        [{"url": EXONERATION, "valueBoolean": True}], "ELEMENT_UNKNOWN", "[0].valueBoolean"
    ),
}  # fmt: skip


@pytest.mark.scenario("GEM-A18", "GEM-A32")
@pytest.mark.parametrize("name", INCOHERENT)
def test_an_incoherent_mark_of_the_payer_is_refused_where_it_stands(door: Door, name: str) -> None:
    marks, code, place = INCOHERENT[name]
    told = refused(door, having("MedicationRequest", extension=marks))
    assert told.first == (422, code, f"{LINE}.extension{place}")


@pytest.mark.scenario("GEM-A32")
def test_a_coverage_that_the_service_does_not_carry_is_refused_and_never_dropped(
    door: Door,
) -> None:
    def change(tree: Json) -> None:
        tree["entry"].append({"resource": {"resourceType": "Coverage", "status": "active"}})

    told = refused(door, edited(documents.simple(), change))
    assert told.first == (422, "RESOURCE_UNEXPECTED", "Bundle.entry[5].resource")


@pytest.mark.scenario("GEM-A25")
def test_the_anonymous_kind_is_kept_for_the_medicines_of_abortion(door: Door) -> None:
    author = {"who": "sage-femme"}
    plain = documents.written(documents.course(), author="sage-femme", anonymous=True)
    assert refused(door, plain, **author).first == (422, "ANONYMOUS_NOT_ALLOWED", None)

    def named(tree: Json) -> None:
        tree["entry"].append({"resource": {"resourceType": "Patient"}})

    told = refused(door, edited(documents.abortion(), named), **author)
    assert told.first == (422, "ANONYMOUS_NOT_ALLOWED", "Bundle.entry[4].resource")
    assert documents.issued_anonymously(door)


@pytest.mark.scenario("GEM-A41")
@pytest.mark.parametrize("patient", [True, False], ids=["with a patient", "without"])
def test_an_order_for_the_practice_is_told_to_be_out_of_scope(door: Door, patient: bool) -> None:
    def change(tree: Json) -> None:
        tree["entry"].append({"resource": {"resourceType": "SupplyRequest", "quantity": {}}})
        if not patient:
            del tree["entry"][0]

    told = refused(door, edited(documents.simple(), change))
    assert told.issues == (("OUT_OF_SCOPE", f"Bundle.entry[{4 + patient}].resource"),)
    assert "usage professionnel" in told.text
