"""The files of the web app: those of others as published, ours addressed by their content."""

import gzip
import hashlib
import re

import pytest

from ordonnance.doors.web.static import FOLDER, address_of, static_files

_SOURCES = re.findall(
    r"^\| `([^`]+)` .*\| `([0-9a-f]{64})` \|$", (FOLDER / "SOURCES.md").read_text("utf-8"), re.M
)


@pytest.mark.parametrize(("name", "digest"), _SOURCES)
def test_a_file_of_others_is_as_it_was_published(name: str, digest: str) -> None:
    assert hashlib.sha256((FOLDER / name).read_bytes()).hexdigest() == digest


def test_every_file_that_is_not_ours_has_its_source() -> None:
    told = {name for name, _ in _SOURCES}
    packed = {
        each.name for each in FOLDER.iterdir()
        if each.name.endswith((".woff2", ".wasm")) or ".min." in each.name
    }  # fmt: skip
    assert packed == told


def test_a_style_names_its_fonts_by_their_whole_address() -> None:
    style = static_files()["style.css"].plain.decode()
    assert address_of("atkinson-400.woff2") in style
    assert 'url("atkinson' not in style


def test_what_is_sent_compressed_is_the_file() -> None:
    for name, file in static_files().items():
        assert file.digest in address_of(name)
        if file.packed is not None:
            assert gzip.decompress(file.packed) == file.plain


def test_the_notes_on_sources_are_not_sent() -> None:
    assert "SOURCES.md" not in static_files()


def test_a_button_that_does_nothing_yet_looks_so_on_every_page() -> None:
    # Only style.css is on every page: in a sheet of one screen, others would show it as ready.
    assert "button:disabled {" in static_files()["style.css"].plain.decode()
