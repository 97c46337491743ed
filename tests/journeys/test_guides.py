"""The user guides, followed to the letter on a real base; and the pages that serve them."""

from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from ordonnance.doors.web.guides import FOLDER, NAMES, guides
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.conftest import reachable, started_or_skipped
from tests.journeys.following import Follower
from tests.journeys.mailed import PHARMACY, Mailed
from tests.journeys.piloting import Piloted, french, today
from tests.journeys.running import BaseInThread
from tests.journeys.sessions import Sessions

Browse = Callable[..., Browser]


@pytest.fixture(scope="module")
def made() -> Iterator[BaseInThread]:
    """A base just made, as in a first visit: nobody has written anything yet."""
    with reachable() as folder, started_or_skipped(folder / "base") as running:
        yield running


@pytest.fixture(scope="module")
def fresh(made: BaseInThread) -> Iterator[Door]:
    with made.served() as address, Door(address, Sessions.of(made.data)) as door:
        yield door


@pytest.fixture
def visitor(fresh: Door) -> Iterator[Browser]:
    with closing(Browser(fresh.address)) as browser:
        yield browser


def test_the_prescriber_s_first_visit_goes_as_the_guide_says(visitor: Browser) -> None:
    follower = Follower(visitor)
    follower.follow(FOLDER / "prescripteur.md")
    assert follower.done > 25


def test_the_patient_s_first_visit_goes_as_the_guide_says(fresh: Door, visitor: Browser) -> None:
    fresh.issued(documents.simple())
    follower = Follower(visitor)
    follower.follow(FOLDER / "patient.md")
    assert follower.done > 15


def test_the_pharmacist_s_first_visit_goes_as_the_guide_says(fresh: Door, visitor: Browser) -> None:
    number = fresh.issued(documents.simple())
    follower = Follower(visitor, {"le numéro": number})
    follower.follow(FOLDER / "pharmacien.md")
    assert follower.done > 15


def test_a_representative_is_recorded_then_acts_as_the_two_guides_say(
    fresh: Door, visitor: Browser
) -> None:
    fresh.issued(documents.simple())
    recording = Follower(visitor)
    recording.follow(FOLDER / "prescripteur.md", "Enregistrer un représentant")
    code = visitor.page.text.split('class="numero grand">')[1].split("<")[0]
    visitor.send("/deconnexion")
    acting = Follower(visitor, {"le code": code})
    acting.follow(FOLDER / "patient.md", "Pour un enfant")
    assert (recording.done > 12, acting.done > 9) == (True, True)


def test_an_ordonnance_is_sent_then_received_as_the_two_guides_say(
    made: BaseInThread, fresh: Door, visitor: Browser
) -> None:
    fresh.issued(documents.simple())
    sent, mailed = Follower(visitor), Mailed(made.data)
    sent.follow(FOLDER / "prescripteur.md", "Envoyer à une pharmacie")
    mailed.arrived(PHARMACY.address, lambda each: "EXEMPLE Jeanne" in each.subject)
    received = Follower(visitor)
    received.follow(FOLDER / "pharmacien.md", "Recevoir par messagerie")
    assert (sent.done > 8, received.done > 10) == (True, True)


def test_the_regulator_s_first_visit_goes_as_the_guide_says(visitor: Browser) -> None:
    follower = Follower(visitor)
    follower.follow(FOLDER / "regulateur.md")
    assert follower.done > 35


def test_the_administrator_s_first_visit_goes_as_the_guide_says(open_door: Door) -> None:
    with closing(Browser(open_door.address)) as browser:
        follower = Follower(browser)
        follower.follow(FOLDER / "administrateur.md")
    assert follower.done > 10


def test_the_first_visit_of_a_samu_s_administrator_goes_as_the_guide_says(
    visitor: Browser,
) -> None:
    follower = Follower(visitor)
    follower.follow(FOLDER / "administrateur-samu.md")
    assert follower.done > 30


def test_an_editor_s_first_visit_goes_as_the_guide_says(visitor: Browser) -> None:
    follower = Follower(visitor)
    follower.follow(FOLDER / "editeur.md")
    assert follower.done > 25


def test_the_first_visit_of_a_cpam_goes_as_the_guide_says(fresh: Door, visitor: Browser) -> None:
    here = Piloted(fresh).traced("330000012")
    day = french(today())
    told = "communication au GIE SESAM-Vitale et à la Cnam"
    here.written("editeur", acte={"acte": told, "le": day}, motif="essai")
    here.written("cnam", acte={"acte": "information des CPAM", "le": day}, motif="essai")
    follower = Follower(visitor)
    follower.follow(FOLDER / "cpam.md")
    assert follower.done > 15


def test_every_guide_is_served_without_the_network(browse: Browse) -> None:
    browser = browse()
    browser.go("/documentation")
    assert browser.links("/documentation/") == [f"/documentation/{name}" for name in guides()]
    for name, guide in guides().items():
        page = browser.go(f"/documentation/{name}")
        assert page.status_code == 200
        assert guide.title in browser.text
        assert "https:" not in page.text
        for address in browser.links("/documentation"):
            assert browser.go(address).status_code == 200


def test_a_guide_that_does_not_exist_is_not_found(browse: Browse) -> None:
    assert browse().go("/documentation/personne").status_code == 404


@pytest.mark.parametrize("name", sorted(guides()))
def test_each_guide_has_its_place_in_the_documentation(name: str) -> None:
    assert name in NAMES
    assert "« " in (FOLDER / f"{name}.md").read_text("utf-8")
