"""The white list: read without trusting the file, swapped at once, followed by what sends."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ordonnance.adapters.directory.errors import DirectoryRefused
from ordonnance.adapters.directory.white_list import read_white_list, require_succession
from ordonnance.adapters.directory.white_lists import StoredTrustSpace, WhiteListStore
from ordonnance.domain.mssante import MssAddress
from tests.builders.directory_files import DOMAINS, white_list, written_list

DAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def keep(store: WhiteListStore, path: Path) -> None:
    found = read_white_list(path, DAY)
    store.keep(found.white_list, found.report(NOW))


def test_every_domain_is_read_and_every_entry_is_counted(tmp_path: Path) -> None:
    names = [*DOMAINS, "Officine-Exemple.mssante.fr", "santé-exemple.fr", "", "pas un domaine"]
    found = read_white_list(written_list(tmp_path, names), DAY)
    assert found.white_list.domains == {*DOMAINS, "xn--sant-exemple-eeb.fr"}
    assert (found.tally.read, found.tally.kept) == (10, 8)
    assert {reason: each.count for reason, each in found.tally.refused.items()} == {
        "nom de domaine illisible": 2
    }
    assert sum(each.count for each in found.tally.repaired.values()) == 2
    assert found.report(NOW)["domains"] == 7


def test_the_outermost_element_and_what_stands_around_names_may_be_any(tmp_path: Path) -> None:
    path = tmp_path / "liste.xml"
    path.write_text(
        '<a:L xmlns:a="https://listeblanche.mssante.fr/schema" v="1"><a:D><a:Domaine id="1">'
        "<a:Autre>x</a:Autre><a:Nom> un-exemple.fr </a:Nom></a:Domaine></a:D>"
        "<a:Domaine><a:Nom>a.fr</a:Nom><a:Nom>b.fr</a:Nom></a:Domaine></a:L>"
    )
    found = read_white_list(path, DAY)
    assert found.white_list.domains == {"un-exemple.fr"}
    assert "entrée sans un nom et un seul" in found.tally.refused


@pytest.mark.parametrize(
    "content",
    [
        "",
        "<html><body>Service indisponible</body></html>",
        white_list([]),
        white_list()[:-20],
        white_list().replace("listeblanche.mssante.fr/schema", "ailleurs.example/schema"),
        '<!DOCTYPE a [<!ENTITY e "un-exemple.fr">]>' + white_list(["&e;"]),
    ],
)
def test_what_is_not_a_whole_white_list_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "liste.xml"
    path.write_text(content, "utf-8")
    with pytest.raises(DirectoryRefused) as caught:
        read_white_list(path, DAY)
    assert caught.value.code == "DIRECTORY_SOURCE_UNREADABLE"


def test_a_list_that_loses_more_than_a_tenth_of_its_domains_is_refused(tmp_path: Path) -> None:
    former = read_white_list(written_list(tmp_path), DAY).white_list
    with pytest.raises(DirectoryRefused) as caught:
        require_succession(
            read_white_list(written_list(tmp_path, DOMAINS[:5]), DAY).white_list, former
        )
    assert caught.value.code == "DIRECTORY_IMPORT_REFUSED"
    require_succession(former, former)


def test_what_sends_takes_a_new_list_at_its_next_question(tmp_path: Path) -> None:
    store = WhiteListStore(tmp_path / "data")
    space = StoredTrustSpace(store)
    assert space.current() is None
    keep(store, written_list(tmp_path))
    first = space.current()
    assert first is not None
    assert MssAddress.parse("a@chu-exemple.mssante.fr") in first
    assert space.current() is first
    keep(store, written_list(tmp_path, ["ehpad-exemple.mssante.fr"]))
    second = space.current()
    assert second is not None
    assert second.domains == {"ehpad-exemple.mssante.fr"}
    assert [each["in_service"] for each in store.kept()] in ([True, False], [False, True])


def test_a_damaged_list_lets_nothing_pass(tmp_path: Path) -> None:
    store = WhiteListStore(tmp_path / "data")
    keep(store, written_list(tmp_path))
    space = StoredTrustSpace(store)
    assert space.current() is not None
    found = read_white_list(written_list(tmp_path, ["un-exemple.fr"]), DAY)
    store.keep(found.white_list, found.report(NOW))
    path = tmp_path / "data" / "white_list" / found.white_list.digest / "domains"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    for _ in range(2):
        with pytest.raises(DirectoryRefused) as caught:
            space.current()
        assert caught.value.code == "DIRECTORY_STORE_UNREADABLE"
