"""A marked ordonnance lives its whole life; then its marks are looked for everywhere."""

import base64
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ordonnance.adapters.keys import keys_folder_beside
from tests.journeys.asking import code_of
from tests.journeys.secrets.canary import Canary, Search, files
from tests.journeys.secrets.watched import Lived, lived_in, whole


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
        canary.family.replace("É", "\\u00e9").encode(),
        *(base64.b64encode(b"abcdef"[:before] + raw + b"xyz"[:after])
          for before in range(4) for after in range(4)),
        *(base64.urlsafe_b64encode(b"abc"[:before] + raw) for before in range(3)),
    ]  # fmt: skip
    for disguise in disguises:
        assert search.found(b"before " + disguise + b" after") == {canary.family}, disguise
    assert search.found(b"before " + raw[:-1] + b" after") == set()


def test_at_rest_nothing_names_the_people_nor_the_drug(lived: Lived) -> None:
    assert lived.before_checkpoint == {}
    assert lived.after_checkpoint == {}
    assert Search(lived.canary.people()).found(lived.dump) == set()
    # The search would see: numbers stand there in clear, by decision.
    assert lived.number_in_wal
    assert Search(lived.canary.numbers).found(lived.dump) == set(lived.canary.numbers)


def test_copies_for_the_record_are_there_and_closed(lived: Lived) -> None:
    folder = lived.base.data / "depots-dossier-patient"
    assert len([path for path in files(folder) if path.suffix == ".chiffre"]) >= 2
    assert Search(lived.canary.everything()).found_under(folder) == {}


def test_neither_logs_nor_crash_messages_tell_anything(lived: Lived) -> None:
    search = Search(lived.canary.everything())
    log = lived.base.process.errors.read_bytes()
    for operation in (b"check", b"correct", b"consult", b"read-line", b"stock-record"):
        assert b'"operation": "%b"' % operation in log
    assert b"Fatal Python error: Aborted" in log
    assert search.found(log) == set()
    logs = lived.base.data / "postgres" / "log"
    assert files(logs)
    assert search.found_under(logs) == {}
    assert search.found((lived.base.data / "postgres-start.log").read_bytes()) == set()


def test_faults_of_ours_say_nothing_of_what_was_in_hand(lived: Lived) -> None:
    search = Search(lived.canary.everything())
    assert [each.status_code for each in lived.faults] == [500, 500, 500]
    assert {code_of(each) for each in lived.faults} == {"INTERNAL"}
    for each in lived.faults:
        assert search.found(whole(each)) == set()


def test_refusals_to_others_tell_nothing(lived: Lived) -> None:
    search = Search(lived.canary.everything())
    assert len(lived.refusals) > 15
    for each in lived.refusals:
        assert each.status_code >= 400
        assert search.found(whole(each)) == set(), each.request.url.path


def test_metrics_and_pages_tell_nothing(lived: Lived) -> None:
    assert b"ordonnance_requests_total" in lived.pages
    for title in ("Santé", "Volumes et temps de réponse", "Journaux", "Alertes de moisson", "Clés",
                  "Imports et versions", "Catalogue des erreurs"):  # fmt: skip
        assert f"<h1>{title}</h1>".encode() in lived.pages
    # The specialities of the catalogue are public; who takes one is not.
    assert Search(lived.canary.everything()).found(lived.pages) == set()


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
