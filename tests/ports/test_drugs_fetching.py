"""The download of the official files, from a site on this machine."""

import hashlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from ordonnance.adapters.drugs.errors import DrugsRefused
from ordonnance.adapters.drugs.fetching import fetch
from tests.builders.drug_files import publication

pytestmark = pytest.mark.service

CUT_AT = 40


class Site(ThreadingHTTPServer):
    """The publication; `cut` sends one file short once, `asked` keeps the ranges asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.files = publication()
        self.cut: str | None = None
        self.asked: list[tuple[str, str | None]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/fichiers"


class Answer(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        content = self.server.files.get(name)
        self.server.asked.append((name, self.headers["Range"]))
        if content is None:
            self.send_error(404)
            return
        mark = f'"{hashlib.sha256(content).hexdigest()[:8]}"'
        start = 0
        if self.headers["Range"] and self.headers["If-Range"] == mark:
            start = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        self.send_response(206 if start else 200)
        self.send_header("ETag", mark)
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        sent = content[start:]
        if self.server.cut == name:
            self.server.cut, sent = None, sent[:CUT_AT]
            self.close_connection = True
        self.wfile.write(sent)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    served = Site()
    thread = Thread(target=served.serve_forever, daemon=True)
    thread.start()
    yield served
    served.shutdown()
    served.server_close()
    thread.join()


def ignored(_name: str, _size: int, _of: int | None) -> None:
    """No progress shown."""


def test_every_file_is_received_whole_with_its_digest(site: Site, tmp_path: Path) -> None:
    told: list[tuple[str, int, int | None]] = []
    found = fetch(site.url, tmp_path, lambda *each: told.append(each))
    for each in found:
        if each.path is None:
            assert each.name not in site.files
            continue
        assert each.path.read_bytes() == site.files[each.name]
        assert each.sha256 == hashlib.sha256(site.files[each.name]).hexdigest()
        assert (each.name, each.size, each.size) in told
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        each.name for each in found if each.path
    )


def test_a_download_that_was_cut_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    site.cut = "CIS_COMPO_bdpm.txt"
    with pytest.raises(DrugsRefused) as refused:
        fetch(site.url, tmp_path, ignored)
    assert refused.value.code == "DRUGS_FETCH_FAILED"
    assert not (tmp_path / "CIS_COMPO_bdpm.txt").exists()
    fetch(site.url, tmp_path, ignored)
    assert ("CIS_COMPO_bdpm.txt", f"bytes={CUT_AT}-") in site.asked
    content = (tmp_path / "CIS_COMPO_bdpm.txt").read_bytes()
    assert content == site.files["CIS_COMPO_bdpm.txt"]


def test_a_file_that_changed_meanwhile_starts_again(site: Site, tmp_path: Path) -> None:
    site.cut = "CIS_CPD_bdpm.txt"
    with pytest.raises(DrugsRefused):
        fetch(site.url, tmp_path, ignored)
    site.files["CIS_CPD_bdpm.txt"] = b"60000001\tliste II\r\n" * 9
    fetch(site.url, tmp_path, ignored)
    assert (tmp_path / "CIS_CPD_bdpm.txt").read_bytes() == site.files["CIS_CPD_bdpm.txt"]


def test_a_proxy_of_the_environment_is_asked_in_place_of_the_site(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("no_proxy")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{site.server_port}")
    # Nobody answers to that name: only what the proxy brings can arrive.
    found = fetch("http://base-publique.exemple.test/fichiers", tmp_path, ignored)
    assert any(each.path for each in found)
    for each in found:
        if each.path is not None:
            assert each.path.read_bytes() == site.files[each.name]


def test_without_the_site_the_files_to_bring_are_named(site: Site, tmp_path: Path) -> None:
    del site.files["CIS_GENER_bdpm.txt"]
    with pytest.raises(DrugsRefused) as refused:
        fetch(site.url, tmp_path, ignored)
    assert "CIS_GENER_bdpm.txt : réponse 404" in refused.value.message
    assert "CIS_bdpm.txt, CIS_CIP_bdpm.txt, CIS_COMPO_bdpm.txt" in refused.value.do


@pytest.mark.parametrize("url", ["file:///etc", "http://127.0.0.1:1/rien"])
def test_an_address_that_is_no_site_is_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(DrugsRefused):
        fetch(url, tmp_path, ignored)
