"""The directory on screen without scripts: found, chosen, noted; the page to get a mailbox."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from ordonnance.adapters.clock import SystemClock
from ordonnance.domain.calendar import PARIS, legal_day
from tests.journeys.browsing import Browser
from tests.journeys.running import BaseInThread

Browse = Callable[..., Browser]
TISSERANDS, CANAL, TILLEULS = "990000135", "990000119", "990000176"


def test_a_pharmacy_is_found_by_name_town_and_kind(browse: Browse) -> None:
    browser = browse().sign_in("regulateur")
    browser.go("/annuaire")
    assert "Tapez le début" in browser.text
    browser.go("/annuaire?texte=pharm&lieu=lille&sorte=pharmacie")
    assert browser.text.index("BEFFROI") < browser.text.index("CANAL")
    for told in ("beffroi@officine.mssante.example", "à préférer", "Boîte personnelle seulement",
                 "Aucune boîte publiée", "ne prouve pas", "annuaire de démonstration"):  # fmt: skip
        assert told in browser.text, told
    browser.go("/annuaire?lieu=59&sorte=60")
    assert "Odile DÉMO" in browser.text
    assert "PHARMACIE" not in browser.text.replace("PHARMACIES", "")
    browser.go("/annuaire?texte=zzz")
    assert "Rien ne correspond" in browser.text


def test_a_place_shows_its_mailboxes_or_where_to_write_instead(browse: Browse) -> None:
    browser = browse().sign_in("pharmacien")
    browser.go(f"/annuaire/{CANAL}")
    assert "en son absence, personne d’autre ne la lit" in browser.text
    assert browser.links("/annuaire/99")[0] == "/annuaire/990000101"
    assert "Nouvelle note" not in browser.text
    browser.go(f"/annuaire/{TILLEULS}")
    assert "tilleuls@ehpad.mssante.example" in browser.text
    assert "Les plus proches" not in browser.text
    assert browser.go("/annuaire/12").status_code == 404


def test_a_regulator_notes_who_is_on_duty_and_takes_it_back(browse: Browse) -> None:
    browser = browse().sign_in("regulateur")
    today = legal_day(SystemClock().now(), PARIS)
    browser.go(f"/annuaire/{TISSERANDS}")
    typed = {"note": "De garde,  sonner au 12", "debut": today.isoformat()}
    tomorrow = (today + timedelta(days=1)).isoformat()
    for _ in range(2):
        browser.send(f"/annuaire/{TISSERANDS}/note$", **typed, fin=tomorrow)
        assert browser.page.url.path == f"/annuaire/{TISSERANDS}"
    assert browser.text.count("De garde, sonner au 12") == 1
    other = browse().sign_in("pharmacien")
    other.go("/annuaire?texte=tisserands")
    assert "Note de garde" in other.text
    assert "sonner au 12" in other.text
    browser.send(f"/annuaire/{TISSERANDS}/note/retirer")
    assert "Aucune pour le moment" in browser.text


def test_a_note_that_cannot_be_kept_is_told_beside_its_form(browse: Browse) -> None:
    browser = browse().sign_in("regulateur")
    browser.go(f"/annuaire/{CANAL}")
    for typed, told in (
        ({"note": " "}, "note"),
        ({"note": "x" * 301}, "300"),
        ({"note": "hier", "debut": "2026-02-02", "fin": "2026-02-01"}, "finit avant son début"),
        ({"note": "Garde", "debut": "2020-01-01", "fin": "2020-01-02"}, "aujourd’hui à deux mois"),
    ):
        answered = browser.send(f"/annuaire/{CANAL}/note$", **typed)
        assert answered.status_code >= 400
        assert told in browser.text
        assert "Nouvelle note" in browser.text


def test_who_does_not_regulate_notes_nothing(browse: Browse) -> None:
    browser = browse().sign_in("medecin")
    browser.go("/prescrire")
    _, fields = browser.form("/prescrire$")
    for where in (f"/annuaire/{CANAL}/note", f"/annuaire/{CANAL}/note/retirer"):
        sent = fields | {"note": "De garde", "jour": "2026-11-23"}
        assert browser.http.post(where, data=sent).status_code == 403


def test_an_old_directory_says_so_with_each_answer(base: BaseInThread, browse: Browse) -> None:
    aged = replace(base.platform.directory, oldest_days=-1)
    with base.served_with(directory=aged) as address:
        browser = browse(address).sign_in("regulateur")
        for where in ("/annuaire?texte=beffroi", f"/annuaire/{CANAL}"):
            browser.go(where)
            assert "il devrait être plus récent" in browser.text


def test_anybody_reads_how_to_get_a_mailbox(browse: Browse) -> None:
    browser = browse()
    browser.go("/messagerie/boite")
    for told in ("Vous avez une carte CPS", "Vous travaillez dans un établissement",
                 "Vous tenez une pharmacie", "Combien de temps"):  # fmt: skip
        assert told in browser.text, told
    assert browser.page.text.count("<script") == 0
