"""Each requirement of a présérie, respected, not respected, and not yet."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from ordonnance.domain.preserie.answers import Verdict
from ordonnance.domain.preserie.pilot import (
    Done,
    Evidence,
    Module,
    PilotAct,
    Prerequisite,
    Software,
)
from ordonnance.domain.preserie.requirements import REQUIREMENTS, judge
from ordonnance.domain.preserie.terms import PHARMACISTS, Terms
from tests.unit.domain.preserie.pilots import (
    BEFORE,
    DAYS,
    END,
    FIRST,
    MODULE,
    a_pilot,
    am,
    answer,
    installed,
    site,
    with_site,
)

MET, BREACHED, NOT_YET = Verdict.MET, Verdict.BREACHED, Verdict.NOT_YET
EARLY = date(2026, 1, 20)
OTHERS = Terms("prescripteur", "note fictive", least_sites=2, most_sites=4, first_week=1)


def test_a_pilot_that_respects_everything_is_told_so() -> None:
    assert {each.answer.verdict for each in judge(a_pilot(), END)} == {MET}
    assert len({each.id for each in REQUIREMENTS}) == len(REQUIREMENTS)


def test_nothing_is_late_before_anything_was_done() -> None:
    nothing = replace(a_pilot(), prerequisites={}, departments=(), sites=(), done=())
    found = {each.answer.verdict for each in judge(nothing, EARLY)}
    assert found == {MET, NOT_YET}, "only the module is known"


@pytest.mark.parametrize("prerequisite", list(Prerequisite))
def test_a_prerequisite_is_due_before_the_first_installation(prerequisite: Prerequisite) -> None:
    code = f"PRE-REQ-0{list(Prerequisite).index(prerequisite) + 1}"
    pilot = a_pilot()
    shown = dict(pilot.prerequisites)
    del shown[prerequisite]
    without = replace(pilot, prerequisites=shown)
    assert answer(without, code, FIRST - timedelta(days=1)).verdict is NOT_YET
    assert answer(without, code, FIRST).verdict is BREACHED
    for on, expected in ((FIRST, MET), (FIRST + timedelta(days=1), BREACHED)):
        later = replace(pilot, prerequisites={**shown, prerequisite: Evidence(on, "courrier")})
        assert answer(later, code).verdict is expected
        assert prerequisite.label


@pytest.mark.parametrize(
    ("module", "foreign", "why"),
    [
        (replace(MODULE, version="3.0"), False, None),
        (replace(MODULE, name="AUTRE"), False, "un autre module (AUTRE)"),
        (replace(MODULE, architecture="hébergé"), False, "une autre architecture (hébergé)"),
        (replace(MODULE, interface="deux écrans"), False, "une autre interface (deux écrans)"),
        (MODULE, True, "intègre le moteur d’un tiers"),
    ],
)
def test_a_pilot_stands_for_the_software_of_the_same_module(
    module: Module, foreign: bool, why: str | None
) -> None:
    pilot = a_pilot()
    second = Software("LGO EXEMPLE Réseau", "4.1", module, foreign)
    found = answer(replace(pilot, software=(*pilot.software, second)), "PRE-MOD-01")
    assert found.verdict is (MET if why is None else BREACHED)
    assert why is None or why in found.why


@pytest.mark.parametrize(
    ("departments", "verdict"),
    [
        (("33", "38", "44"), MET),
        (("33", "38", "44", "49"), BREACHED),
        (("33", "75"), BREACHED),
        ((), BREACHED),
    ],
)
def test_one_to_three_cpam_among_the_referents(
    departments: tuple[str, ...], verdict: Verdict
) -> None:
    pilot = replace(a_pilot(), departments=departments)
    assert answer(pilot, "PRE-LIEU-01").verdict is verdict


def test_no_cpam_is_not_late_before_the_sites_are_communicated() -> None:
    pilot = replace(a_pilot(), departments=(), done=())
    assert answer(pilot, "PRE-LIEU-01").verdict is NOT_YET


def test_a_site_depends_on_a_cpam_of_the_pilot() -> None:
    elsewhere = with_site(a_pilot(), 2, replace(site(2), department="44"))
    found = answer(elsewhere, "PRE-LIEU-02")
    assert found.verdict is BREACHED
    assert am(2).value in found.why


@pytest.mark.parametrize(
    ("count", "share", "verdict"),
    [
        (4, Decimal("1"), BREACHED),
        (5, Decimal("1"), MET),
        (2, Decimal("0.99"), BREACHED),
        (3, Decimal("0.99"), MET),
        (3, None, BREACHED),
        (10, None, MET),
        (11, None, BREACHED),
    ],
)
def test_five_to_ten_sites_or_three_below_one_percent(
    count: int, share: Decimal | None, verdict: Verdict
) -> None:
    sites = tuple(site(rank) for rank in range(1, count + 1))
    assert answer(replace(a_pilot(), sites=sites, share=share), "PRE-SITE-01").verdict is verdict


def test_too_few_sites_are_not_late_before_they_are_communicated() -> None:
    few = replace(a_pilot(), sites=(site(1),), done=())
    assert answer(few, "PRE-SITE-01").verdict is NOT_YET


def test_a_site_counts_once() -> None:
    twice = replace(a_pilot(), sites=(*a_pilot().sites, site(1)))
    assert answer(twice, "PRE-SITE-01").verdict is BREACHED


@pytest.mark.parametrize(("code", "fact"), [("PRE-SITE-02", "agreed"), ("PRE-SITE-03", "equipped")])
def test_agreement_and_equipment_come_before_the_communication(code: str, fact: str) -> None:
    told = BEFORE[0].on
    for on, expected in ((told, MET), (told + timedelta(days=1), BREACHED), (None, BREACHED)):
        changed = replace(site(2), **{fact: on})
        assert answer(with_site(a_pilot(), 2, changed), code).verdict is expected
    early = with_site(replace(a_pilot(), done=()), 2, replace(site(2), **{fact: None}))
    assert answer(early, code).verdict is NOT_YET


def test_who_joins_later_is_in_the_next_communication() -> None:
    pilot = a_pilot()
    sixth = replace(site(6), agreed=date(2026, 4, 1), equipped=date(2026, 4, 1))
    joined = replace(pilot, sites=(*pilot.sites, sixth))
    assert answer(joined, "PRE-SITE-02").verdict is BREACHED
    told = (Done(PilotAct.COMMUNICATE, date(2026, 4, 2)), Done(PilotAct.INFORM, date(2026, 4, 3)))
    again = replace(joined, done=(*pilot.done, *told))
    assert answer(again, "PRE-SITE-02").verdict is MET
    assert answer(again, "PRE-PLAN-01").verdict is MET


@pytest.mark.parametrize("missing", range(3))
def test_the_editor_tells_the_gie_and_the_cnam_then_the_cpam_then_all_meet(missing: int) -> None:
    pilot = a_pilot()
    done = tuple(each for rank, each in enumerate(pilot.done) if rank != missing)
    assert answer(replace(pilot, done=done), "PRE-PLAN-01").verdict is BREACHED
    assert answer(replace(pilot, done=BEFORE[:missing]), "PRE-PLAN-01").verdict is NOT_YET


def test_what_comes_after_the_end_is_out_of_turn() -> None:
    pilot = a_pilot()
    end = (Done(PilotAct.ASSESS, END), Done(PilotAct.GENERALISE, END), Done(PilotAct.PROLONG, END))
    found = answer(replace(pilot, done=(*pilot.done, *end)), "PRE-PLAN-01")
    assert found.verdict is BREACHED
    assert "rien" in found.do


def test_an_installation_is_that_of_a_site_on_its_day() -> None:
    pilot = a_pilot()

    def done(*added: Done) -> Verdict:
        return answer(replace(pilot, done=(*BEFORE, *added)), "PRE-PLAN-02").verdict

    assert done(installed(1, FIRST)) is NOT_YET
    assert done(installed(2, FIRST)) is BREACHED, "a day too early"
    assert done(installed(1, FIRST + timedelta(days=5))) is NOT_YET, (
        "later than planned is no fault"
    )
    assert done(installed(7, FIRST)) is BREACHED, "nobody's"
    assert done(Done(PilotAct.INSTALL, FIRST)) is BREACHED, "site not told"
    assert done(installed(1, FIRST), installed(1, FIRST)) is BREACHED, "twice"
    unplanned = with_site(pilot, 1, replace(site(1), planned=None))
    assert answer(unplanned, "PRE-PLAN-02").verdict is BREACHED


def test_three_installations_in_the_first_seven_days() -> None:
    pilot = a_pilot()
    for days, expected in (((0, 1, 6, 7), MET), ((0, 1, 5, 6), BREACHED)):
        acts = [installed(rank, FIRST + timedelta(days=n)) for rank, n in enumerate(days, 1)]
        found = answer(replace(pilot, done=(*BEFORE, *acts)), "PRE-PLAN-03")
        assert found.verdict is expected
    assert answer(replace(pilot, done=BEFORE), "PRE-PLAN-03").verdict is NOT_YET


def test_traces_begin_at_the_latest_with_the_installation() -> None:
    for on, expected in ((DAYS[0], MET), (DAYS[0] + timedelta(days=1), BREACHED), (None, BREACHED)):
        pilot = with_site(a_pilot(), 1, replace(site(1), traces=on))
        assert answer(pilot, "PRE-TRACE-01").verdict is expected
    assert answer(replace(a_pilot(), done=BEFORE), "PRE-TRACE-01").verdict is NOT_YET


def test_another_profession_has_terms_of_its_own() -> None:
    pilot = replace(a_pilot(), terms=OTHERS, departments=("75",), share=Decimal("0.1"))
    assert answer(pilot, "PRE-LIEU-01").verdict is MET, "no list of CPAM is imposed"
    assert answer(pilot, "PRE-SITE-01").verdict is BREACHED, "five sites, four at most"
    assert answer(pilot, "PRE-PLAN-03").verdict is BREACHED
    none = replace(pilot, departments=(), done=())
    assert answer(none, "PRE-LIEU-01").verdict is NOT_YET
    assert PHARMACISTS.least(None) == 5


def test_a_day_before_judges_what_was_done_by_then() -> None:
    for each in judge(a_pilot(), DAYS[0]):
        assert each.answer.verdict in (MET, NOT_YET), each.requirement.id
        assert each.answer.why
        assert each.answer.verdict.label
        assert each.answer.do or each.answer.verdict is MET
