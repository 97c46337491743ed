"""What has no place in the structure stays in words; what contradicts itself is not read."""

import pytest

from ordonnance.domain.french.posology import sentence
from ordonnance.domain.typed.naming import Names, other_drug
from ordonnance.domain.typed.reader import Confidence, read

LEFT = {
    # A dose cannot be said twice, nor a schedule multiplied.
    "2 cp 1-0-1": ("1-0-1",),
    # A ceiling needs what it is counted over.
    # A second dose needs its own moment, after one of the first.
    "1 cp, 2 le soir": ("2",),
    "1 cp, max 6 cp": ("max 6 cp",),
    "1 cp, max 6 cp par minute": ("max 6 cp par minute",),
    "1 cp, max 6 cp par 0 jour": ("max 6 cp par 0 jour",),
    # An hour of the clock, said once, and not beside another time.
    "1 cp à 25h": ("à 25h",),
    "1 cp à 8h à 8h": ("à 8h",),
    "1 cp le matin à 20h": ("à 20h",),
    # A treatment ends once.
    "1 cp pendant 7 jours jusqu'au 12/03/2026": ("jusqu'au 12/03/2026",),
    "1 cp 3 fois par jour 2 fois par jour": ("2 fois par jour",),
    "1 cp à renouveler si besoin toutes les": ("à renouveler si besoin toutes les",),
    "1 cp toutes les 8 heures, à renouveler si besoin au bout de 4 heures": (
        "à renouveler si besoin au bout de 4 heures",
    ),
    "2 cp 2 fois par jour en 3 prises": ("en 3 prises",),
    # Days on and off, with their figures.
    "1 cp 21 jours sur": ("21 jours sur",),
    "1 cp 21 jours sur 0": ("21 jours sur 0",),
    # Days out of weeks: nobody says whether they follow one another.
    "1 cp par jour 21 jours / 4 semaines": ("21 jours / 4 semaines",),
    "1 cp pendant 21 jours puis 7 jours encore": ("7 jours encore",),
    # Two doses alternate when the first is said one day in two, and nothing else of the second.
    "1 cp le matin et 2 cp le soir l'autre jour": ("l'autre jour",),
    "1 cp un jour sur deux et 2 cp le soir l'autre jour": ("l'autre jour",),
    # Weeks follow one another from the first.
    "1 cp par jour puis 2 cp la 2e semaine": ("la 2e semaine",),
    "1 cp pendant 3 jours la 1ère semaine": ("la 1ère semaine",),
    # A titration ends somewhere, by whole steps, on a dose of every day.
    "25 mg par jour puis augmenter de 25 mg tous les 7 jours": (
        "augmenter de 25 mg tous les 7 jours",
    ),
    "25 mg par jour puis augmenter de 25 mg tous les 7 jours jusqu'à 100 à 150 mg": (
        "augmenter de 25 mg tous les 7 jours jusqu'à 100 à 150 mg",
    ),
    "25 mg 2 fois par jour puis augmenter de 25 mg un peu tous les 7 jours jusqu'à 100 mg": (
        "augmenter de 25 mg un peu tous les 7 jours jusqu'à 100 mg",
    ),
    "25 mg le lundi puis augmenter de 25 mg tous les 7 jours jusqu'à 100 mg": (
        "augmenter de 25 mg tous les 7 jours jusqu'à 100 mg",
    ),
    "25 mg avant les repas puis augmenter de 25 mg tous les 7 jours jusqu'à 100 mg": (
        "augmenter de 25 mg tous les 7 jours jusqu'à 100 mg",
    ),
    "1 cp 2 fois par 4 à 6 heures": ("2 fois",),
    "1 cp en espaçant les prises d'au moins": ("en espaçant les prises d'au moins",),
    "1 cp du lundi": ("du",),
    # A measure has its value and its unit.
    "4 UI si glycémie de 1,8": ("si glycémie de 1,8",),
}  # fmt: skip
"""By phrase, the words that are shown again."""

READ = {
    "1 cp par jour, max : 6 cp/j": "1 comprimé par jour, sans dépasser 6 comprimés par jour",
    "1 cp au coucher pendant les repas": "1 comprimé au coucher, au cours des repas",
    "1 cp 8h, 12h": "1 comprimé à 8 h et à 12 h",
    "2 1/2 cp par jour": "2 comprimés et demi par jour",
    "1 cp le matin ; et 2 cp le soir": "1 comprimé le matin et 2 le soir",
}  # fmt: skip

REASONS = ["4 UI si glycémie haute", "4 UI si glycémie de",
           "4 UI si glycémie >= haute"]  # fmt: skip


@pytest.mark.parametrize("typed", LEFT)
def test_what_cannot_be_placed_is_left_as_it_was_typed(typed: str) -> None:
    found = read(typed)
    assert (found.confidence, found.rest) == (Confidence.PARTIAL, LEFT[typed])


@pytest.mark.parametrize("typed", READ)
def test_a_less_usual_way_of_saying_is_read_whole(typed: str) -> None:
    found = read(typed)
    assert found.confidence is Confidence.CERTAIN
    assert found.posology is not None
    assert sentence(found.posology).replace("\u202f", " ") == READ[typed]


@pytest.mark.parametrize("typed", REASONS)
def test_a_measure_without_its_value_stays_a_reason_in_words(typed: str) -> None:
    (step,) = getattr(read(typed).posology, "steps", ())
    assert step.band is None
    assert step.as_needed_reason == typed.removeprefix("4 UI si ")


def test_a_titration_may_leave_out_that_its_end_is_for_a_day() -> None:
    typed = "25 mg par jour puis augmenter de 25 mg tous les 7 jours jusqu'à 75 mg"
    assert read(typed).posology == read(f"{typed} par jour").posology


def test_a_length_said_for_the_first_dose_is_not_lost_to_the_second() -> None:
    posology = read("1 cp le matin pendant 7 jours et 2 cp le soir pendant 3 jours").posology
    assert [step.bounds and step.bounds.value for step in getattr(posology, "steps", ())] == [7, 3]


def test_a_length_said_alone_after_puis_is_a_step_of_its_own() -> None:
    found = read("1 cp le matin puis pendant 5 jours")
    assert found.confidence is Confidence.PROBABLE
    steps = getattr(found.posology, "steps", ())
    assert [step.bounds and step.bounds.value for step in steps] == [None, 5]
    assert found.notes == ("dose reprise de l’étape précédente", "le rythme n’est pas dit")


def test_a_treatment_that_ends_before_it_begins_is_not_read_at_all() -> None:
    found = read("1 cp du 12/03/2026 au 01/03/2026")
    assert (found.confidence, found.posology) == (Confidence.NONE, None)
    assert found.rest == ("1 cp du 12/03/2026 au 01/03/2026",)


@pytest.mark.parametrize("typed", ["laisser 12 heures", "à laisser en place 12 heures"])
def test_how_long_a_take_lasts_says_nothing_without_a_dose(typed: str) -> None:
    assert read(typed).posology is None


@pytest.mark.parametrize(
    "typed",
    ["1 cp à 8h 30 min avant le petit déjeuner", "1 cp le matin, 30 minutes avant le dîner"],
)
def test_two_times_for_one_take_are_never_taken_as_certain(typed: str) -> None:
    assert read(typed).confidence is Confidence.PARTIAL


def test_a_text_that_names_the_drug_of_the_line_is_about_it() -> None:
    names = Names.of(["EXEMPLINE 500 mg, comprimé"])
    assert other_drug("DÉMOXINE 1 g", names) is not None
    assert other_drug("exempline associée à DÉMOXINE 1 g", names) is None
