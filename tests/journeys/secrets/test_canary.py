"""A marked ordonnance lives its whole life; then its marks are looked for everywhere."""

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ordonnance.adapters.keys import keys_folder_beside
from tests.journeys.asking import code_of
from tests.journeys.secrets.calls import NOT_HANDED_OVER
from tests.journeys.secrets.canary import Canary, Search, files
from tests.journeys.secrets.watched import Lived, lived_in, whole

OPERATIONS = (
    "check", "correct", "consult", "read-line", "stock-record", "/fhir/$verify", "registers",
    "samu-prescribe", "samu-follow", "samu-withdraw", "web /prescrire/{draft}/phrase",
    "web /prescrire/{draft}/emettre", "web /emises/{handle}/code", "web /connexion/code",
    "web /emises/{handle}/representation", "web /emises/{handle}/representation/fin",
)  # fmt: skip
"""Of what was done, what the log must hold."""


def is_published(name: str) -> bool:
    """True for a file of the directory of mailboxes, in the data folder."""
    return name.startswith("directory/")


@pytest.fixture(scope="module")
def lived(postgres_runs: Path) -> Iterator[Lived]:
    assert postgres_runs.is_dir()
    with lived_in() as base:
        yield base


def test_the_search_finds_a_mark_in_every_disguise() -> None:
    canary = Canary()
    search = Search([canary.family])
    raw = canary.family.encode()
    disguises = [
        raw, raw.lower(), canary.family.lower().encode(), raw.hex().encode(),
        raw.hex().upper().encode(), canary.family.encode("utf-16-le"), b"\\x" + raw.hex().encode(),
        b"".join(b"%%%02X" % each for each in raw), canary.family.encode("latin-1"),
        httpx.QueryParams(q=canary.family).__str__().encode(),
        canary.family.replace("É", "\\u00e9").encode(), canary.family.replace("É", "E").encode(),
        *(base64.b64encode(b"abcdef"[:before] + raw + b"xyz"[:after])
          for before in range(4) for after in range(4)),
        *(base64.urlsafe_b64encode(b"abc"[:before] + raw) for before in range(3)),
    ]  # fmt: skip
    for disguise in disguises:
        assert search.found(b"before " + disguise + b" after") == {canary.family}, disguise
    assert search.found(b"before " + raw[:-1] + b" after") == set()


def test_at_rest_nothing_names_the_people_nor_the_drug(lived: Lived) -> None:
    for found in (lived.before_checkpoint, lived.after_checkpoint):
        assert {name: marks for name, marks in found.items() if not is_published(name)} == {}
    assert Search(lived.canary.people()).found(lived.dump) == set()
    # The search would see: numbers stand there in clear, by decision.
    assert lived.number_in_wal
    assert Search(lived.canary.numbers).found(lived.dump) == set(lived.canary.numbers)


def test_the_directory_imported_holds_the_mailboxes_that_it_publishes_and_no_other(
    lived: Lived,
) -> None:
    # It lists every mailbox of the country, for all to read: it says which ones exist, not who was
    # written to.
    published = lived.canary.pharmacy_box.partition("@")[0]
    found = {name: marks for name, marks in lived.after_checkpoint.items() if is_published(name)}
    assert list(found.values()) == [{published}]


def test_copies_for_the_record_are_there_and_closed(lived: Lived) -> None:
    folder = lived.base.data / "depots-dossier-patient"
    assert len([path for path in files(folder) if path.suffix == ".chiffre"]) >= 2
    assert Search(lived.canary.everything()).found_under(folder) == {}


def test_neither_logs_nor_crash_messages_tell_anything(lived: Lived) -> None:
    search = Search(lived.canary.everything())
    log = lived.base.process.errors.read_bytes()
    for operation in OPERATIONS:
        assert f'"operation": "{operation}"'.encode() in log, operation
    assert NOT_HANDED_OVER in log
    assert b"Fatal Python error: Aborted" in log
    assert search.found(log) == set()
    logs = lived.base.data / "postgres" / "log"
    assert files(logs)
    assert search.found_under(logs) == {}
    assert search.found((lived.base.data / "postgres-start.log").read_bytes()) == set()


def test_faults_of_ours_say_nothing_of_what_was_in_hand(lived: Lived) -> None:
    search = Search(lived.canary.everything())
    *answers, page = lived.faults
    assert [each.status_code for each in lived.faults] == [500] * 5
    assert {code_of(each) for each in answers} == {"INTERNAL"}
    assert "INTERNAL" in page.text
    for each in lived.faults:
        assert search.found(whole(each)) == set()


def test_refusals_to_others_tell_nothing(lived: Lived) -> None:
    search = Search(lived.canary.everything())
    assert len(lived.told.refusals) > 30
    for each in lived.told.refusals:
        assert each.status_code >= 400
        assert search.found(whole(each)) == set(), each.request.url.path


def test_whoever_may_verify_a_sheet_learns_nobody_s_name(lived: Lived) -> None:
    search = Search(lived.canary.everything())
    assert len(lived.told.answers) == 4
    for each in lived.told.answers:
        assert each.status_code == 200
        assert search.found(whole(each)) == set(), each.request.url.path


def test_metrics_and_pages_tell_nothing(lived: Lived) -> None:
    assert b"ordonnance_requests_total" in lived.pages["/metrics"]
    for title in ("Santé", "Volumes et temps de réponse", "Journaux", "Alertes de moisson", "Clés",
                  "Imports et versions", "Catalogue des erreurs"):  # fmt: skip
        assert f"<h1>{title}</h1>".encode() in b"".join(lived.pages.values())
    # The specialities of the catalogue are public; who takes one is not.
    search = Search(lived.canary.everything())
    found = {
        page: marks for page, content in lived.pages.items() if (marks := search.found(content))
    }
    # Whoever runs the base reads there which mailboxes they configured, to try them.
    assert found == {"/administration/preparation": {lived.canary.centre_box.partition("@")[0]}}


def test_processes_and_the_activity_of_postgresql_show_nothing(lived: Lived) -> None:
    assert b"base.read_ordonnance" in lived.seen
    assert b"serve" in lived.seen
    assert Search(lived.canary.everything()).found(lived.seen) == set()


def test_keys_anchors_and_temporary_files_hold_nothing(lived: Lived) -> None:
    search = Search(lived.canary.everything())
    keys = keys_folder_beside(lived.base.data)
    assert files(keys)
    assert search.found_under(keys) == {}
    assert search.found_under(lived.base.temporary) == {}
    assert lived.others == {}


def test_the_command_line_leaves_the_sheet_asked_for_and_nothing_else(lived: Lived) -> None:
    (sheet,) = lived.at_home
    assert sheet.name == "feuille.pdf"
    assert sheet.stat().st_mode & 0o777 == 0o600
