"""Numbers reserved ahead: a signed list, and every way of using it wrongly."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.usecases.issue import issue
from ordonnance.usecases.replace import replace as replace_ordonnance
from ordonnance.usecases.reserve import Reserve, reserve
from ordonnance.usecases.results import Issued, Reserved
from tests.builders.counter import CLAMOXYL, STILNOX, of
from tests.builders.platform import Platform, a_platform, done, refused


def reserved(platform: Platform, count: int = 2, key: str = "liste", **more: object) -> Reserved:
    command = Reserve(platform.caller("medecin"), count, key)
    return done(reserve(replace(command, **more), platform.ports))  # type: ignore[arg-type]  # fields


def using(
    platform: Platform, number: str, token: str | None, by: str = "medecin", **more: object
) -> Issued:
    document = platform.document(of(CLAMOXYL, days=12), by=by, reserved=OrdonnanceNumber(number))
    command = platform.issuing(document, by, reservation=token, **more)
    return done(issue(command, platform.ports))


def test_a_reserved_number_is_the_number_of_the_ordonnance() -> None:
    platform = a_platform()
    listed = reserved(platform)
    assert len(set(listed.numbers)) == 2
    assert listed.expires_on == date(2026, 12, 22)
    assert using(platform, listed.numbers[1], listed.reservation).number == listed.numbers[1]
    assert platform.consult(listed.numbers[1]).state == "issued"
    with refused("NUMBER_UNKNOWN"):
        platform.consult(listed.numbers[0])


def test_the_same_key_answers_the_same_list_and_another_key_another_one() -> None:
    platform = a_platform()
    first = reserved(platform)
    platform.later(days=1)
    assert reserved(platform) == first
    assert not set(reserved(platform, key="autre").numbers) & set(first.numbers)
    with refused("IDEMPOTENCY_KEY_REUSED"):
        reserved(platform, body=b"autre demande")


@pytest.mark.parametrize("count", [0, -1, 101])
def test_a_list_holds_from_one_to_a_hundred_numbers(count: int) -> None:
    with refused("ELEMENT_INVALID"):
        reserved(a_platform(), count)


def test_a_number_serves_once() -> None:
    platform = a_platform()
    listed = reserved(platform)
    first = using(platform, listed.numbers[0], listed.reservation)
    with refused("NUMBER_TAKEN"):
        using(platform, listed.numbers[0], listed.reservation)
    assert [each.number for each in platform.list().ordonnances] == [first.number]


def test_a_list_is_good_for_its_prescriber_only() -> None:
    platform = a_platform()
    listed = reserved(platform)
    with refused("RESERVATION_INVALID") as refusal:
        using(platform, listed.numbers[0], listed.reservation, "medecin2")
    assert "un autre prescripteur" in refusal.value.first.message


def test_a_list_is_good_for_its_place_only() -> None:
    platform = a_platform()
    here = platform.caller("medecin")
    elsewhere = replace(here, actor=replace(here.actor, place=platform.caller("medecin2").place))
    listed = reserved(platform, caller=elsewhere)
    with refused("RESERVATION_INVALID") as refusal:
        using(platform, listed.numbers[0], listed.reservation)
    assert "un autre lieu" in refusal.value.first.message


def test_a_list_is_good_until_its_last_day_included() -> None:
    platform = a_platform()
    listed = reserved(platform)
    platform.later(days=29)
    assert using(platform, listed.numbers[0], listed.reservation).number
    platform.later(days=1)
    with refused("RESERVATION_INVALID") as refusal:
        using(platform, listed.numbers[1], listed.reservation)
    assert "expiré" in refusal.value.first.message


def test_a_revoked_list_is_refused_and_what_it_issued_stays() -> None:
    platform = a_platform()
    listed = reserved(platform)
    used = using(platform, listed.numbers[0], listed.reservation, key="cle")
    done(platform.base.revoke_reservation(listed.id, platform.clock.now()))
    with refused("RESERVATION_INVALID") as refusal:
        using(platform, listed.numbers[1], listed.reservation)
    assert "révoquée" in refusal.value.first.message
    assert platform.consult(used.number).state == "issued"


@pytest.mark.parametrize("days", [0, 31])
def test_a_retry_answers_the_same_once_the_list_is_revoked_or_over(days: int) -> None:
    platform = a_platform()
    listed = reserved(platform)
    document = platform.document(
        of(CLAMOXYL, days=12), reserved=OrdonnanceNumber(listed.numbers[0])
    )
    command = platform.issuing(document, reservation=listed.reservation, key="cle")
    first = done(issue(command, platform.ports))
    done(platform.base.revoke_reservation(listed.id, platform.clock.now()))
    platform.later(days)
    assert done(issue(command, platform.ports)) == first


def test_a_number_that_is_on_no_list_shown_is_refused() -> None:
    platform = a_platform()
    listed, other = reserved(platform), reserved(platform, key="autre")
    for number, token in (
        (other.numbers[0], listed.reservation),
        (listed.numbers[0], None),
        (listed.numbers[0], "pas.une.liste"),
    ):
        with refused("RESERVATION_INVALID"):
            using(platform, number, token)


def test_a_list_of_another_base_or_changed_on_the_way_is_refused() -> None:
    platform = a_platform()
    foreign = reserved(a_platform())
    with refused("RESERVATION_INVALID"):
        using(platform, foreign.numbers[0], foreign.reservation)
    listed = reserved(platform)
    head, payload, signature = listed.reservation.split(".")
    longer = payload[:-4] + ("AAAA" if payload[-4:] != "AAAA" else "BBBB")
    with refused("RESERVATION_INVALID"):
        using(platform, listed.numbers[0], f"{head}.{longer}.{signature}")


def test_a_seal_does_not_pass_for_a_reservation() -> None:
    platform = a_platform()
    listed = reserved(platform)
    seal = platform.issue(of(CLAMOXYL, days=12)).seal
    with refused("RESERVATION_INVALID"):
        using(platform, listed.numbers[0], seal)


def test_replacing_under_a_number_that_already_served_is_refused() -> None:
    platform = a_platform()
    listed = reserved(platform)
    former = using(platform, listed.numbers[0], listed.reservation).number
    taken = using(platform, listed.numbers[1], listed.reservation).number
    document = platform.document(of(CLAMOXYL, days=6), reserved=OrdonnanceNumber(taken))
    command = platform.replacing(former, document)
    command = replace(command, corrected=replace(command.corrected, reservation=listed.reservation))
    with refused("NUMBER_TAKEN"):
        done(replace_ordonnance(command, platform.ports))
    assert platform.consult(former).state == "issued"


def test_the_token_says_what_was_reserved_and_nothing_about_a_patient() -> None:
    platform = a_platform()
    listed = reserved(platform)
    content = platform.sealer.read_reservation(listed.reservation)
    assert set(content) == {"id", "numbers", "prescriber", "place", "expires", "quota"}
    assert content["numbers"] == list(listed.numbers)
    assert date.fromisoformat(str(content["expires"])) == listed.expires_on
    assert listed.expires_on - date(2026, 11, 23) == timedelta(days=29)
    assert json.dumps(content)


def test_an_ordonnance_under_the_overlap_rule_keeps_its_reserved_number_on_retry() -> None:
    platform = a_platform()
    listed = reserved(platform)
    document = platform.document(of(STILNOX, days=14), reserved=OrdonnanceNumber(listed.numbers[0]))
    command = platform.issuing(document, reservation=listed.reservation, key="cle")
    first = done(issue(command, platform.ports))
    assert done(issue(command, platform.ports)) == first
