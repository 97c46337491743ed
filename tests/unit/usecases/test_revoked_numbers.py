"""Numbers reserved on a workstation that was stolen: revoked, refused, told to who is shown one."""

from dataclasses import replace

import pytest

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.secured_stock import StockKind
from ordonnance.domain.verification import Nature, Proof
from ordonnance.usecases.issue import issue
from ordonnance.usecases.ports import NewOrdonnance, Written
from ordonnance.usecases.read_stock import read_stock
from ordonnance.usecases.reserve import Reserve, reserve
from ordonnance.usecases.results import Issued, Reserved
from ordonnance.usecases.revoke_reserved import revoke_reserved
from ordonnance.usecases.stock_views import StockRecorded
from ordonnance.usecases.verify import Verify, verify
from tests.builders.counter import CLAMOXYL, of, packs
from tests.builders.platform import Platform, a_fresh_key, a_platform, done, refused
from tests.builders.stock import asked

REVOKED = StockKind.REVOKED


def reserved(platform: Platform, count: int = 3, by: str = "medecin") -> Reserved:
    return done(reserve(Reserve(platform.caller(by), count, a_fresh_key()), platform.ports))


def revoked(platform: Platform, token: str | None = None, by: str = "medecin",
            **changes: str) -> StockRecorded:  # fmt: skip
    return done(revoke_reserved(asked(platform, REVOKED, by, **changes), token, platform.ports))


def using(platform: Platform, listed: Reserved, rank: int) -> Issued:
    number = OrdonnanceNumber(listed.numbers[rank])
    document = platform.document(of(CLAMOXYL, days=12), reserved=number)
    command = platform.issuing(document, reservation=listed.reservation)
    return done(issue(command, platform.ports))


def test_every_list_of_a_prescriber_is_revoked_and_what_was_issued_stays() -> None:
    platform = a_platform()
    first, second = reserved(platform), reserved(platform)
    issued = using(platform, first, 0)
    answer = revoked(platform)
    assert (answer.kind, answer.numbers, answer.lot) == (REVOKED, 6, None)
    for listed in (first, second):
        with refused("RESERVATION_INVALID") as refusal:
            using(platform, listed, 1)
        assert "révoquée" in refusal.value.first.message
    assert platform.consult(issued.number).state == "issued"
    assert platform.dispense(issued.number, packs(1, 1)).served
    assert using(platform, reserved(platform), 0).number


def test_one_list_shown_is_revoked_alone() -> None:
    platform = a_platform()
    lost, kept = reserved(platform), reserved(platform)
    assert revoked(platform, lost.reservation).numbers == 3
    with refused("RESERVATION_INVALID"):
        using(platform, lost, 0)
    assert using(platform, kept, 0).number


def test_a_list_of_somebody_else_or_of_nobody_is_not_revoked() -> None:
    platform = a_platform()
    listed = reserved(platform)
    for token, by in ((listed.reservation, "medecin2"), ("a.b.c", "medecin")):
        with refused("RESERVATION_INVALID"):
            revoked(platform, token, by)
    with refused("RESERVATION_NONE"):
        revoked(platform, by="remplacant")
    assert using(platform, listed, 0).number


def test_without_a_list_that_may_be_used_or_a_reason_nothing_is_revoked() -> None:
    platform = a_platform()
    with refused("RESERVATION_NONE"):
        revoked(platform)
    listed = reserved(platform)
    with refused("ELEMENT_MISSING"):
        revoked(platform, reason="")
    assert using(platform, listed, 0).number
    platform.later(days=30)
    with refused("RESERVATION_NONE"):
        revoked(platform)


@pytest.mark.parametrize("days", [0, 29])
def test_a_list_may_be_revoked_until_its_last_day_included(days: int) -> None:
    platform = a_platform()
    reserved(platform)
    platform.later(days=days)
    assert revoked(platform).numbers == 3


def test_the_same_key_answers_the_same_and_the_register_says_it_once() -> None:
    platform = a_platform()
    reserved(platform)
    command = asked(platform, REVOKED, key="deux fois")
    first = done(revoke_reserved(command, None, platform.ports))
    later = reserved(platform)
    assert done(revoke_reserved(command, None, platform.ports)) == first
    assert using(platform, later, 0).number
    with refused("IDEMPOTENCY_KEY_REUSED"):
        done(revoke_reserved(replace(command, body=b"autre"), None, platform.ports))
    read = done(read_stock(platform.caller("medecin"), platform.ports))
    (line,) = read.lines
    assert (line.kind, line.numbers, line.reason) == (REVOKED, 3, "ordinateur volé")
    assert (read.lots, read.declarations) == ((), ())


def test_a_register_that_changed_meanwhile_refuses_before_anything_is_revoked() -> None:
    platform = a_platform()
    listed = reserved(platform)
    command = replace(asked(platform, REVOKED), if_match=7)
    with refused("STOCK_CHANGED"):
        done(revoke_reserved(command, None, platform.ports))
    assert using(platform, listed, 0).number


def test_a_list_revoked_before_is_not_counted_again() -> None:
    platform = a_platform()
    reserved(platform)
    assert revoked(platform).numbers == 3
    with refused("RESERVATION_NONE"):
        revoked(platform)
    reserved(platform, count=2)
    assert revoked(platform).numbers == 2


def test_an_issue_under_way_while_its_list_is_revoked_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    platform = a_platform()
    listed = reserved(platform)
    write = platform.ports.base.issue

    async def late(new: NewOrdonnance) -> Written:
        await platform.ports.base.revoke_reservation(listed.id, new.issued_at, listed.numbers)
        return await write(new)

    monkeypatch.setattr(platform.ports.base, "issue", late)
    with refused("RESERVATION_INVALID") as refusal:
        using(platform, listed, 0)
    assert "révoquée" in refusal.value.first.message


@pytest.mark.parametrize("who", ["pharmacien", "patient", "caisse"])
def test_nobody_but_a_prescriber_revokes(who: str) -> None:
    with refused("NOT_ALLOWED"):
        revoked(a_platform(), by=who)


def test_the_counter_is_told_of_a_revoked_number_and_the_others_that_it_is_unknown() -> None:
    platform = a_platform()
    number = reserved(platform).numbers[0]
    with refused("NUMBER_UNKNOWN"):
        platform.consult(number)
    revoked(platform)
    with refused("NUMBER_REVOKED") as told:
        platform.consult(number)
    assert "23/11/2026" in told.value.first.message
    with refused("NUMBER_REVOKED"):
        platform.dispense(number, packs(1, 1))
    for who in ("medecin", "patient"):
        with refused("NUMBER_UNKNOWN"):
            platform.consult(number, who)


def test_anybody_who_verifies_a_revoked_number_is_told_when_and_not_by_whom() -> None:
    platform = a_platform()
    number = reserved(platform).numbers[0]
    shown = Verify("192.0.2.1", number=number)
    assert done(verify(shown, platform.ports)).verified.nature is Nature.UNKNOWN
    revoked(platform)
    verified = done(verify(shown, platform.ports)).verified
    assert (verified.nature, verified.points[0].proof) == (Nature.DECLARED, Proof.CONTRADICTED)
    assert "23/11/2026" in verified.points[0].message
    assert "EXEMPLE" not in verified.points[0].message
