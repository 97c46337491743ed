"""Every difference between a printed sheet and what the base holds, line by line."""

from dataclasses import replace
from datetime import date

import pytest

from ordonnance.documents.compared import ELSEWHERE, ORDER, compared, duplicate_of
from ordonnance.documents.sheet import Sheet, SheetLine
from tests.unit.documents.situations import SITUATIONS, sheet_of


def words_of(sheet: Sheet) -> tuple[str, ...]:
    """A page that says a sheet in narrow columns, as readers of PDF give them back."""
    said: list[str] = ["ORDONNANCE NUMÉRIQUE", sheet.number, sheet.dated]
    for person in (sheet.prescriber, sheet.patient):
        said += [person.name, *person.lines, *person.small]
    for zone in sheet.zones:
        said.append(zone.title)
        for line in zone.lines:
            said += [f"{line.number}.", line.label, *line.beside, line.detail, *line.right]
            said += [text for row in line.formula for text in (row.ingredient, row.quantity)]
            said += [line.posology, *line.mentions]
    said += [sheet.advice, *sheet.mentions, sheet.signature.name, sheet.signature.text]
    narrow = []
    for text in said:
        words = text.split()
        narrow += [" ".join(words[at : at + 5]) for at in range(0, len(words), 5)]
    return ("\r\n".join(narrow),)


def with_line(sheet: Sheet, **changes: object) -> Sheet:
    """The sheet whose first line is printed otherwise."""
    zone = sheet.zones[0]
    changed: SheetLine = replace(zone.lines[0], **changes)  # type: ignore[arg-type]  # any field
    zones = (replace(zone, lines=(changed, *zone.lines[1:])), *sheet.zones[1:])
    return replace(sheet, zones=zones)


@pytest.mark.parametrize("situation", SITUATIONS)
def test_a_sheet_printed_as_held_has_no_difference(situation: str) -> None:
    sheet = sheet_of(situation, objection=True)
    assert compared(sheet, words_of(sheet), words_of(sheet)) == ()


def test_a_longer_duration_is_told_with_its_line() -> None:
    held = sheet_of("simple")
    printed = with_line(held, right=("pendant 70 jours",))
    found = compared(held, words_of(printed), words_of(held))
    assert {each.place for each in found} >= {"ligne 1"}
    said = " ".join(f"{each.held} | {each.printed}" for each in found)
    assert held.zones[0].lines[0].right[0] in said
    assert "70" in said


def test_a_duration_printed_twice_is_looked_for_twice() -> None:
    held = with_line(sheet_of("simple"), posology="1 comprimé, 7 jours", right=("7 jours",))
    printed = with_line(held, right=("70 jours",))
    found = compared(held, words_of(printed), words_of(held))
    assert ("ligne 1", "7 jours") in [(each.place, each.held) for each in found]


def test_another_dose_is_told_with_what_is_printed_in_its_place() -> None:
    held = sheet_of("simple")
    posology = held.zones[0].lines[0].posology
    printed = with_line(held, posology=posology.replace("1 ", "3 ", 1))
    (first, *_) = compared(held, words_of(printed), words_of(held))
    assert first.place == "ligne 1"
    assert first.held == posology
    assert "3 " in first.printed


def test_another_patient_is_told() -> None:
    held = sheet_of("simple")
    printed = replace(held, patient=replace(held.patient, name="M. Autre EXEMPLE"))
    found = compared(held, words_of(printed), words_of(held))
    assert found[0].place == "patient"
    assert found[0].held == held.patient.name


def test_words_added_are_told_even_when_nothing_is_missing() -> None:
    held = sheet_of("simple")
    page = words_of(held)[0] + "\nMORPHINE 30 mg, 1 gélule matin et soir"
    found = compared(held, (page,), words_of(held))
    assert [each.place for each in found] == [ELSEWHERE]
    assert found[0].held == ""
    assert "MORPHINE" in found[0].printed


def test_a_line_wiped_out_is_missing() -> None:
    held = sheet_of("simple")
    zone = held.zones[0]
    wiped = replace(held, zones=(replace(zone, lines=zone.lines[1:]),))
    found = compared(held, words_of(wiped), words_of(held))
    assert zone.lines[0].label in [each.held for each in found]
    assert {each.place for each in found} == {"ligne 1"}


def test_the_words_of_the_layout_are_not_taken_for_additions() -> None:
    held = sheet_of("simple")
    page = (words_of(held)[0] + "\nPage 1/1",)
    assert compared(held, page, page) == ()
    assert compared(held, ("\n".join(page),), page) == ()
    assert [each.printed for each in compared(held, page, words_of(held))] == ["Page 1/1"]


def exchanged(sheet: Sheet) -> Sheet:
    """The same words, the posologies of the first two lines in each other's place."""
    zone = sheet.zones[0]
    one, two, *others = zone.lines
    lines = (
        replace(one, posology=two.posology, right=two.right),
        replace(two, posology=one.posology, right=one.right),
        *others,
    )
    return replace(sheet, zones=(replace(zone, lines=lines), *sheet.zones[1:]))


def test_the_same_words_in_another_order_are_told() -> None:
    held = sheet_of("simple")
    assert held.zones[0].lines[0].posology != held.zones[0].lines[1].posology
    found = compared(held, words_of(exchanged(held)), words_of(held))
    assert [each.place for each in found] == [ORDER]


def test_what_is_printed_instead_is_looked_for_only_for_who_may_know_it() -> None:
    held = sheet_of("simple")
    printed = words_of(with_line(held, posology="3 comprimés le matin"))
    (first, *_) = compared(held, printed, words_of(held), detailed=False)
    assert (first.place, first.printed) == ("ligne 1", "")


@pytest.mark.parametrize(("said", "day"), [
    ("DUPLICATA du 12/03/2026", date(2026, 3, 12)), ("DUPLICATA du 31/02/2026", None),
    ("ORIGINAL", None),
])  # fmt: skip
def test_the_day_of_a_second_printing_is_read(said: str, day: date | None) -> None:
    assert duplicate_of(("Ordonnance", said)) == day


def test_a_word_broken_at_the_end_of_a_line_is_one_word() -> None:
    held = sheet_of("simple")
    label = held.zones[0].lines[0].label
    broken = words_of(held)[0].replace(label, f"{label[:4]}\u00ad\n{label[4:]}", 1)
    assert compared(held, (broken,), words_of(held)) == ()


def test_nothing_held_is_in_the_repr_of_a_difference() -> None:
    held = sheet_of("simple")
    printed = replace(held, patient=replace(held.patient, name="M. Autre EXEMPLE"))
    (first, *_) = compared(held, words_of(printed), words_of(held))
    assert held.patient.name not in repr(first)
