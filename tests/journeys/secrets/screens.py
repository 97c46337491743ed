"""What a canary's people do in a browser: a draft kept, another issued, codes, a representative."""

import re
from collections.abc import Callable
from contextlib import closing
from typing import Any

import httpx

from tests.journeys.arriving import came_back, left, said_by
from tests.journeys.browsing import Browser
from tests.journeys.representing import digits_of
from tests.journeys.secrets.canary import Canary
from tests.journeys.secrets.real_base import RealBase
from tests.journeys.writing import DRAFT

LETTERHEAD = {
    "street": "1 rue de l’Exemple", "postcode": "75011", "city": "Paris",
    "phone": "+33199000001", "email": "medecin@demo.mssante.example",
}  # fmt: skip
KIN = {"given": "Ami", "birth_date": "12/09/1968", "sex": "M"}
"""Who represents the canary, whose name is marked."""


def arrived(base: RealBase, person: dict[str, Any], back: str, provider: str = "psc") -> Browser:
    """A browser of that person, in from the provider of theirs."""
    base.outside.provider.person = person
    browser = Browser(base.process.address)

    def as_over_tls(_: httpx.Response) -> None:
        # A real base asks for TLS: its cookies would be withheld from this plain loopback.
        for each in browser.http.cookies.jar:
            each.secure = False

    browser.http.event_hooks = {"response": [as_over_tls]}
    departure = left(browser, back, f"/connexion/vers/{provider}")
    returned = f"/connexion/retour/{provider}"
    came_back(browser, base.outside.provider, departure, returned)
    return browser


def browsed(base: RealBase, canary: Canary) -> list[httpx.Response]:
    """What people do there, in order; returns the pages of those who may not know."""
    with closing(arrived(base, said_by(base.author(canary)), "/prescrire")) as author:
        kept, issued = written(author, canary)
        code = handed(author, issued, canary)
        representation = recorded(author, issued, canary)
        refusals = linked(base, canary, code)
        represents(base, canary, representation)
        author.go(f"{issued}/representation")
        author.send(f"{issued}/representation/fin")
        assert "Aucun." in author.text
        refusals.append(turned_away(base, canary, representation))
    with closing(arrived(base, said_by(base.token("medecin2")), "/prescrire")) as other:
        refusals += [other.go(each) for each in (kept, issued, f"{issued}/feuille")]
    return refusals


def written(author: Browser, canary: Canary) -> tuple[str, str]:
    """A sentence typed and kept in a draft, and an ordonnance issued: where both are."""
    author.go("/prescrire/coordonnees")
    author.send("/prescrire/coordonnees", **LETTERHEAD)
    kept = begun(author, canary)
    author.send(f"{DRAFT}/phrase", phrase=f"{canary.sentence} introuvable")
    assert canary.sentence in author.go(kept).text
    begun(author, canary)
    author.send(f"{DRAFT}/phrase", phrase=f"levothyrox 50 1 cp le matin 3 mois, {canary.sentence}")
    assert f"Pas compris : « {canary.sentence} »" in author.text
    author.send(f"{DRAFT}/lignes/", faire="garder")
    author.send(f"{DRAFT}/emettre")
    issued = author.page.url.path
    assert issued.startswith("/emises/"), author.text
    number = re.search(r"UA[0-9A-Z ]{20}", author.text)
    assert number is not None
    canary.numbers.append(number[0].replace(" ", ""))
    assert author.http.get(f"{issued}/feuille").content.startswith(b"%PDF")
    return kept, issued


def begun(author: Browser, canary: Canary) -> str:
    """A new draft for the canary; where it is."""
    author.go("/prescrire")
    author.send("/prescrire$")
    author.send(
        f"{DRAFT}/patient", family=canary.family, given=canary.given,
        birth_date=f"{canary.birth_date:%d/%m/%Y}", sex="F", ins=canary.ins, birth_place="99999",
        weight="62", qualified="1",
    )  # fmt: skip
    assert "INS qualifiée" in author.text
    return author.page.url.path


def handed(author: Browser, issued: str, canary: Canary) -> str:
    """The code that the author hands over to the patient."""
    author.go(issued)
    author.send(f"{issued}/code")
    assert "À remettre au patient" in author.text
    return noted(author, canary)


def recorded(author: Browser, issued: str, canary: Canary) -> str:
    """The code of whoever the author records as representing the patient."""
    author.go(f"{issued}/representation")
    author.send(
        f"{issued}/representation", family=canary.next_of_kin, proof="tutelle", until="01/03/2027",
        **KIN,
    )  # fmt: skip
    return noted(author, canary)


def noted(author: Browser, canary: Canary) -> str:
    """The digits of the page, which no file may hold."""
    digits = digits_of(author).replace(" ", "")
    canary.codes.append(digits)
    return digits


def linked(base: RealBase, canary: Canary, code: str) -> list[httpx.Response]:
    """The patient types the code and reads; what another identity and a wrong code are told."""
    person = {
        "sub": f"c-{canary.ins}", "family_name": canary.family, "given_name": canary.given,
        "gender": "female", "birthdate": canary.birth_date.isoformat(), "birthplace": "",
        "birthcountry": "99999",
    }  # fmt: skip
    refusals = []
    for somebody, typed in (
        ({**person, "sub": "autre", "birthdate": "1931-07-24"}, code),
        (person, f"{(int(code) + 1) % 10**10:010d}"),
    ):
        with closing(arrived(base, somebody, "/", "patients")) as browser:
            refusals.append(browser.send("/connexion/code", code=typed))
            assert "ACCESS_CODE_REFUSED" in browser.text
    with closing(arrived(base, person, "/mes-ordonnances", "patients")) as browser:
        browser.send("/connexion/code", code=code)
        assert browser.page.url.path == "/mes-ordonnances"
        assert "LEVOTHYROX" in browser.text
    return refusals


def represents(base: RealBase, canary: Canary, code: str) -> None:
    """Whoever represents the patient types theirs, and reads."""
    with closing(arrived(base, kin(canary), "/mes-ordonnances", "patients")) as browser:
        browser.send("/connexion/code", code=code)
        assert f"Les ordonnances de {canary.given}" in browser.text
        assert "LEVOTHYROX" in browser.text


def turned_away(base: RealBase, canary: Canary, code: str) -> httpx.Response:
    """The same person, once they represent nobody any more."""
    with closing(arrived(base, kin(canary), "/mes-ordonnances", "patients")) as browser:
        refused = browser.send("/connexion/code", code=code)
        assert "ACCESS_CODE_REFUSED" in browser.text
    return refused


def kin(canary: Canary) -> dict[str, Any]:
    """What the provider says of whoever represents the patient."""
    return {
        "sub": f"r-{canary.ins}", "family_name": canary.next_of_kin, "given_name": KIN["given"],
        "gender": "male", "birthdate": "1968-09-12", "birthplace": "75111",
    }  # fmt: skip


def typed_in_vain(base: RealBase, canary: Canary, harm: Callable[[], None]) -> httpx.Response:
    """The page of whoever types a sentence about the canary once the base is harmed."""
    # Another prescriber: a page may name whoever is signed in.
    with closing(arrived(base, said_by(base.token("medecin")), "/prescrire")) as author:
        begun(author, canary)
        harm()
        return author.send(f"{DRAFT}/phrase", phrase=canary.sentence)
