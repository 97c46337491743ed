"""The cockpit of a présérie without scripts: three parties, each what its rows say."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.piloting import PHARMACY, Piloted, a_trace, french, today

Browse = Callable[..., Browser]
AM = "330000012"


def entered(browse: Browse, who: str) -> Browser:
    """A party of the demonstration, in with one click."""
    browser = browse()
    browser.go("/preseries/entrer")
    browser.send("/preseries/entrer", qui=who)
    assert browser.page.url.path == "/preseries", browser.text
    return browser


def written(browser: Browser, pilot: str, form: str, **fields: str) -> None:
    """Write one form, which must be taken."""
    browser.go(f"/preseries/{pilot}/inscrire/{form}")
    browser.send(f"/preseries/{pilot}/inscrire/{form}", **fields)
    assert browser.page.url.path == f"/preseries/{pilot}", browser.text


def opened(editor: Browser) -> str:
    """A présérie opened on the screen: its identifier."""
    title = f"LGO EXEMPLE {uuid.uuid4().hex[:6]}"
    editor.go("/preseries")
    editor.send("/preseries$", nom=title, profession="pharmacien", **{
        "module nom": "ORDO-EXEMPLE", "module version": "2.3", "module architecture": "locale",
        "module interface": "une", "logiciel nom": "LGO EXEMPLE", "logiciel version": "4.1",
    })  # fmt: skip
    assert title in editor.text
    return editor.page.url.path.rpartition("/")[2]


def test_three_parties_lead_a_presérie_from_its_opening_to_its_questionnaire(
    browse: Browse, door: Door
) -> None:
    day, before = today().isoformat(), (today() - timedelta(days=1)).isoformat()
    editor, cnam, cpam = (entered(browse, who) for who in ("editeur", "cnam", "cpam"))
    pilot = opened(editor)
    one = f"/preseries/{pilot}"
    assert cpam.go(one).status_code == 404, "a CPAM sees nothing before the Cnam has told it"
    written(editor, pilot, "cpam", CPAM="33")
    dates = {"accord le": before, "équipement vérifié le": before, "prévue le": day}
    written(editor, pilot, "site", **{"n° AM": AM, "CPAM": "33", **dates, "traces depuis le": day})

    editor.go(f"{one}/inscrire/communicate")
    editor.send(f"{one}/inscrire/communicate", le=day)
    assert editor.page.status_code == 422
    assert "Assez de sites pour juger" in editor.text, "the sentence of the note"
    assert f'value="{day}"' in editor.page.text, "what was typed stays"
    editor.send(f"{one}/inscrire/communicate", le=day, motif="un seul site pour cet essai")
    assert "communiquée au GIE" in editor.text

    for act in ("inform", "meet"):
        written(cnam, pilot, act, le=day)
    cpam.go(one)
    assert "présérie lancée" in cpam.text
    Piloted(door, pilot).written("editeur", poste={
        "poste": "poste-1", "n° AM": AM, "nom": "comptoir", "depuis le": french(today()),
        "montré le": french(today()),
    })  # fmt: skip
    editor.go(f"{one}/inscrire/install")
    editor.send(f"{one}/inscrire/install", **{"n° AM": AM, "le": day}, motif="essai")
    assert "présérie en cours" in editor.text
    assert "installé le" in editor.text

    cpam.go(f"{one}/questionnaires")
    link = cpam.links("/questionnaire/")[0]
    pharmacist = browse()
    pharmacist.go(link)
    pharmacist.send(link, **{"SAT-01": "5", "bloquant": "oui", "frein": ""})
    assert pharmacist.page.status_code == 422, "what blocks is named"
    pharmacist.send(link, **{"SAT-01": "5", "bloquant": "oui", "frein": "la <lenteur>"})
    assert "Réponse enregistrée" in pharmacist.text
    cnam.go(one)
    assert "Frein bloquant (330000012) : la <lenteur>" in cnam.text
    cpam.go(f"{one}/questionnaires")
    assert "a répondu le" in cpam.text
    cnam.go(f"{one}/registre")
    assert "la CPAM, 33" in cnam.text
    assert cnam.go(f"{one}/reunion").status_code == 200
    table = cnam.go(f"{one}/bilan/sites.csv")
    assert (AM in table.text, table.headers["content-type"]) == (True, "text/csv; charset=utf-8")
    assert cnam.go(f"{one}/bilan/pdf").content.startswith(b"%PDF-")


def test_a_pharmacy_accepts_or_refuses_and_the_others_read_it_as_a_state(
    browse: Browse, door: Door
) -> None:
    name = f"comptoir {uuid.uuid4().hex[:6]}"
    here = Piloted(door).traced(PHARMACY, name)
    pharmacist = browse().sign_in("pharmacien")
    pharmacist.go("/comptoir/traces")
    assert f"{name} Traces à accepter par le site" in pharmacist.text
    assert "Jamais : le nom d’un patient" in pharmacist.text
    elsewhere = browse().sign_in("pharmacien2")
    elsewhere.go("/comptoir/traces")
    assert name not in elsewhere.text
    elsewhere.go("/comptoir")
    foreign = {"preserie": here.pilot, "poste": "poste-1", "cle": "exemple"}
    token = elsewhere.form("/deconnexion")[1]["jeton"]
    refused = elsewhere.http.post("/comptoir/traces", data={**foreign, "jeton": token,
                                                            "choix": "non"})  # fmt: skip
    assert refused.status_code == 403
    assert here.post(a_trace()).status_code == 403, "nothing before the pharmacy has accepted"
    here.chosen(yes=True)
    assert here.post(a_trace()).json()["new"] == 1
    day = french(today())
    for who, act in (
        ("editeur", "communication au GIE SESAM-Vitale et à la Cnam"),
        ("cnam", "information des CPAM"), ("cnam", "réunion de lancement"),
    ):  # fmt: skip
        here.written(who, acte={"acte": act, "le": day}, motif="essai")
    installed = {"acte": "installation", "le": day, "n° AM": PHARMACY}
    here.written("editeur", acte=installed, motif="essai")
    here.chosen(yes=False)
    assert here.post(a_trace()).status_code == 403
    pharmacist.go("/comptoir/traces")
    assert f"{name} Traces refusées par le site" in pharmacist.text
    editor = entered(browse, "editeur")
    editor.go(f"/preseries/{here.pilot}")
    assert f"{PHARMACY} installé le {day}, traces refusées par le site" in editor.text
    assert "Aucune alerte" in editor.text
    editor.go(f"/preseries/{here.pilot}/registre")
    assert f"le site, {PHARMACY} choix du site sur ses traces, poste-1\u202f: non" in editor.text


WRITES = (
    ("editeur", "inform"), ("editeur", "generalise"), ("editeur", "indisponibilite"),
    ("cpam", "site"), ("cpam", "communicate"), ("cpam", "cle"), ("cpam", "abandon"),
    ("cnam", "site"), ("cnam", "version"), ("cnam", "communicate"), ("cnam", "prerequis-complets"),
)  # fmt: skip


def test_what_is_not_yours_is_refused_and_never_offered(browse: Browse, door: Door) -> None:
    here = Piloted(door).open()
    here.written("editeur", CPAM=["33"])
    here.written("editeur", acte={
        "acte": "communication au GIE SESAM-Vitale et à la Cnam", "le": french(today()),
    }, motif="essai")  # fmt: skip
    here.written("cnam", acte={"acte": "information des CPAM", "le": french(today())},
                 motif="essai")  # fmt: skip
    people = {who: entered(browse, who) for who in ("editeur", "cpam", "cnam")}
    for who, form in WRITES:
        browser = people[who]
        browser.go(f"/preseries/{here.pilot}")
        address = f"/preseries/{here.pilot}/inscrire/{form}"
        assert address not in browser.links("/preseries/"), (who, form)
        assert browser.go(address).status_code in (403, 409), (who, form)
    people["cpam"].go("/preseries")
    assert "Ouvrir une présérie" not in people["cpam"].text


def test_a_person_s_session_opens_no_presérie_and_a_party_s_no_ordonnance(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    browser.go("/preseries")
    assert browser.page.url.path == "/preseries/entrer"
    party = entered(browse, "cnam")
    party.go("/comptoir")
    assert party.page.url.path == "/connexion"
    party.go("/preseries")
    party.send("/preseries/sortir")
    party.go("/preseries")
    assert party.page.url.path == "/preseries/entrer"


@pytest.mark.parametrize("code", ["abc", "A" * 80, "é", "%00"])
def test_a_link_that_this_base_never_made_is_not_found(browse: Browse, code: str) -> None:
    assert browse().go(f"/questionnaire/{code}").status_code == 404


def test_a_token_of_somebody_else_opens_nothing(browse: Browse, door: Door) -> None:
    browser = browse()
    browser.go("/preseries/entrer")
    for token in ("", "abc", door.sessions.token("medecin")):
        browser.send("/preseries/entrer", jeton_recu=token)
        assert browser.page.status_code == 401, browser.text
    browser.send("/preseries/entrer", jeton_recu=door.sessions.token("cnam"))
    assert browser.page.url.path == "/preseries"


def test_alerts_are_told_in_plain_words(browse: Browse, door: Door) -> None:
    here = Piloted(door).traced(PHARMACY).chosen(yes=True)
    here.written("editeur", version="4.2")
    assert here.post(a_trace(outcome="unreachable")).json()["new"] == 1
    cnam = entered(browse, "cnam")
    cnam.go(f"/preseries/{here.pilot}")
    assert "Aucune alerte" in cnam.text
    late = french(today() - timedelta(days=2))
    planned = {"n° AM": PHARMACY, "CPAM": "99", "prévue le": late}
    here.written("editeur", site=planned, motif="essai")
    cnam.go(f"/preseries/{here.pilot}")
    assert f"pas encore installé, alors que c’était prévu le {late}" in cnam.text
