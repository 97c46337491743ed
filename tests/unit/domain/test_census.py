"""What may stand in the census of derogatory prescriptions."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ordonnance.domain.census import (
    CensusFlag,
    CensusRow,
    Centre,
    Counted,
    Molecule,
    Motive,
    Regulator,
)
from ordonnance.domain.census_counts import weeks
from ordonnance.domain.circuits import Box, Circuit
from ordonnance.domain.duty_hours import is_holiday, out_of_hours
from ordonnance.usecases.census import flag_message, read_flag
from ordonnance.usecases.ports import OutboxMessage
from tests.builders.census import SAMU, a_row, an_entry

AT = datetime(2025, 6, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("circuit", "box"),
    [(Circuit.PHARMACY, Box.PATIENT_SPACE), (Circuit.CARE_HOME, Box.ORDINARY),
     (Circuit.PATIENT, Box.PERSON)],
)  # fmt: skip
def test_a_circuit_ends_in_one_of_its_own_mailboxes(circuit: Circuit, box: Box) -> None:
    with pytest.raises(ValueError, match="boîte"):
        an_entry(circuit=circuit, box=box)


@pytest.mark.parametrize(
    "molecules", [(), (Molecule.TRAMADOL, Molecule.CODEINE), (Molecule.CODEINE, Molecule.CODEINE)]
)
def test_molecules_are_distinct_and_in_their_order(molecules: tuple[Molecule, ...]) -> None:
    with pytest.raises(ValueError, match="molécules"):
        an_entry(molecules=molecules)


@pytest.mark.parametrize("department", ["", "5", "590", "975a", "2C", "xx"])
def test_a_centre_has_a_departement(department: str) -> None:
    with pytest.raises(ValueError, match="département"):
        replace(SAMU, department=department)


@pytest.mark.parametrize("name", ["", "SAMU\n59", "x" * 121])
def test_a_centre_has_a_name_of_one_line(name: str) -> None:
    with pytest.raises(ValueError, match="nom"):
        replace(SAMU, name=name)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("  « SAMU »  de\nl’Exemple ", "SAMU » de l’Exemple"),
        ("=SAMU", "SAMU"),
        ("x" * 200, "x" * 120),
        ("--", SAMU.finess.value),
        ("CH\u200bU", "CH U"),
    ],
)
def test_a_centre_takes_whatever_label_its_place_has(label: str, name: str) -> None:
    assert Centre.called(SAMU.finess, label, "59").name == name


def test_another_motive_is_said_in_words_which_no_repr_shows() -> None:
    other = an_entry(motive=Motive.OTHER)
    with pytest.raises(ValueError, match="motif"):
        Counted(other, "  ")
    with pytest.raises(ValueError, match="motif"):
        Counted(other, "x" * 501)
    assert "Zona" not in repr(Counted(other, "Zona de M. EXEMPLE"))


def test_an_id_is_opaque() -> None:
    with pytest.raises(ValueError, match="identifiant"):
        CensusRow("D0123456789ABCDEFG", an_entry())
    assert a_row().id != a_row().id


@pytest.mark.parametrize("coded", [*Motive, *Regulator, *Molecule, *CensusFlag, *Circuit, *Box])
def test_every_code_has_its_french(coded: Motive | Circuit) -> None:
    assert coded.label[0].isupper()


@pytest.mark.parametrize("flag", list(CensusFlag))
def test_a_mark_travels_through_the_outbox(flag: CensusFlag) -> None:
    assert read_flag(flag_message(flag, AT)) == (flag, AT)
    with pytest.raises(ValueError, match="perdue"):
        read_flag(OutboxMessage("census.flag", {"flag": "perdue", "at": AT.isoformat()}))


@pytest.mark.parametrize(
    ("at", "zone", "closed"),
    [
        ("2025-06-03T10:00+02:00", "Europe/Paris", False),
        ("2025-06-03T07:59+02:00", "Europe/Paris", True),
        ("2025-06-03T08:00+02:00", "Europe/Paris", False),
        ("2025-06-03T19:59+02:00", "Europe/Paris", False),
        ("2025-06-03T20:00+02:00", "Europe/Paris", True),
        ("2025-06-07T11:59+02:00", "Europe/Paris", False),
        ("2025-06-07T12:00+02:00", "Europe/Paris", True),
        ("2025-06-08T10:00+02:00", "Europe/Paris", True),
        ("2025-05-29T10:00+02:00", "Europe/Paris", True),
        ("2025-06-03T10:00+02:00", "Indian/Reunion", False),
        ("2025-06-03T18:30+02:00", "Indian/Reunion", True),
        ("2025-06-03T10:00+02:00", "America/Guadeloupe", True),
    ],
)
def test_surgeries_are_closed_at_night_on_sundays_and_on_holidays(
    at: str, zone: str, closed: bool
) -> None:
    assert out_of_hours(datetime.fromisoformat(at), zone) is closed


def test_holidays_move_with_easter() -> None:
    # Easter Mondays published by the Bureau des longitudes for these years.
    mondays = [date(2024, 4, 1), date(2025, 4, 21), date(2026, 4, 6), date(2038, 4, 26)]
    assert all(map(is_holiday, mondays))
    assert not is_holiday(date(2025, 4, 20))
    assert [day for day in range(1, 31) if is_holiday(date(2026, 5, day))] == [1, 8, 14, 25]


def test_the_weeks_of_a_report_may_end_with_the_calendar() -> None:
    # A Friday, the last day there is: no Monday comes after it.
    assert list(weeks(date(9999, 12, 19), date.max)) == [
        date(9999, 12, 13),
        date(9999, 12, 20),
        date(9999, 12, 27),
    ]


def test_a_week_counts_that_has_a_day_of_the_period() -> None:
    assert list(weeks(date(2026, 3, 15), date(2026, 3, 16))) == [
        date(2026, 3, 9),
        date(2026, 3, 16),
    ]
    assert list(weeks(date(2026, 3, 16), date(2026, 3, 15))) == []
