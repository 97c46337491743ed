"""What leaves the base after an act: copies to the patient's record, here a local folder."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ordonnance.adapters.database.draining import deliver_once
from ordonnance.adapters.keys import KeyCabinet, KeyUnknown, SealBroken
from ordonnance.adapters.memory import MemoryCoverage
from ordonnance.adapters.record import SEALED, LocalRecord
from ordonnance.bootstrap.consumers import RECORD_FOLDER, Consumers, local_record
from ordonnance.domain.dispensing import DeclineReason
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.people import IdentityStatus, Patient
from ordonnance.usecases.coverage import record_stored_establishment
from ordonnance.usecases.ports import Covered
from tests.builders.counter import CLAMOXYL, MIFEGYNE, PATIENT, STILNOX, acknowledged, declined, of
from tests.builders.platform import Platform, a_platform, done
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.running import BaseInThread, wait_until


def deposits(base: BaseInThread, number: str, ending: str = ".json") -> list[Path]:
    """The files of one ordonnance in the record folder, oldest first."""
    pattern = f"{base.platform.marks.log_hash(number)}*-*{ending}"
    return sorted((base.data / RECORD_FOLDER).glob(pattern))


def test_issue_and_serving_are_deposited(base: BaseInThread, door: Door) -> None:
    document = documents.simple()
    number = door.issued(document)
    wait_until(lambda: len(deposits(base, number)) == 1, 60)
    assert deposits(base, number)[0].read_bytes() == document
    door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    wait_until(lambda: len(deposits(base, number)) == 2, 60)
    served = json.loads(deposits(base, number)[1].read_bytes())
    kinds = {entry["resource"]["resourceType"] for entry in served["entry"]}
    assert "MedicationDispense" in kinds


def test_a_cancelled_ordonnance_is_marked_withdrawn(base: BaseInThread, door: Door) -> None:
    document = documents.simple()
    number = door.issued(document)
    door.does("cancel", "medecin", number=number, reason="ERROR")
    wait_until(lambda: deposits(base, number, ".json.retiré"), 60)
    (withdrawn,) = deposits(base, number, "")
    assert withdrawn.read_bytes() == document


def test_an_undone_dispensing_withdraws_its_own_copy_only(base: BaseInThread, door: Door) -> None:
    number = door.issued(documents.simple())
    given = door.does("dispense", "pharmacien", number=number, allAsPrescribed=True)
    door.does("undo", "pharmacien", number=number, reason="MISTAKE", reference=given["reference"])
    reference = given["reference"]
    wait_until(lambda: deposits(base, number, f"-{reference}.json.retiré"), 60)
    assert len(deposits(base, number)) == 1
    assert number not in "".join(path.name for path in (base.data / RECORD_FOLDER).iterdir())


def test_deposits_are_private(base: BaseInThread, door: Door) -> None:
    number = door.issued(documents.simple())
    wait_until(lambda: deposits(base, number), 60)
    folder = base.data / RECORD_FOLDER
    assert folder.stat().st_mode & 0o077 == 0
    assert deposits(base, number)[0].stat().st_mode & 0o077 == 0


def test_nothing_anonymous_is_deposited(base: BaseInThread, door: Door) -> None:
    anonymous = documents.issued_anonymously(door)
    door.does("dispense", "pharmacien", number=anonymous, allAsPrescribed=True)
    # The outbox drains in order: once a later ordonnance is there, this one would be too.
    later = door.issued(documents.simple())
    wait_until(lambda: deposits(base, later), 60)
    assert deposits(base, anonymous) == []


NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
COPY = b'{"resourceType":"Bundle","name":"Jeanne EXEMPLE"}' * 20


def test_outside_demonstrations_copies_open_with_the_keys_of_the_base_only(tmp_path: Path) -> None:
    cabinet = KeyCabinet.generate(NOON)
    record = local_record(tmp_path, cabinet, demonstration=False)
    path = record.deposit("aa-000100", COPY)
    assert path.name == f"aa-000100{SEALED}"
    assert b"EXEMPLE" not in path.read_bytes()
    assert b"Bundle" not in path.read_bytes()
    assert "chiffrée" in (path.parent / "LISEZ-MOI.txt").read_text("utf-8")
    rotated = cabinet.with_new_kek(NOON)
    assert local_record(tmp_path, rotated, demonstration=False).read(path) == COPY
    with pytest.raises(KeyUnknown):
        LocalRecord(path.parent, KeyCabinet.generate(NOON)).read(path)
    moved = path.rename(path.with_name(f"aa-000200{SEALED}"))
    with pytest.raises(SealBroken):
        record.read(moved)
    moved.write_bytes(b"{}")
    with pytest.raises(SealBroken):
        record.read(moved)


def test_a_sealed_copy_withdrawn_still_opens_and_is_not_deposited_again(tmp_path: Path) -> None:
    record = LocalRecord(tmp_path / "d", KeyCabinet.generate(NOON))
    record.deposit("aa-000100", COPY)
    record.deposit("aa-000200-EX-AB-001", COPY)
    other = record.deposit("bb-000100", COPY)
    for _ in range(2):
        record.withdraw(["aa-000100-EX-AB-001", "aa-000200-EX-AB-001"])
    withdrawn = record.deposit("aa-000200-EX-AB-001", COPY)
    assert withdrawn.name == f"aa-000200-EX-AB-001{SEALED}.retiré"
    assert record.read(withdrawn) == COPY
    assert (tmp_path / "d" / f"aa-000100{SEALED}").exists()
    record.withdraw(["aa-000100", "aa-000200", "aa-000200-EX-AB-001"])
    standing = {path.name for path in (tmp_path / "d").glob(f"*{SEALED}")}
    assert standing == {other.name}


def test_a_withdrawal_takes_the_copies_of_its_ordonnance_and_of_no_other(tmp_path: Path) -> None:
    platform = a_platform()
    number, other = (platform.issue(of(CLAMOXYL, days=12)).number for _ in range(2))
    for each in (number, other):
        platform.dispense(each, everything=True)
    work(platform, tmp_path)
    before = sorted(path.name for path in tmp_path.glob("*.json"))
    assert len(before) == 4
    platform.undo(number)
    work(platform, tmp_path)
    platform.dispense(number, everything=True)
    platform.undo(number)
    platform.cancel(number)
    work(platform, tmp_path)
    standing = {path.name for path in tmp_path.glob("*.json")}
    assert standing == {name for name in before if name.startswith(other)}
    assert len(list(tmp_path.glob("*.json.retiré"))) == 3


@pytest.mark.parametrize("ending", ["undo", "cancel"])
@pytest.mark.parametrize("known", ["anonymous", "unqualified"])
def test_what_was_left_to_a_prescriber_is_withdrawn_where_nothing_else_was_copied(
    tmp_path: Path, ending: str, known: str
) -> None:
    platform = a_platform()
    if known == "anonymous":
        by, line = "sage-femme", of(MIFEGYNE, packs=1, daily=3)
        number = platform.issue(line, by=by, anonymous=True).number
    else:
        by, line = "medecin", of(CLAMOXYL, days=12)
        given = (acknowledged("MP-05", "PATIENT_NOT_IDENTIFIABLE"),)
        number = platform.issue(line, by=by, given=given, patient=unqualified()).number
    platform.dispense(number, declined(1, DeclineReason.PATIENT_INTEREST))
    work(platform, tmp_path)
    assert [path.name.endswith("-avis.json") for path in tmp_path.glob("*.json")] == [True]
    if ending == "undo":
        platform.undo(number)
    else:
        platform.cancel(number, by=by)
    work(platform, tmp_path)
    assert list(tmp_path.glob("*.json")) == []
    assert len(list(tmp_path.glob("*-avis.json.retiré"))) == 1


def unqualified() -> Patient:
    """A patient whose INS nobody has verified."""
    return replace(PATIENT, ins=None, identity=IdentityStatus.PROVISIONAL)


class Stopped(MemoryCoverage):
    """The index of a process that stops between the commit and the second look."""

    async def add(self, *_given: object) -> None:
        """Too late."""

    async def of(self, _patient: object) -> tuple[Covered, ...]:
        """Nothing yet."""
        return ()


def twins_of_stopped_processes(platform: Platform) -> list[str]:
    """Two ordonnances over the same days that no second look has seen."""
    stopped = replace(platform, ports=replace(platform.ports, coverage=Stopped()))
    return [stopped.issue(of(STILNOX, days=14)).number for _ in range(2)]


def work(platform: Platform, folder: Path) -> None:
    """The worker delivers what waits."""
    consumers = Consumers(platform.ports, LocalRecord(folder, None), lambda text: text).by_kind()
    outbox = platform.base.outbox

    async def deliver() -> None:
        while await deliver_once(outbox, consumers):
            pass

    asyncio.run(deliver())
    assert done(outbox.waiting()) == 0


def test_twins_are_marked_by_the_worker_after_a_crash_before_the_second_look(
    tmp_path: Path,
) -> None:
    platform = a_platform()
    twins = twins_of_stopped_processes(platform)
    assert [platform.progress(number).twins for number in twins] == [(), ()]
    work(platform, tmp_path)
    for number in twins:
        assert platform.progress(number).twins == (1,)
        assert [each.rule for each in platform.consult(number).findings] == ["RX-STUP-07"]


def test_the_worker_marks_no_twin_of_an_ordonnance_ended_since(tmp_path: Path) -> None:
    platform = a_platform()
    standing, ended = twins_of_stopped_processes(platform)
    done(record_stored_establishment(OrdonnanceNumber(ended), platform.ports))
    # Cancelled by a process that stops too: its periods stay in the index for a while.
    replace(platform, ports=replace(platform.ports, coverage=Stopped())).cancel(ended)
    work(platform, tmp_path)
    assert platform.progress(standing).twins == ()


def test_a_notice_to_the_prescriber_is_withdrawn_with_its_dispensing(tmp_path: Path) -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    platform.dispense(number, declined(1, DeclineReason.PATIENT_INTEREST))
    work(platform, tmp_path)
    (notice,) = tmp_path.glob("*-avis.json")
    assert b"PATIENT_INTEREST" in notice.read_bytes()
    platform.undo(number)
    work(platform, tmp_path)
    assert not notice.exists()
    assert len(list(tmp_path.glob("*-avis.json.retiré"))) == 1


def test_no_notice_is_left_when_the_patient_objects_before_it_leaves(tmp_path: Path) -> None:
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=12)).number
    platform.dispense(number, declined(1, DeclineReason.PATIENT_INTEREST))
    platform.object(number)
    work(platform, tmp_path)
    assert not list(tmp_path.glob("*-avis*"))
