"""Six simulated weeks: each figure of the balance sheet, against the same counted by SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta

import pytest

from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.balance import Balance, weigh
from ordonnance.domain.preserie.executions import DOWN_CODES
from ordonnance.domain.preserie.measures import Share
from ordonnance.domain.preserie.sides import PHARMACY
from ordonnance.domain.preserie.traces import Attempt
from tests.builders import simulated_pilot as simulated

# Every visit in one row: the first attempt decides the day and the version. March 29th changes the
# hour, but no visit stands near midnight: the day in UTC is the day in Paris.
_VISITS = """
CREATE TABLE visit AS
WITH told AS (SELECT DISTINCT * FROM trace),
first AS (
    SELECT reference, site, at, version, outcome,
           row_number() OVER (PARTITION BY reference ORDER BY at, id) AS rank
    FROM told WHERE operation = 'dispense'
)
SELECT f.reference, f.site, substr(f.at, 1, 10) AS day, f.version,
  (SELECT max(test) FROM told t WHERE t.reference = f.reference AND t.operation = 'dispense')
    AS test,
  substr(f.at, 1, 10) < s.start AS early,
  (SELECT min(at) FROM told t WHERE t.reference = f.reference AND t.operation = 'dispense'
     AND t.outcome = 'success') AS recorded_at,
  (SELECT max(served) FROM told t WHERE t.reference = f.reference AND t.operation = 'dispense')
    AS served,
  (SELECT code FROM told t WHERE t.reference = f.reference AND t.operation = 'dispense'
     ORDER BY at DESC, id DESC LIMIT 1) AS last_code,
  (SELECT count(*) FROM told t WHERE t.reference = f.reference AND t.operation = 'dispense'
     AND NOT (t.outcome = 'unreachable' AND t.at >= :down AND t.at < :up)) AS not_down,
  (SELECT max(at) FROM told t WHERE t.reference = f.reference AND paper = 'sent') AS sent_at,
  (SELECT count(*) FROM told t WHERE t.reference = f.reference AND paper = 'not_sent') AS kept
FROM first AS f JOIN site AS s ON s.site = f.site WHERE f.rank = 1
"""
_COUNTS = """
ALTER TABLE visit ADD COLUMN why text;
UPDATE visit SET why = CASE
  WHEN test THEN 'test' WHEN early THEN 'outside'
  WHEN version NOT IN ('4.1', '4.2') THEN 'other_version'
  WHEN recorded_at IS NOT NULL THEN ''
  WHEN served IS NULL AND last_code = 'LINE_NOT_DUE' THEN 'not_executed'
  WHEN not_down = 0 THEN 'base_down' ELSE '' END;
DELETE FROM visit WHERE day < '2026-03-09';
"""


def row(each: Attempt) -> tuple[object, ...]:
    return (
        each.id, simulated.FIELD.site(each).value, each.operation.value, each.at.isoformat(),
        each.outcome.value, each.version, each.reference, each.code, each.paper.value,
        each.served, each.test,
    )  # fmt: skip


@pytest.fixture(scope="module")
def counted() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(
            "CREATE TABLE trace (id, site, operation, at, outcome, version, reference, code,"
            " paper, served, test)"
        )
        connection.execute("CREATE TABLE site (site, start)")
        connection.executemany(
            "INSERT INTO trace VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            map(row, simulated.attempts()),
        )
        connection.executemany(
            "INSERT INTO site VALUES (?, ?)",
            [(simulated.am(r).value, simulated.start(r).isoformat()) for r in range(1, 9)],
        )
        outage = simulated.OUTAGE
        connection.execute(
            _VISITS, {"down": outage.start.isoformat(), "up": outage.end.isoformat()}
        )
        connection.executescript(_COUNTS)
        yield connection


@pytest.fixture(scope="module")
def balance() -> Balance:
    return weigh(simulated.observed(), simulated.LAST)


def share(connection: sqlite3.Connection, where: str = "why = ''", *args: object) -> Share:
    told = connection.execute(
        f"SELECT count(recorded_at), count(*) FROM visit WHERE {where}", args
    ).fetchone()
    return Share(*told)


def test_the_share_overall_and_its_exclusions_are_those_that_sql_counts(
    counted: sqlite3.Connection, balance: Balance
) -> None:
    assert balance.measures.overall == share(counted)
    assert balance.measures.raw == share(counted, "why <> 'test'")
    left_out = dict(counted.execute("SELECT why, count(*) FROM visit WHERE why <> '' GROUP BY why"))
    assert {each.value: times for each, times in balance.measures.left_out.items()} == left_out
    assert set(left_out) == {"test", "outside", "other_version", "not_executed", "base_down"}


def test_each_pharmacy_and_each_day_have_the_figures_that_sql_counts(
    counted: sqlite3.Connection, balance: Balance
) -> None:
    assert len(balance.measures.sites) == 8
    for site in balance.measures.sites:
        assert site.share == share(counted, "why = '' AND site = ?", site.site.value)
    assert len(balance.measures.days) == 42
    for each in balance.measures.days:
        assert each.share == share(counted, "why = '' AND day = ?", each.day.isoformat())
        assert each.since_start == share(counted, "why = '' AND day <= ?", each.day.isoformat())


def test_the_scans_are_those_that_sql_counts(counted: sqlite3.Connection, balance: Balance) -> None:
    judged = "why IN ('', 'base_down')"
    faults = {
        "sent_though_recorded": f"{judged} AND sent_at >= recorded_at",
        "missing": f"{judged} AND recorded_at IS NULL AND sent_at IS NULL AND kept > 0",
        "kept": f"{judged} AND sent_at IS NOT NULL"
                " AND (recorded_at IS NULL OR sent_at < recorded_at)",
        "stopped": f"{judged} AND recorded_at IS NOT NULL AND sent_at IS NULL AND kept > 0",
    }  # fmt: skip
    told = {scan.value: times for scan, times in balance.looked.scans.scans.items()}
    assert told.pop("not_told") == 0
    assert told == {name: share(counted, where).counted for name, where in faults.items()}
    assert told["sent_though_recorded"] > 50, "one pharmacy keeps scanning"
    assert told["missing"] > 0


def test_the_six_weeks_come_to_these_criteria(balance: Balance) -> None:
    found = {each.criterion.id: each.finding for each in balance.criteria}
    verdicts = {name: each.verdict for name, each in found.items()}
    assert verdicts == {
        "BIL-01": Verdict.MET, "BIL-02": Verdict.MET, "BIL-03": Verdict.BREACHED,
        "BIL-04": Verdict.MET, "BIL-05": Verdict.MET,
    }  # fmt: skip
    assert not balance.satisfied
    silent = simulated.am(simulated.SILENT).value
    assert any(silent in line for line in found["BIL-01"].missing)
    assert any("Silencieux" in line and silent in line for line in found["BIL-01"].evidence)
    scanning = simulated.am(simulated.SCANNING).value
    assert any(scanning in line for line in found["BIL-03"].evidence)


def test_before_the_fix_the_share_is_too_low_and_the_anomaly_open() -> None:
    day = simulated.FIXED - timedelta(days=1)
    early = weigh(simulated.observed(), day)
    found = {each.criterion.id: each.finding.verdict for each in early.criteria}
    assert not early.measures.overall.reaches(80)
    assert found["BIL-02"] is Verdict.BREACHED
    assert early.carried == (simulated.anomaly(),)
    on_the_day = weigh(simulated.observed(), simulated.FIXED)
    assert on_the_day.carried == (simulated.anomaly(),), "fixed, not yet verified"


def test_nothing_is_known_before_the_first_installation() -> None:
    balance = weigh(simulated.observed(), date(2026, 3, 8))
    assert balance.period is None
    assert balance.executions == ()
    assert {each.finding.verdict for each in balance.criteria} == {Verdict.NOT_YET}


def test_the_codes_that_the_simulation_refuses_with_are_known() -> None:
    assert "LINE_NOT_DUE" in PHARMACY.fruitless
    assert not PHARMACY.fruitless & DOWN_CODES
