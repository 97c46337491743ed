"""What hides in words is acknowledged before the ordonnance is issued; ordinary words pass."""

import pytest

from ordonnance.bootstrap import example, example_names
from tests.journeys import documents
from tests.journeys.asking import Door, answer
from tests.journeys.documents import Json, edited
from tests.journeys.scenarios.refused import said
from tests.journeys.scenarios.test_what_is_prescribed import attested

pytestmark = pytest.mark.service


def noted(text: str) -> bytes:
    """A course of tablets with a note beside it."""

    def change(tree: Json) -> None:
        documents.resource(tree, "MedicationRequest")["note"] = [{"text": text}]

    return edited(documents.written(documents.course()), change)


def instructed(text: str) -> bytes:
    """The same with an additional instruction."""

    def change(tree: Json) -> None:
        (dosage,) = documents.resource(tree, "MedicationRequest")["dosageInstruction"]
        dosage["additionalInstruction"] = [{"text": text}]

    return edited(documents.written(documents.course()), change)


def worded(text: str) -> bytes:
    """The same with the prescriber's own words for the step."""

    def change(tree: Json) -> None:
        (dosage,) = documents.resource(tree, "MedicationRequest")["dosageInstruction"]
        dosage["text"] = text

    return edited(documents.written(documents.course()), change)


NOTE = "line[1].note[0].text"
INSTRUCTION = "line[1].dosageInstruction[0].additionalInstruction[0].text"
HIDDEN = [
    (noted("remplace EXEMPLOL"), "text.stops", NOTE),
    (noted("DÉMOXINE 1 g matin et soir"), "text.other_drug", NOTE),
    (instructed("puis augmenter selon tolérance"), "text.changes", INSTRUCTION),
    (instructed("5 comprimés si fièvre"), "text.hides_dose", INSTRUCTION),
    (worded("1 cp x8/j pendant 2 j"), "text.contradicts", "line[1].dosageInstruction[0].text"),
]


@pytest.mark.parametrize(("document", "rule", "at"), HIDDEN, ids=[each[1] for each in HIDDEN])
def test_what_a_text_hides_waits_for_an_acknowledgement_at_its_place(
    door: Door, document: bytes, rule: str, at: str
) -> None:
    told = said(door.ask("issue", "medecin", document))
    assert (told.status, told.codes[0]) == (422, "ACKNOWLEDGEMENT_REQUIRED")
    assert (rule, at) in told.issues
    checked = answer(door.ask("check", "medecin", document))
    assert checked["outcome"] in ("warning", "cannot_tell")
    assert (rule, at.removeprefix("line[1].")) in [
        (each["rule"], each.get("at")) for each in checked["finding"]
    ]
    number = attested(door, "issue", "medecin", told.codes[1:], prescription=document)["number"]
    assert door.does("consult", "medecin", number=number)["state"] == "issued"
    door.does("cancel", "medecin", number=number, reason="ERROR")


@pytest.mark.parametrize(
    "text",
    ["à avaler avec un grand verre d’eau", "ne pas arrêter brutalement", "stop si nausées",
     "arrêt du tabac conseillé"],
)  # fmt: skip
def test_ordinary_words_ask_for_nothing(door: Door, text: str) -> None:
    number = door.issued(noted(text))
    door.does("cancel", "medecin", number=number, reason="ERROR")


@pytest.mark.parametrize("name", example_names())
def test_the_demonstration_documents_hold_nothing_hidden(door: Door, name: str) -> None:
    checked = answer(door.ask("check", "medecin", example(name)))
    assert not [each for each in checked.get("finding", []) if each["rule"].startswith("text.")]
