"""A regulator prescribes during a call, without any script: the three circuits, and every stop."""

import re
from collections.abc import Callable

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.screens import regulation_sending
from tests.journeys.browsing import Browser
from tests.journeys.regulation import (
    BEFFROI,
    CALL,
    CANAL,
    EHPAD,
    REMPARTS,
    SAID,
    a_call,
    attested,
    chosen,
    press,
    sent,
)

Browse = Callable[..., Browser]
EXEMPLE = "990000069"
"""The pharmacy of the demonstration whose people sign in."""


def number_of(browser: Browser) -> str:
    """The code that is read aloud."""
    found = re.search(r"UD[0-9A-Z ]{20}", browser.text)
    assert found is not None, browser.text
    return found[0]


def test_a_call_is_sent_to_a_pharmacy_which_serves_it(browse: Browse) -> None:
    regulator = sent(chosen(a_call(browse()), EXEMPLE))
    assert regulator.page.url.path.endswith("/suivi"), regulator.text
    assert "À dire à l’appelant" in regulator.text
    assert "Allez à la" in regulator.text
    assert "01 99 00 00 06" in regulator.text
    number = number_of(regulator)
    counter = browse().sign_in("pharmacien")
    counter.send("/comptoir", numero=number)
    assert "Tramadol 50 mg" in counter.text
    assert "Prescription SAMU-SAS, circuit dérogatoire" in counter.text
    assert "Ordonnance numérique" not in counter.text
    assert "Une boîte est à choisir avant de délivrer" in counter.text
    assert "Rien n’est à délivrer" not in counter.text
    # Served or not is on the board of who sent it.
    regulator.go("/regulation")
    assert "Pas encore délivrée" in regulator.text


def test_another_pharmacy_cannot_serve_what_was_sent_to_one(browse: Browse) -> None:
    number = number_of(sent(chosen(a_call(browse()), BEFFROI)))
    counter = browse().sign_in("pharmacien")
    counter.send("/comptoir", numero=number)
    assert "adressée à une autre pharmacie" in counter.text or "Beffroi" in counter.text.title()


def test_the_button_says_exactly_what_it_will_do(browse: Browse) -> None:
    browser = chosen(a_call(browse()))
    assert re.search(r"Envoyer à .*BEFFROI.* \(boîte organisationnelle\)", browser.text)
    assert "Prêt à envoyer" in browser.text
    assert "Cas 1" in browser.text
    assert "L’ordonnance numérique passe d’abord" in browser.text


def test_a_personal_mailbox_is_warned_of_and_a_place_without_any_cannot_be_chosen(
    browse: Browse,
) -> None:
    browser = press(a_call(browse()), "chercher", cherche="remparts")
    assert "aucune boîte publiée" in browser.text
    assert "Les plus proches avec une boîte organisationnelle" in browser.text
    assert f'value="{REMPARTS}' not in browser.page.text
    chosen(browser, CANAL)
    assert "Boîte personnelle d’un pharmacien" in browser.text
    assert "(boîte personnelle)" in browser.text


def test_a_care_home_gives_its_address_during_the_call(browse: Browse) -> None:
    home = {"ou": "etablissement", "donnee": "tilleuls@ehpad.mssante.example"}
    browser = press(a_call(browse()), "garder", ou="etablissement")
    assert "l’adresse donnée par le professionnel" in browser.text
    press(browser, "choisir", lieu=f"{EHPAD}|", **home)
    press(browser, "envoyer", **{**home, "lieu": f"{EHPAD}|", **attested(browser)})
    assert browser.page.url.path.endswith("/suivi"), browser.text
    assert "l’adresse que vous m’avez donnée" in browser.text


def test_an_ordinary_address_is_refused_whatever_is_said(browse: Browse) -> None:
    home = {"ou": "etablissement", "donnee": "infirmiere@gmail.example"}
    browser = press(a_call(browse()), "garder", ou="etablissement")
    press(browser, "envoyer", **{**home, **attested(browser)})
    assert browser.page.status_code == 422
    assert "Prêt à envoyer" not in browser.text


def test_the_space_of_the_patient_only_with_its_reason(browse: Browse) -> None:
    space = {"ou": "patient", "ins": "270069999900106", "ins_from": "dictee"}
    browser = press(a_call(browse()), "garder", **space)
    assert "pourquoi ni pharmacie ni établissement" in browser.text
    assert "espace activé" in browser.text
    whole = {**space, "impossible": "NO_MAILBOX", "espace": "1"}
    press(browser, "garder", **{**whole, **attested(browser)})
    assert "Matricule dicté" in browser.text
    press(browser, "envoyer", **{**whole, **attested(browser)})
    assert browser.page.url.path.endswith("/suivi"), browser.text
    assert "Mon espace santé" in browser.text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"birth_date": "15/06/2020", "phrase": "2"}, "avant 12 ans"),
        ({"points-aucun": None, "points": "alcool"}, "Alcool"),
        ({"signes-aucun": None, "signes": "dent-cou"}, "Gonflement du cou"),
        ({"phrase": "clamoxyl 500 1 gelule matin et soir 7 jours"}, "ne couvre que le tramadol"),
    ],
)
def test_what_forbids_closes_the_button_and_nothing_opens_it(
    browse: Browse, said: dict[str, str | None], told: str
) -> None:
    fields = {name: value for name, value in {**SAID, **said}.items() if value is not None}
    removed = [name for name, value in said.items() if value is None]
    browser = a_call(browse())
    for what in ("choisir", "garder", "envoyer"):
        whole, hidden = browser.form(CALL)
        body = {**fields, **hidden, **attested(browser), "faire": what, "dit": "1",
                "lieu": f"{BEFFROI}|"}  # fmt: skip
        browser.page = browser.http.post(
            whole, data={k: v for k, v in body.items() if k not in removed}
        )
    assert browser.page.status_code == 422
    assert "Ne pas prescrire ainsi" in browser.text
    assert told in browser.text


def test_what_is_missing_is_said_with_a_link_to_its_field(browse: Browse) -> None:
    browser = a_call(browse())
    assert "le nom, le prénom et la date de naissance" in browser.text
    assert 'href="#phrase"' in browser.page.text
    press(browser, "envoyer")
    assert browser.page.status_code == 422
    assert "n’est pas prêt" in browser.text


def test_an_assistant_prepares_and_a_physician_of_the_centre_sends(browse: Browse) -> None:
    regulator = browse().sign_in("regulateur")
    regulator.go("/regulation")
    arm = chosen(a_call(browse(), "arm"))
    address = arm.page.url.path
    assert "le régulateur l’ouvre" in arm.text
    press(arm, "envoyer", lieu=f"{BEFFROI}|", dit="1")
    assert arm.page.status_code == 403
    regulator.go("/regulation")
    assert address in regulator.page.text
    regulator.go(address)
    assert "commencé par Armel EXEMPLE" in regulator.text
    sent(regulator)
    assert "À dire à l’appelant" in regulator.text
    # What becomes of it is for who sent it.
    arm.go(address)
    assert arm.page.status_code == 403
    arm.go("/regulation")
    assert "envoyée par Régine DÉMO" in arm.text


def test_a_colleague_s_change_is_never_written_over_and_what_was_typed_stays(
    browse: Browse,
) -> None:
    regulator, arm = a_call(browse()), browse().sign_in("arm")
    arm.go(regulator.page.url.path)
    press(arm, "garder", family="Démo")
    press(regulator, "garder", family="Exemple")
    assert regulator.page.status_code == 409
    assert 'value="Exemple"' in regulator.page.text
    assert "a changé cet appel" in regulator.text
    press(regulator, "garder", family="Exemple")
    assert regulator.page.status_code == 200


def test_a_second_click_sends_once_and_the_call_leads_to_what_it_became(browse: Browse) -> None:
    browser = chosen(a_call(browse()))
    whole, hidden = browser.form(CALL)
    body = {**SAID, **hidden, **attested(browser), "faire": "envoyer", "dit": "1",
            "lieu": f"{BEFFROI}|"}  # fmt: skip
    body["lieu"] = re.search(r'name="lieu" value="([^"]+)" checked', browser.page.text)[1]  # type: ignore[index]
    first = browser.http.post(whole, data=body)
    second = browser.http.post(whole, data=body)
    assert first.url == second.url
    browser.page = second
    assert number_of(browser) in browser.go(whole).text.replace("\u202f", " ")


def test_taken_back_then_redone_for_another_recipient_without_typing_again(
    browse: Browse,
) -> None:
    browser = sent(chosen(a_call(browse())))
    number = number_of(browser)
    browser.send(f"{CALL}/retirer", faire="retirer")
    assert "Prescription retirée" in browser.text
    follow = browser.page.url.path
    browser.send(f"{CALL}/retirer", faire="refaire")
    again = browser.page.url.path
    browser.go(follow)
    browser.send(f"{CALL}/retirer", faire="refaire")
    assert browser.page.url.path == again  # asked for twice, one call: nobody sends it twice
    assert 'value="Exemple"' in browser.page.text
    assert "Tramadol 50 mg" in browser.text
    assert "la pharmacie, choisie avec l’appelant" in browser.text
    counter = browse().sign_in("pharmacien")
    counter.send("/comptoir", numero=number)
    assert "annulée" in counter.text


def test_the_ordonnance_numerique_takes_over_the_patient_and_the_line(browse: Browse) -> None:
    browser = press(a_call(browse()), "numerique")
    assert browser.page.url.path.startswith("/prescrire/")
    assert "Jeanne EXEMPLE" in browser.text
    assert "Tramadol 50 mg" in browser.text


def test_when_mail_is_down_the_page_says_what_to_say(browse: Browse) -> None:
    browser = press(a_call(browse()), "garder")
    browser.go(f"{browser.page.url.path}/telephone")
    assert "À dire au pharmacien" in browser.text
    assert "Tramadol 50 mg" in browser.text
    assert "papier sécurisé" in browser.text


def test_a_call_is_thrown_away(browse: Browse) -> None:
    browser = press(a_call(browse()), "garder")
    address = browser.page.url.path
    press(browser, "supprimer")
    assert browser.go(address).status_code == 404


@pytest.mark.parametrize("handle", ["medecin", "assistante"])
def test_who_does_not_regulate_has_no_board(browse: Browse, handle: str) -> None:
    browser = browse().sign_in(handle)
    assert browser.links("/regulation") == []
    assert browser.go("/regulation").status_code == 403
    assert "régulateurs du SAMU" in browser.text


def test_a_page_older_than_a_colleague_s_change_throws_nothing_away(browse: Browse) -> None:
    regulator, arm = a_call(browse()), browse().sign_in("arm")
    address = regulator.page.url.path
    arm.go(address)
    press(arm, "garder", family="Démo")
    press(regulator, "supprimer")
    assert regulator.page.status_code == 409
    assert arm.go(address).status_code == 200
    assert 'value="Démo"' in arm.page.text


def test_an_assistant_who_calls_the_pharmacy_speaks_for_the_physician(browse: Browse) -> None:
    browser = press(a_call(browse(), "arm"), "garder", birth_date="34 ans")
    browser.go(f"{browser.page.url.path}/telephone")
    assert "de la part du médecin régulateur" in browser.text
    assert "docteur" not in browser.text
    assert re.search(r"Jeanne EXEMPLE, 34\sans,", browser.text), browser.text
    assert "né(e) le" not in browser.text


def test_once_sent_the_page_for_broken_mail_says_to_take_it_back_first(browse: Browse) -> None:
    browser = sent(chosen(a_call(browse())))
    follow = browser.page.url.path
    browser.go(follow.replace("/suivi", "/telephone"))
    assert "Rien n’est parti" not in browser.text
    assert "Une prescription a déjà été envoyée pour cet appel" in browser.text
    assert f'href="{follow}"' in browser.page.text


def test_sent_again_after_a_lost_trace_the_card_names_the_pharmacy_that_received_it(
    browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lost(*_: object) -> None:
        raise Refusal.of("CALL_CHANGED")

    browser = chosen(a_call(browse()), EXEMPLE)
    address = browser.page.url.path
    with monkeypatch.context() as patch:
        patch.setattr(regulation_sending, "_traced", lost)
        assert sent(browser).page.status_code == 409
    browser.go(address)
    sent(chosen(browser, BEFFROI))
    assert browser.page.url.path.endswith("/suivi"), browser.text
    assert "PHARMACIE EXEMPLE" in browser.text
    assert "BEFFROI" not in browser.text
