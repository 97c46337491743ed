"""The journal of accesses: every call, who made it, from where, for the patient alone."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from ordonnance.adapters.clock import SystemClock
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.scenarios.observing import journaled, session_of, somebody, told

SOFTWARE = {"Ordonnance-Client": "product=LGO EXEMPLE; version=4.2; editor=EXEMPLE"}

STORY = [
    ("consult", "medecin", {}),
    ("render", "medecin", {}),
    ("consult", "pharmacien", {}),
    ("dispense", "preparateur", {"allAsPrescribed": True, "pharmacist": "99900000078"}),
    ("dispense", "pharmacien2", {"allAsPrescribed": True}),
    ("executions", "remplacant", {}),
    ("undo", "pharmacien", {"reason": "NOT_COLLECTED"}),
    ("object", "caisse", {"proof": "courrier"}),
    ("cancel", "medecin", {"reason": "ERROR"}),
]
"""One call after another; the fifth is refused."""

TOLD = [
    ("émission", "Prescripteur", "Claire EXEMPLE", "Cabinet médical Exemple"),
    ("consultation", "Prescripteur", "Claire EXEMPLE", "Cabinet médical Exemple"),
    ("édition de la feuille", "Prescripteur", "Claire EXEMPLE", "Cabinet médical Exemple"),
    ("consultation", "Pharmacien", "Paul EXEMPLE", "Pharmacie Exemple"),
    ("délivrance", "Préparateur en pharmacie", "Zoé EXEMPLE", "Pharmacie Exemple"),
    ("délivrance", "Pharmacien", "Marie DÉMO", "Pharmacie Démo"),
    ("lecture des délivrances", "Prescripteur", "Rémi DÉMO", "Cabinet médical Exemple"),
    ("annulation d'une délivrance", "Pharmacien", "Paul EXEMPLE", "Pharmacie Exemple"),
    ("opposition ou levée de l'opposition", "Agent de la caisse", "Caisse Exemple", ""),
    ("annulation de l'ordonnance", "Prescripteur", "Claire EXEMPLE", "Cabinet médical Exemple"),
    ("lecture du journal des accès", "Patient", "Patient", ""),
]


@pytest.mark.scenario("GEM-L01")
def test_a_whole_life_leaves_one_line_for_each_call_in_plain_words(door: Door) -> None:
    began = SystemClock().now()
    number = door.issued(documents.simple(), headers=SOFTWARE)
    for operation, who, more in STORY:
        response = door.ask(operation, who, number=number, headers=SOFTWARE, **more)
        assert response.status_code == (409 if who == "pharmacien2" else 200), operation
    read = door.does("journal", "patient", number=number)
    lines = read["access"]
    assert [(e["act"], e["role"], e["actor"], e.get("place", "")) for e in lines] == TOLD
    assert [e["sequence"] for e in lines] == list(range(1, len(TOLD) + 1))
    assert {e["client"] for e in lines[:-1]} == {"LGO EXEMPLE 4.2"}
    assert [e["refused"] for e in lines] == [who == "Marie DÉMO" for _, _, who, _ in TOLD]
    moments = [datetime.fromisoformat(e["at"]) for e in lines]
    assert all(earlier <= later for earlier, later in pairwise(moments))
    assert began <= moments[0]
    assert moments[-1] <= SystemClock().now() + timedelta(seconds=1)
    events = [entry["resource"] for entry in read["bundle"]["entry"]]
    assert [each["action"] for each in events] == [*"CRRRUURUUUR"]
    assert [each["outcome"] == "0" for each in events] == [not e["refused"] for e in lines]


@pytest.mark.scenario("GEM-L02")
def test_a_long_journal_comes_whole_in_one_answer(door: Door) -> None:
    number = door.issued(documents.simple())
    readers = ["medecin", "pharmacien", "patient"] * 20
    for who in readers:
        door.does("consult", who, number=number)
    read = door.does("journal", "patient", number=number)
    assert [each["sequence"] for each in read["access"]] == list(range(1, 63))
    roles = {"medecin": "Prescripteur", "pharmacien": "Pharmacien", "patient": "Patient"}
    assert [each["role"] for each in read["access"][1:-1]] == [roles[who] for who in readers]
    assert len(read["bundle"]["entry"]) == read["bundle"]["total"] == 62


@pytest.mark.scenario("GEM-L05")
def test_nobody_but_the_patient_reads_who_came(door: Door) -> None:
    number = door.issued(documents.simple())
    door.does("consult", "pharmacien", number=number)
    before = journaled(door, number)
    for who in ("medecin", "medecin2", "remplacant", "pharmacien", "preparateur", "caisse"):
        assert told(door.ask("journal", who, number=number)) == (403, "NOT_ALLOWED"), who
    strangers = ("representant", session_of(door, somebody(810)))
    for who in strangers:
        assert told(door.ask("journal", who, number=number)) == (404, "NUMBER_UNKNOWN")
    assert journaled(door, number) == before
