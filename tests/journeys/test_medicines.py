"""A medicine is found while somebody types, over HTTP, by any professional and nobody else."""

from typing import Any

import httpx

from tests.journeys.asking import Door, answer, code_of


def found(door: Door, who: str, **asked: object) -> dict[str, Any]:
    told: dict[str, Any] = answer(door.ask("medicines", who, **asked))
    return told


def test_what_is_typed_finds_medicines_with_their_packs_and_their_version(door: Door) -> None:
    told = found(door, "medecin", text="clamoxyl 500")
    first = told["medicine"][0]
    assert (first["cis"], first["regime"], first["marketed"]) == ("67707794", "liste-1", True)
    assert "AMOXICILLINE" in first["substance"][0]["name"]
    assert first["pack"][0]["cip13"] == "3400931587538"
    assert told["facts"]["demonstration"] is True


def test_a_shortage_stands_with_the_medicine(door: Door) -> None:
    told = found(door, "pharmacien", text="lantus")
    assert "tension d’approvisionnement" in told["medicine"][0]["shortage"]


def test_nothing_found_is_an_empty_answer(door: Door) -> None:
    assert "medicine" not in found(door, "medecin", text="zzzzzz")


def test_a_limit_out_of_bounds_and_an_empty_text_are_refused(door: Door) -> None:
    for asked in ({"text": "a", "limit": 0}, {"text": "a", "limit": 21}, {"text": "  "}):
        refused: httpx.Response = door.ask("medicines", "medecin", **asked)
        assert code_of(refused) == "ELEMENT_INVALID"


def test_a_patient_does_not_search(door: Door) -> None:
    assert code_of(door.ask("medicines", "patient", text="clamoxyl")) == "NOT_ALLOWED"
