"""The report of a balance sheet says the figures of the balance sheet, and flatters none."""

from dataclasses import replace
from datetime import UTC, date, datetime

from ordonnance.documents.preserie_report import balance_report
from ordonnance.documents.report import Cell, Report
from ordonnance.domain.preserie.balance import Balance, weigh
from ordonnance.domain.preserie.comparison import Compared
from ordonnance.domain.preserie.measures import Share
from ordonnance.domain.preserie.register import Entry
from tests.builders import simulated_pilot as simulated
from tests.builders.pilot_registers import prepared

AT = datetime(2026, 4, 20, 9, tzinfo=UTC)
BALANCE = weigh(simulated.observed(), simulated.LAST)


def rows(report: Report, key: str) -> tuple[tuple[Cell, ...], ...]:
    (found,) = (each.rows for each in report.tables if each.key == key)
    return found


def test_the_rows_are_the_figures_of_the_balance_sheet() -> None:
    report = balance_report(BALANCE, AT)
    assert len(rows(report, "sites")) == 8 + 1
    assert len(rows(report, "jours")) == 42
    counted = sum(row[2] + row[3] for row in rows(report, "jours"))  # type: ignore[operator]
    assert counted == BALANCE.measures.overall.counted
    assert [row[1] for row in rows(report, "criteres")] == [
        each.finding.label for each in BALANCE.criteria
    ]
    assert len(rows(report, "exigences")) == len(BALANCE.requirements)


def with_share(share: Share) -> Balance:
    measures = replace(BALANCE.measures, overall=share)
    return replace(BALANCE, looked=replace(BALANCE.looked, measures=measures))


def test_a_share_just_below_the_threshold_does_not_read_as_the_threshold() -> None:
    report = balance_report(with_share(Share(7999, 10_000)), AT)
    (table,) = (each for each in report.tables if each.key == "sites")
    assert list(table.words())[-1][4] == "79,9\u202f%"
    assert report.sections[0].figures[1].words == "79,9\u202f%"


def test_the_register_tells_the_acts_and_who_did_them() -> None:
    entries = [
        Entry(datetime(day.year, day.month, day.day, 23, 30, tzinfo=UTC), party, said)
        for day, party, said in prepared()
    ]
    found = rows(balance_report(BALANCE, AT, entries), "registre")
    assert [row[1] for row in found] == ["l’éditeur", "la Cnam", "la Cnam"]
    assert found[0][0] == "17/02/2026", "23 h 30 UTC is the day after in Paris"
    assert "editrice" not in repr(found)


def test_the_others_stand_apart_without_a_name() -> None:
    verdicts = tuple((each.criterion.id, each.finding.verdict) for each in BALANCE.criteria)
    others = (Compared("LGO EXEMPLE", True, None, verdicts), Compared("A", False, None, verdicts))
    found = rows(balance_report(BALANCE, AT, (), others), "autres")
    assert [row[0] for row in found] == ["LGO EXEMPLE", "A"]
    assert found[0][1] is None


def test_before_anything_is_installed_the_report_says_so() -> None:
    early = weigh(simulated.observed(), date(2026, 3, 8))
    report = balance_report(early, AT)
    assert report.lines[1].startswith("Rien d’installé")
    assert rows(report, "sites")[-1][4] is None
