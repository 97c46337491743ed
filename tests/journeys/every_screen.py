"""Every screen of the table, reached as somebody who may see it: for whoever judges them all."""

from collections.abc import Callable, Iterator

from ordonnance.domain.actors import Role
from ordonnance.doors.web.cookies import EMBEDDED_PATH
from ordonnance.doors.web.routes import SCREENS
from ordonnance.doors.web.screens.patient_sheets import SHEETS
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.browsing import Browser
from tests.journeys.mailed import Mailed, nobodys_sheet
from tests.journeys.piloting import PHARMACY, PRACTICE, Piloted
from tests.journeys.regulation import a_call, chosen, sent
from tests.journeys.running import BaseInThread
from tests.journeys.writing import AMOX, a_draft

Browse = Callable[..., Browser]
Opened = tuple[Browser, str]
"""Who opened it, and its address."""

GET = tuple(screen for screen in SCREENS if screen.method == "GET")
PEOPLE = {
    Role.PRESCRIBER: "medecin",
    Role.DISPENSER: "pharmacien",
    Role.PATIENT: "patient",
    Role.FUND_AGENT: "caisse",
}
"""Who opens the screens of a role, by the handles of the demonstration."""

AFTER_A_PROVIDER = "/connexion/code"
"""Its page is judged where a patient comes back from a provider: test_web_patient_sign_in."""


def of_everybody(browse: Browse, _: Door) -> Iterator[Opened]:
    """The screens whose address says all."""
    for screen in GET:
        elsewhere = screen.operator or screen.party
        elsewhere |= screen.path in (AFTER_A_PROVIDER, EMBEDDED_PATH)
        if "{" not in screen.path and not elsewhere:
            browser = browse()
            if screen.path == "/regulation":
                browser.sign_in("regulateur")
            elif screen.roles:
                browser.sign_in(next(PEOPLE[each] for each in screen.roles if each in PEOPLE))
            yield from opened(browser, screen.path)


def of_a_guide(browse: Browse, _: Door) -> Iterator[Opened]:
    yield from opened(browse(), "/documentation/patient")


def of_the_directory(browse: Browse, _: Door) -> Iterator[Opened]:
    yield from opened(browse().sign_in("pharmacien"), "/annuaire/990000101")


def of_a_draft(browse: Browse, _: Door) -> Iterator[Opened]:
    browser = a_draft(browse(), AMOX)
    draft = browser.page.url.path
    yield from opened(browser, draft, f"{draft}/apercu", f"{draft}/relire")


def of_what_was_issued(browse: Browse, door: Door) -> Iterator[Opened]:
    door.issued(documents.simple())
    browser = browse().sign_in("medecin")
    browser.go("/emises")
    address = browser.links("/emises/")[0]
    yield from opened(browser, address, f"{address}/feuille", f"{address}/envoi",
                      f"{address}/representation")  # fmt: skip


def of_the_counter(browse: Browse, door: Door) -> Iterator[Opened]:
    browser = browse().sign_in("pharmacien")
    browser.send("/comptoir", numero=door.issued(documents.simple()))
    address = browser.page.url.path
    yield browser, address
    yield from opened(browser, f"{address}/representation")
    browser.go(address)
    browser.send("/comptoir/[^/]+/delivrer")
    receipt = browser.page.url.path
    yield from opened(browser, receipt, f"{receipt}/imprimer")


def of_a_patient(browse: Browse, door: Door) -> Iterator[Opened]:
    door.issued(documents.simple())
    browser = browse().sign_in("patient")
    address = browser.links("/mes-ordonnances/")[0]
    yield from opened(browser, address, f"{address}/consultations", f"{address}/delivrances",
                      f"{address}/prescripteur",
                      f"{address}/feuille/{SHEETS[0].name}")  # fmt: skip


def of_the_fund(browse: Browse, door: Door) -> Iterator[Opened]:
    browser = browse().sign_in("caisse")
    browser.send("/opposition", numero=door.issued(documents.simple()), sens="opposer",
                 preuve="courrier du 12/03/2026")  # fmt: skip
    yield from opened(browser, browser.page.url.path)


def of_the_mailbox(browse: Browse, base: BaseInThread) -> Iterator[Opened]:
    """The mailbox of a pharmacy, with a message and its piece."""
    Mailed(base.data).deliver(nobodys_sheet())
    browser = browse().sign_in("pharmacien")
    browser.go("/messagerie")
    address = browser.links("/messagerie/")[0]
    yield from opened(browser, address, f"{address}/piece/1")


def opened(browser: Browser, *addresses: str) -> Iterator[Opened]:
    """Those addresses, that this person may read."""
    for address in addresses:
        assert browser.go(address).status_code == 200, address
        yield browser, address


def of_whoever_runs_the_base(browse: Browse, _: Door) -> Iterator[Opened]:
    browser = browse()
    browser.go("/administration/entrer")
    browser.send("/administration/entrer", demonstration="oui")
    own = [screen.path for screen in GET if screen.operator and "{" not in screen.path]
    yield from opened(browser, *own)
    unknown = "/administration/preparation/essais/essai@inconnu.example"
    assert browser.go(unknown).status_code >= 400
    yield browser, unknown


def of_a_preserie(browse: Browse, door: Door) -> Iterator[Opened]:
    """The cockpit of a présérie, as the Cnam; a form, and a questionnaire."""
    here = Piloted(door).traced("330000012")
    browser = browse()
    browser.go("/preseries/entrer")
    browser.send("/preseries/entrer", qui="cnam")
    one = f"/preseries/{here.pilot}"
    own = ("", "/reunion", "/registre", "/inscrire/anomalie", "/bilan/sites.csv", "/questionnaires")
    yield from opened(browser, "/preseries", *(f"{one}{each}" for each in own))
    yield from opened(browser, browser.links("/questionnaire/")[0])
    for who, desk, am in (("pharmacien", "comptoir", PHARMACY), ("medecin", "prescrire", PRACTICE)):
        there = Piloted(door).traced(am)
        person = browse().sign_in(who)
        yield from opened(person, f"/{desk}/traces", f"/{desk}/questionnaire/{there.pilot}")


def of_a_sign_in_elsewhere(browse: Browse, _: Door) -> Iterator[Opened]:
    """Addresses of the way there and back; without a provider, a refusal in words."""
    for address in ("/connexion/vers/inconnu", "/connexion/retour/inconnu", AFTER_A_PROVIDER):
        browser = browse()
        assert browser.go(address).status_code >= 400
        yield browser, address


def of_a_call(browse: Browse, _: Door) -> Iterator[Opened]:
    browser = a_call(browse())
    call = browser.page.url.path
    yield from opened(browser, call, f"{call}/telephone")
    after = sent(chosen(a_call(browse())))
    yield from opened(after, after.page.url.path)
    # Inside a software: none is known on this base, which says so in words.
    inside = call.replace("/regulation", EMBEDDED_PATH)
    for address in (EMBEDDED_PATH, inside, f"{inside}/suivi", f"{inside}/telephone"):
        assert browser.go(address).status_code == 404
        yield browser, address


STORIES = (
    of_everybody, of_whoever_runs_the_base, of_a_sign_in_elsewhere, of_a_guide,
    of_the_directory, of_a_draft,
    of_what_was_issued, of_the_counter, of_a_patient,
    of_the_fund, of_a_call, of_a_preserie,
)  # fmt: skip
