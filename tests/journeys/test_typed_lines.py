"""A line is read while somebody types it, over HTTP, by those who search medicines."""

import json

from tests.journeys.asking import Door, answer, code_of


def test_a_typed_line_answers_chips_medicines_and_a_draft(door: Door) -> None:
    read = door.ask("read-line", "medecin", text="kardegic 75 1/j 3 mois ald xyz")
    told = answer(read)
    assert (told["confidence"], told["inDci"]) == ("partial", False)
    assert told["unread"] == "3 mois xyz"
    kinds = [(chip["kind"], chip["confidence"]) for chip in told["chip"]]
    assert ("exoneration", "certain") in kinds
    assert told["medicine"][0]["name"].startswith("KARDEGIC 75 mg")
    parts = json.loads(read.content)["parameter"]
    (draft,) = (part["resource"] for part in parts if part["name"] == "draft")
    assert (draft["resourceType"], draft["status"]) == ("MedicationRequest", "draft")
    assert "identifier" not in draft
    assert draft["dosageInstruction"][0]["doseAndRate"][0]["doseQuantity"]["value"] == 1


def test_limits_are_kept_and_patients_do_not_type_lines(door: Door) -> None:
    assert code_of(door.ask("read-line", "medecin", text="a" * 501)) == "TEXT_TOO_LONG"
    for asked in ({"text": "a", "limit": 0}, {"text": "a", "limit": 21}, {"text": "  "}):
        assert code_of(door.ask("read-line", "medecin", **asked)) == "ELEMENT_INVALID"
    assert code_of(door.ask("read-line", "patient", text="kardegic")) == "NOT_ALLOWED"
