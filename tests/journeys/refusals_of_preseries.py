"""Ways to the refusals of préséries."""

import uuid
from datetime import timedelta

import httpx
from joserfc.jwk import ECKey

from tests.journeys.piloting import Piloted, a_trace, french, today
from tests.journeys.refusing import World, met

AM = "990000012"


def piloted(world: World) -> Piloted:
    """A présérie of its own, open."""
    return Piloted(world.door).open()


@met("PILOT_UNKNOWN")
def of_another_editor(world: World) -> httpx.Response:
    here = piloted(world)
    return here.send("register", "editeur2", {"pilot": here.pilot})


@met("PILOT_NOT_ALLOWED")
def decided_by_the_editor(world: World) -> httpx.Response:
    return piloted(world).enter("editeur", acte={"acte": "généralisation", "le": french(today())})


@met("PILOT_OUT_OF_TURN")
def told_before_it_was_communicated(world: World) -> httpx.Response:
    said = {"acte": "information des CPAM", "le": french(today())}
    return piloted(world).enter("cnam", acte=said)


@met("PILOT_REQUIREMENT")
def communicated_with_nobody(world: World) -> httpx.Response:
    said = {"acte": "communication au GIE SESAM-Vitale et à la Cnam", "le": french(today())}
    return piloted(world).enter("editeur", acte=said)


@met("PILOT_NOT_SATISFIED")
def generalised_with_nothing(world: World) -> httpx.Response:
    here, day = piloted(world), french(today())
    here.written("editeur", site={"n° AM": AM, "CPAM": "99"}, motif="essai")
    for who, act in (
        ("editeur", "communication au GIE SESAM-Vitale et à la Cnam"),
        ("cnam", "information des CPAM"), ("cnam", "réunion de lancement"),
        ("editeur", "installation"), ("cnam", "bilan"),
    ):  # fmt: skip
        said = {"acte": act, "le": day} | ({"n° AM": AM} if act == "installation" else {})
        here.written(who, acte=said, motif="essai")
    return here.enter("cnam", acte={"acte": "généralisation", "le": day})


@met("PILOT_DATE")
def to_come(world: World) -> httpx.Response:
    said = {"acte": "abandon", "le": french(today() + timedelta(days=3))}
    return piloted(world).enter("editeur", acte=said)


@met("PILOT_ENTRY")
def two_things_at_once(world: World) -> httpx.Response:
    return piloted(world).enter("editeur", version="4.2", CPAM=["33"])


@met("TRACES_CLOSED")
def of_a_workstation_that_is_not_traced(world: World) -> httpx.Response:
    return Piloted(world.door).traced(AM).post(a_trace(installation="poste-2"))


@met("TRACES_NOT_ACCEPTED")
def of_a_site_that_has_not_accepted(world: World) -> httpx.Response:
    return Piloted(world.door).traced(AM).post(a_trace())


@met("TRACES_ELSEWHERE", on_a_page=True)
def chosen_for_another_site(world: World) -> httpx.Response:
    here = Piloted(world.door).traced(AM)
    browser = world.browse().sign_in("pharmacien")
    token = browser.form("/deconnexion")[1]["jeton"]
    said = {"preserie": here.pilot, "poste": "poste-1", "choix": "oui", "cle": str(uuid.uuid4())}
    return browser.http.post("/comptoir/traces", data={**said, "jeton": token})


@met("TRACE_SIGNATURE")
def signed_by_somebody_else(world: World) -> httpx.Response:
    other = ECKey.generate_key("P-256", private=True)
    return Piloted(world.door).traced(AM).post(a_trace(), key=other)


@met("TRACE_INVALID")
def with_words_of_a_patient(world: World) -> httpx.Response:
    return Piloted(world.door).traced(AM).post(a_trace(outcome="failed", code="Mme EXEMPLE"))


@met("TRACES_TOO_MANY")
def too_many_at_once(world: World) -> httpx.Response:
    here = Piloted(world.door).traced(AM)
    return here.post(*(a_trace(id=str(uuid.uuid4())) for _ in range(501)))
