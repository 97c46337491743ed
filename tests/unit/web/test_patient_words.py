"""What a patient reads: states of their lines, when to come back, who looked and why."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ordonnance.domain.actors import Role
from ordonnance.domain.execution import LineState, OrdonnanceState
from ordonnance.doors.web.screens.patient_words import (
    OWN,
    STATES,
    coming_back,
    line_told,
    looked,
    title_of,
)
from ordonnance.usecases.access import TABLE, Act
from ordonnance.usecases.counter_views import Remaining, RenewalView
from ordonnance.usecases.results import AccessView, LineView

TODAY = date(2026, 3, 12)
NOTHING = Remaining(Decimal(0), 0, Decimal(0))
LINE = LineView(
    line=1, label="CLAMOXYL 500 mg, gélule", posology="1 gélule matin et soir, pendant 7 jours",
    state=LineState.OPEN, remaining=Remaining(Decimal(2), 14), next_on=TODAY,
    last_on=date(2026, 6, 12), due=Remaining(Decimal(2), 14),
)  # fmt: skip
BEGUN = replace(
    LINE, state=LineState.PARTLY_EXECUTED, remaining=Remaining(Decimal(1), 28),
    next_on=date(2026, 4, 11),
)  # fmt: skip
OVER = replace(LINE, remaining=NOTHING, due=NOTHING, next_on=None, last_on=None)


@pytest.mark.parametrize(
    ("line", "shape", "said"),
    [
        (LINE, "vide", "Pas encore délivré, jusqu'au 12/06/2026 au plus tard."),
        (replace(LINE, next_on=date(2026, 3, 13), last_on=None), "vide",
         "Pas encore délivré, à partir du 13/03/2026."),
        (BEGUN, "partie", "Délivré en partie, il reste 1 boîte, la suite à partir du 11/04/2026, "
                          "jusqu'au 12/06/2026 au plus tard."),
        (replace(BEGUN, remaining=Remaining(None, 28), last_on=None, next_on=TODAY), "partie",
         "Délivré en partie, il reste 28 jours de traitement."),
        (replace(BEGUN, remaining=Remaining(None, None), last_on=None, next_on=TODAY), "partie",
         "Délivré en partie."),
        (replace(OVER, state=LineState.EXECUTED), "servie", "Délivré en entier."),
        (replace(OVER, state=LineState.EXPIRED), "bloque",
         "Le délai est passé : cette ordonnance ne permet plus de l'obtenir."),
        (replace(OVER, state=LineState.CANCELLED), "bloque", "Annulé par le prescripteur."),
        (replace(OVER, state=LineState.REPLACED), "bloque",
         "Remplacé : voyez la nouvelle ordonnance."),
    ],
)  # fmt: skip
def test_each_state_of_a_medicine_is_said_with_a_shape(
    line: LineView, shape: str, said: str
) -> None:
    told = line_told(line, TODAY)
    assert (told.shape, told.state) == (shape, said)


def test_a_medicine_that_may_be_renewed_says_from_when() -> None:
    renewal = RenewalView(date(2026, 4, 11), date(2027, 3, 12), NOTHING, NOTHING)
    line = replace(OVER, state=LineState.EXECUTED, renewal=renewal)
    assert line_told(line, TODAY).state == (
        "Délivré en entier. Votre pharmacien peut le renouveler à partir du 11/04/2026, "
        "jusqu'au 12/03/2027."
    )
    assert coming_back([line], TODAY).usable


def test_what_can_be_had_now_and_later_is_told_apart() -> None:
    other = replace(BEGUN, line=2, label="AMLOR 5 mg, gélule")
    told = coming_back([LINE, other], TODAY)
    assert told.usable
    assert told.sentences == (
        "Vous pouvez aller à la pharmacie dès aujourd'hui, jusqu'au 12/06/2026 : "
        "CLAMOXYL 500 mg, gélule.",
        "Revenez à partir du 11/04/2026 : AMLOR 5 mg, gélule.",
    )


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (LineState.EXECUTED, "Tout ce qui était prescrit vous a été délivré."),
        (LineState.REPLACED, "Une nouvelle ordonnance remplace celle-ci"),
        (LineState.CANCELLED, "Votre prescripteur l'a annulée"),
        (LineState.EXPIRED, "Le délai pour retirer ces médicaments est passé"),
    ],
)
def test_an_ordonnance_that_is_over_says_how_and_shows_no_code(state: LineState, said: str) -> None:
    told = coming_back([replace(OVER, state=state)], TODAY)
    assert not told.usable
    assert told.sentences[0].startswith(said)


def test_an_ordonnance_is_named_by_what_it_prescribes() -> None:
    labels = ["CLAMOXYL 500 mg, gélule", "AMLOR 5 mg, gélule", "DOLIPRANE 1 g, comprimé", "X, y"]
    assert title_of(labels[:1]) == "CLAMOXYL 500 mg"
    assert title_of(labels[:2]) == "CLAMOXYL 500 mg et AMLOR 5 mg"
    assert title_of(labels) == "CLAMOXYL 500 mg, AMLOR 5 mg et 2 autres"


def test_every_state_of_an_ordonnance_has_words_and_a_shape() -> None:
    assert set(STATES) == set(OrdonnanceState)


def access(code: Act, role: Role, *, refused: bool = False) -> AccessView:
    """An access as the journal tells it."""
    at = datetime(2026, 3, 12, 17, 42, tzinfo=UTC)
    return AccessView(1, at, code, code.label, role.label, "Paul EXEMPLE", "Pharmacie Exemple",
                      "", refused=refused)  # fmt: skip


READ_OR_DONE = {Act.CONSULT, Act.DISPENSE, Act.UNDO, Act.EXECUTIONS, Act.ISSUE, Act.CANCEL,
                Act.REPLACE, Act.RENDER, Act.OBJECT, Act.VERIFY}  # fmt: skip


@pytest.mark.parametrize(
    ("role", "act"),
    sorted((role, act) for role, act in TABLE if act in READ_OR_DONE and role.label not in OWN),
)
def test_whatever_somebody_else_may_do_says_why(role: Role, act: Act) -> None:
    told = looked(access(act, role))
    assert told.what.startswith("a ")
    assert told.why


def test_what_was_refused_is_told_as_asked_in_vain() -> None:
    told = looked(access(Act.DISPENSE, Role.DISPENSER, refused=True))
    assert told.what == "a demandé sans l'obtenir : délivrance"


@pytest.mark.parametrize(
    ("client", "shown"),
    [("ordonnance web 0.1.0", ""), ("LGO Exemple 4.2", "LGO Exemple 4.2"), ("", "")],
)
def test_only_the_software_of_others_is_named(client: str, shown: str) -> None:
    told = looked(replace(access(Act.CONSULT, Role.DISPENSER), client=client))
    assert told.software == shown
