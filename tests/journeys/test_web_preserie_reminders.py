"""The questionnaire of a présérie: reminded by secure mail, answered signed in, once each."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from ordonnance.domain.letters import LetterKind, LetterState
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.piloting import PHARMACY, Piloted, french, today
from tests.journeys.running import BaseInThread
from tests.journeys.test_web_preserie import entered

Browse = Callable[..., Browser]
UNKNOWN = "990000012"


def installed(door: Door) -> Piloted:
    """Two sites installed three weeks ago: one has a mailbox, the other none that is known."""
    here = Piloted(door).traced(PHARMACY)
    site = {"n° AM": PHARMACY, "CPAM": "99", "FINESS": "990000069"}
    here.written("editeur", site=site, motif="essai")
    here.written("editeur", site={"n° AM": UNKNOWN, "CPAM": "99"}, motif="essai")
    before = french(today() - timedelta(days=21))
    for who, act, more in (
        ("editeur", "communication au GIE SESAM-Vitale et à la Cnam", {}),
        ("cnam", "information des CPAM", {}), ("cnam", "réunion de lancement", {}),
        ("editeur", "installation", {"n° AM": PHARMACY}),
        ("editeur", "installation", {"n° AM": UNKNOWN}),
    ):  # fmt: skip
        here.written(who, acte={"acte": act, "le": before, **more}, motif="essai")
    return here


def test_a_reminder_leaves_once_by_secure_mail_and_an_answer_ends_them(
    browse: Browse, door: Door, base: BaseInThread
) -> None:
    here = installed(door)
    one = f"/preseries/{here.pilot}"
    cnam = entered(browse, "cnam")
    cnam.go(f"{one}/questionnaires")
    assert f"{PHARMACY} 1 rappel dû" in cnam.text
    assert "à relancer à la main\u202f: pas de boîte connue" in cnam.text
    cnam.send(f"{one}/questionnaires")
    assert f"{PHARMACY} 1 rappel envoyé le {french(today())}, réponse attendue" in cnam.text
    assert "Envoyer les rappels dus" not in cnam.text
    cnam.go(f"{one}/registre")
    assert f"rappel du questionnaire, {PHARMACY}" in cnam.text
    editor = entered(browse, "editeur")
    editor.go(f"{one}/questionnaires")
    assert "rappel envoyé" in editor.text
    assert editor.links("/questionnaire/") == []

    letters = base.platform.regulating.letters
    found = asyncio.run_coroutine_threadsafe(
        letters.concerning(f"questionnaire|{here.pilot}|{PHARMACY}"), base.loop
    ).result(60)
    (letter,) = found
    assert letter.kind is LetterKind.REMINDER
    assert letter.recipient == "pharmacie-exemple@officine.mssante.example"

    address = f"/comptoir/questionnaire/{here.pilot}"
    pharmacist = browse().sign_in("pharmacien")
    pharmacist.go("/comptoir/traces")
    assert address in pharmacist.links("/comptoir/questionnaire")
    for mark in ("5", "2"):
        pharmacist.go(address)
        pharmacist.send(address, **{"SAT-01": mark})
        assert "Réponse enregistrée" in pharmacist.text
    cnam.go(f"{one}/questionnaires")
    assert "signé au site" in cnam.text
    assert "invitation" not in cnam.text.partition(PHARMACY)[2].partition("rappel envoyé")[0]
    assert f"rappel envoyé le {french(today())}, aucun autre rappel" in cnam.text
    cnam.go(one)
    assert "Réponses : 1." in cnam.text, "answering again replaces"
    cnam.go(f"{one}/questionnaires")
    link = cnam.links("/questionnaire/")[0]
    by_link = browse()
    by_link.go(link)
    assert "Quelqu’un de votre site a répondu en son nom" in by_link.text
    by_link.send(link, **{"SAT-01": "1"})
    assert "Réponse enregistrée" in by_link.text
    cnam.go(f"{one}/questionnaires")
    assert "remplacée par une réponse signée" in cnam.text
    cnam.go(one)
    assert "Réponses : 1." in cnam.text, "it may be the same person"
    after = asyncio.run_coroutine_threadsafe(letters.read(letter.id), base.loop).result(60)
    assert after is not None
    assert after.state is LetterState.CANCELLED or not after.state.unsent
    elsewhere = browse().sign_in("pharmacien2")
    assert elsewhere.go(address).status_code == 404
