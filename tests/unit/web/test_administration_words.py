"""What the administration screens say, without a base."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ordonnance.adapters.keys import KeyCabinet
from ordonnance.bootstrap.operators import DutyInvalid, link_code
from ordonnance.bootstrap.overseeing import Seal
from ordonnance.bootstrap.readiness import CHECKS
from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.doors.web.screens.administration_errors import matching
from ordonnance.doors.web.screens.administration_health import DO, lasting, octets
from ordonnance.doors.web.screens.administration_keys import state_of
from ordonnance.doors.web.screens.administration_versions import imports_of, law_on

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
TODAY = NOON.date()


def test_each_check_says_what_to_do() -> None:
    assert list(DO) == list(CHECKS)
    assert all(each.endswith(".") for each in DO.values())


@pytest.mark.parametrize(
    ("count", "told"),
    [(0, "0 octets"), (1023, "1023 octets"), (1024, "1 Kio"), (1536, "1,5 Kio"),
     (13_207_024_435, "12,3 Gio"), (200 * 1024**3, "200 Gio"), (3 * 1024**5, "3072 Tio")],
)  # fmt: skip
def test_sizes_are_read_at_a_glance(count: int, told: str) -> None:
    assert octets(count) == told


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0, "moins d'une minute"), (59, "moins d'une minute"), (60, "1 min"), (3599, "59 min"),
     (3600, "1 h 00"), (47 * 3600 + 59, "47 h 00"), (48 * 3600, "2 jours")],
)  # fmt: skip
def test_times_are_read_at_a_glance(seconds: float, told: str) -> None:
    assert lasting(seconds) == told


def test_every_error_is_found_by_its_own_code_first_words_and_without_accents() -> None:
    for code in CATALOGUE:
        assert code in {each.code for each in matching(code.lower())}
    assert "DRAFT_UNKNOWN" in {each.code for each in matching("BROUILLON émis SUPPRIME")}
    assert matching("") == tuple(CATALOGUE.values())
    assert matching("brouillon zzz") == ()


def _key(**given: object) -> Seal:
    usual = {"kid": "k", "created": NOON, "not_after": NOON + timedelta(days=730),
             "withdrawn_at": None, "seals": True, "due": NOON + timedelta(days=670)}  # fmt: skip
    return Seal(**{**usual, **given})  # type: ignore[arg-type]


def test_a_key_of_the_seal_says_where_it_stands() -> None:
    assert state_of(_key(), NOON)[0] == "bon"
    assert state_of(_key(), NOON + timedelta(days=670))[0] == "attention"
    assert state_of(_key(seals=False, due=None), NOON)[0] == "information"
    assert state_of(_key(seals=False, due=None, withdrawn_at=NOON), NOON)[0] == "bloque"


def _report(dated: str, *, in_service: bool) -> dict[str, object]:
    file = {"name": "CIS_bdpm.txt", "read": 10, "kept": 8,
            "repaired": [{"reason": "tabulation", "count": 3, "examples": ["ligne 4"]}],
            "refused": [{"reason": "code absent", "count": 2, "examples": ["l. 9"]}]}  # fmt: skip
    return {"label": "Base publique", "source": "site", "dated": dated, "digest": dated * 4,
            "imported_at": "2026-03-02T08:00:00+00:00", "in_service": in_service,
            "files": [file], "absent_files": ["CIS_GENER_bdpm.txt"],
            "unread_conditions": [{"label": "x", "specialities": 1}],
            "uncounted_presentations": 2}  # fmt: skip


def test_the_import_in_service_comes_first_with_its_rows_and_warnings() -> None:
    reports = [_report("2026-01-02", in_service=True), _report("2026-03-01", in_service=False)]
    first, second = imports_of(reports, TODAY)
    assert (first.dated, first.age, first.in_service) == (date(2026, 1, 2), 69, True)
    assert second.in_service is False
    (file,) = first.files
    assert (file.read, file.kept, file.repaired, file.refused) == (10, 8, 3, 2)
    assert file.reasons == ("code absent (2)", "tabulation (3)")
    assert len(first.warnings) == 3
    assert "CIS_GENER_bdpm.txt" in first.warnings[0]


def test_the_rules_of_a_day_say_what_comes_next() -> None:
    seen = law_on(TODAY)
    assert seen.rules > 0
    assert seen.newest is not None
    assert seen.newest <= TODAY
    assert all(on > TODAY for on, _ in seen.coming)
    assert law_on(date(2004, 8, 8)).in_force < seen.in_force


@pytest.mark.parametrize("duty", ["", "a", "x" * 33, "deux\nlignes", " astreinte", "<b>"])
def test_a_duty_is_a_short_name(duty: str) -> None:
    with pytest.raises(DutyInvalid):
        link_code(KeyCabinet.generate(NOON), duty, NOON)
