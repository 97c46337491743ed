"""The refusals that somebody meets who searches the directory."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from ordonnance.adapters.directory.notes import FILE
from ordonnance.adapters.directory.store import DirectoryStore, StoredDirectories
from ordonnance.adapters.openings.pace import Pace
from ordonnance.usecases.ports.letters import MailTrouble, Trouble
from tests.journeys.asking import Door
from tests.journeys.refusing import World, met
from tests.unit.test_mail_trials import ADDRESS, mail_of
from tests.unit.test_mailing import Box

BEFFROI = "990000101"


@met("TOO_MANY_SEARCHES")
def one_search_too_many(world: World) -> httpx.Response:
    paced = replace(world.base.platform.directory, pace=Pace(1, 1, "TOO_MANY_SEARCHES"))
    with (
        world.base.served_with(directory=paced) as address,
        Door(address, world.sessions) as door,
    ):
        door.ask("directory", "regulateur", text="beffroi")
        return door.ask("directory", "regulateur", text="beffroi")


@met("DIRECTORY_NOT_IMPORTED")
def a_base_without_a_directory(world: World) -> httpx.Response:
    with TemporaryDirectory() as folder:
        none = StoredDirectories(DirectoryStore(Path(folder)))
        service = replace(world.base.platform.directory, directories=none)
        with (
            world.base.served_with(directory=service) as address,
            Door(address, world.sessions) as door,
        ):
            return door.ask("directory", "regulateur", text="beffroi")


@met("PLACE_NOT_LISTED", on_a_page=True)
def a_place_that_is_not_listed(world: World) -> httpx.Response:
    return world.browse().sign_in("regulateur").go("/annuaire/990000358")


@met("DUTY_NOTE_NOT_KEPT", on_a_page=True)
def a_note_whose_file_is_damaged(world: World) -> httpx.Response:
    with TemporaryDirectory() as folder:
        (Path(folder) / FILE).write_text("{")
        service = replace(world.base.platform.directory, data=Path(folder))
        with world.base.served_with(directory=service) as address:
            browser = world.browse(address).sign_in("regulateur")
            browser.go(f"/annuaire/{BEFFROI}")
            return browser.send(f"/annuaire/{BEFFROI}/note$", note="De garde")


def tried(world: World, box: str, mailing: object) -> httpx.Response:
    """A mailbox tried by whoever runs a base that has this mail."""
    with world.base.served_with(mailing=mailing) as address:
        browser = world.browse(address)
        browser.go("/connexion")
        browser.send("/administration/entrer", demonstration="oui")
        browser.go("/administration/preparation")
        _, fields = browser.form("/administration/preparation$")
        return browser.http.post("/administration/preparation/essais", data=fields | {"boite": box})


@met("MAIL_NOT_SET", on_a_page=True)
def a_base_without_mail(world: World) -> httpx.Response:
    return tried(world, ADDRESS, None)


@met("MAILBOX_NOT_OWN", on_a_page=True)
def a_mailbox_of_somebody_else(world: World) -> httpx.Response:
    return tried(world, "x@chu-exemple.mssante.fr", mail_of(Box()))


@met("MAILBOX_SHUT", on_a_page=True)
def a_mailbox_that_does_not_open(world: World) -> httpx.Response:
    shut = Box(unlisted=MailTrouble(Trouble.LATER, "CERTIFICATE"))
    return tried(world, ADDRESS, mail_of(shut))
