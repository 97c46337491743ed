"""What leaves the base after an act: copies to the patient's record, here a local folder."""

import json
from pathlib import Path

from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import BaseInThread, wait_until


def deposits(base: BaseInThread, number: str) -> list[Path]:
    """The files of one ordonnance in the record folder, oldest first."""
    return sorted((base.data / "depots-dossier-patient").glob(f"{number}-*.json"))


def test_issue_and_serving_are_deposited_within_seconds(base: BaseInThread, door: Door) -> None:
    document = documents.simple()
    number = door.issued(document)
    wait_until(lambda: len(deposits(base, number)) == 1, 5)
    assert deposits(base, number)[0].read_bytes() == document
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    wait_until(lambda: len(deposits(base, number)) == 2, 5)
    served = json.loads(deposits(base, number)[1].read_bytes())
    kinds = {entry["resource"]["resourceType"] for entry in served["entry"]}
    assert "MedicationDispense" in kinds


def test_a_cancelled_ordonnance_is_marked_withdrawn(base: BaseInThread, door: Door) -> None:
    number = door.issued(documents.simple())
    door.does("cancel", "medecin", number=number, reason="ERROR")
    folder = base.data / "depots-dossier-patient"
    wait_until(lambda: list(folder.glob(f"{number}-*.retiré")), 5)


def test_deposits_are_private(base: BaseInThread, door: Door) -> None:
    number = door.issued(documents.simple())
    wait_until(lambda: deposits(base, number), 5)
    folder = base.data / "depots-dossier-patient"
    assert folder.stat().st_mode & 0o077 == 0
    assert deposits(base, number)[0].stat().st_mode & 0o077 == 0


def test_nothing_anonymous_is_deposited(base: BaseInThread, door: Door) -> None:
    anonymous = documents.issued_anonymously(door)
    door.does("dispense", "pharmacien", number=anonymous, allAsPrescribed=True,
              acknowledgement=documents.ATTESTED)  # fmt: skip
    # The outbox drains in order: once a later ordonnance is there, this one would be too.
    later = door.issued(documents.simple())
    wait_until(lambda: deposits(base, later), 5)
    assert deposits(base, anonymous) == []
