"""A description of a présérie says what is written in it; the rest is refused with its line."""

from datetime import date
from decimal import Decimal

import pytest

from ordonnance.adapters.case_files.nodes import CaseUnreadable
from ordonnance.adapters.pilot_files.keys import SECTIONS
from ordonnance.adapters.pilot_files.reading import read_pilot
from ordonnance.bootstrap.pilot_files import SHIPPED
from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.pilot import PilotAct, Prerequisite
from ordonnance.domain.preserie.requirements import judge
from ordonnance.domain.preserie.stages import Stage, stage_after
from ordonnance.domain.preserie.terms import PHARMACISTS, PRESCRIBERS

LEAST = """présérie: LGO EXEMPLE
éditeur: EXEMPLE SANTÉ
profession: pharmacien
module: {nom: ORDO, version: 1, architecture: locale, interface: une}
logiciels:
  - {nom: LGO EXEMPLE, version: 4}
"""
TERMS = (
    "modalités: {source: note fictive, sites au moins: 2, sites au plus: 4, première semaine: 1}\n"
)


def refused(text: str) -> CaseUnreadable:
    with pytest.raises(CaseUnreadable) as caught:
        read_pilot(text.encode(), "pilote.yaml")
    return caught.value


def test_the_example_that_comes_with_the_program_respects_everything_so_far() -> None:
    pilot = read_pilot((SHIPPED / "exemple.yaml").read_bytes(), "exemple.yaml")
    day = date(2026, 3, 12)
    assert len(pilot.sites) == 5
    assert pilot.share == Decimal("4.2")
    assert set(pilot.prerequisites) == set(Prerequisite)
    assert stage_after(pilot.until(day)) is Stage.RUNNING
    waiting = {
        each.requirement.id for each in judge(pilot, day) if each.answer.verdict != Verdict.MET
    }
    assert waiting == {"PRE-PLAN-02"}, "two are still to be installed"


def test_the_least_description_is_read() -> None:
    pilot = read_pilot(LEAST.encode(), "pilote.yaml")
    assert pilot.terms is PHARMACISTS
    assert (pilot.sites, pilot.done, pilot.departments, pilot.share) == ((), (), (), None)
    assert pilot.software[0].module is pilot.module
    assert not pilot.software[0].foreign_engine


def test_another_module_and_a_foreign_engine_are_kept() -> None:
    other = "{nom: AUTRE, version: 2, architecture: hébergée, interface: deux}"
    text = LEAST + f"  - nom: LGO BIS\n    version: 1\n    module: {other}\n"
    (_, second) = read_pilot((text + "    moteur d’un tiers: oui\n").encode(), "p").software
    assert (second.module.name, second.foreign_engine) == ("AUTRE", True)


def test_terms_are_written_for_a_profession_without_a_note_and_for_no_other() -> None:
    prescribers = LEAST.replace("pharmacien", "prescripteur")
    terms = read_pilot((prescribers + TERMS).encode(), "p").terms
    assert (terms.profession, terms.least_sites, terms.most_sites, terms.first_week) == (
        "prescripteur", 2, 4, 1,
    )  # fmt: skip
    assert terms.referents is None
    assert read_pilot(prescribers.encode(), "p").terms is PRESCRIBERS, "those of the table"
    assert "note publiée" in refused(LEAST + TERMS).message


def test_an_installation_and_it_alone_names_a_site() -> None:
    meeting = "déroulement:\n  - {acte: réunion de lancement, le: 03/03/2026}\n"
    (done,) = read_pilot((LEAST + meeting).encode(), "p").done
    assert (done.act, done.on, done.site) == (PilotAct.MEET, date(2026, 3, 3), None)
    named = meeting.replace("}", ", n° AM: 330000012}")
    installation = meeting.replace("réunion de lancement", "installation")
    for text in (named, installation):
        assert "nomme un site" in refused(LEAST + text).message


@pytest.mark.parametrize(
    ("added", "line", "said"),
    [
        ("sites:\n  - {n° AM: 33, CPAM: 33}\n", 8, "numéro AM"),
        ("part de marché: 101\n", 7, "100"),
        ("CPAM: [33, {a: b}]\n", 7, "une seule valeur"),
        ("déroulement:\n  - {acte: fête, le: 03/03/2026}\n", 8, "fête"),
        ("prérequis: {kit: {le: 31/02/2026, preuve: x}}\n", 7, "calendrier"),
        ("inconnu: 1\n", 7, "inconnu"),
    ],
)
def test_what_cannot_be_read_says_where_and_what_to_do(added: str, line: int, said: str) -> None:
    problem = refused(LEAST + added)
    assert problem.place.line == line
    assert said in problem.message
    assert problem.do


def test_a_file_of_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(CaseUnreadable, match="UTF-8") as caught:
        read_pilot("éditeur: EXEMPLE\nprésérie: é".encode("latin-1"), "p")
    assert caught.value.place.line == 1


def test_each_section_of_the_page_has_its_own_title() -> None:
    assert len({each.title for each in SECTIONS}) == len(SECTIONS)
