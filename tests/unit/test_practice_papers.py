"""The paper of a practice: read from its folder, refused with its reason, given to its own."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.practice_papers import PLAIN, read_practice_papers
from ordonnance.documents.stock import GENERIC
from ordonnance.domain.ids import Finess, Siret
from tests.builders.prescriptions import PRACTICE

FINESS, SIRET = "750000018", "55210055400013"
HEADING = 'nom = "Maison de santé Exemple"\nlogo = "logo.png"\n'


def logo() -> bytes:
    kept = BytesIO()
    Image.new("L", (8, 8)).save(kept, "PNG")
    return kept.getvalue()


def configured(folder: Path, structure: str = FINESS, **files: str | bytes) -> Path:
    """A folder of papers with that structure; names have _ for the dot of the extension."""
    held = folder / structure
    held.mkdir(parents=True)
    for name, content in files.items():
        path = held / name.replace("__", "-").replace("_", ".")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def test_a_practice_has_its_heading_with_its_logo_and_its_stock(tmp_path: Path) -> None:
    stock = 'nom = "Papier DÉMO"\n\n[places]\npatient = [10, 10, 80, 30]\n'
    given = configured(tmp_path, en__tete_toml=HEADING, logo_png=logo(), papier_toml=stock)
    found = read_practice_papers(given).of(replace(PRACTICE, finess=Finess(FINESS), siret=None))
    assert found.letterhead is not None
    assert found.letterhead.name == "Maison de santé Exemple"
    assert bytes(found.letterhead.logo) == logo()
    assert found.stock.name == "Papier DÉMO"


def test_a_practice_without_finess_is_known_by_its_siret(tmp_path: Path) -> None:
    papers = read_practice_papers(configured(tmp_path, SIRET, en__tete_toml='nom = "Exemple"\n'))
    own = papers.of(replace(PRACTICE, finess=None, siret=Siret(SIRET)))
    assert own.letterhead is not None
    assert own.stock is GENERIC


def test_another_practice_and_a_base_without_the_setting_have_none(tmp_path: Path) -> None:
    papers = read_practice_papers(configured(tmp_path, en__tete_toml='nom = "Exemple"\n'))
    other = replace(PRACTICE, finess=Finess("750000026"), siret=None)
    assert papers.of(other) is PLAIN
    assert papers.of(None) is PLAIN
    assert read_practice_papers(None).of(other) is PLAIN


@pytest.mark.parametrize(
    ("structure", "files", "said"),
    [
        (FINESS, {"en__tete_toml": 'nom = "Meilleur cabinet"\n'}, "publicité"),
        (FINESS, {"en__tete_toml": HEADING}, "logo.png"),
        (FINESS, {"en__tete_toml": HEADING, "logo_png": b"\x89PNG\r\n\x1a\n"}, "ne se lit pas"),
        (FINESS, {"en__tete_toml": HEADING, "logo_png": b"x" * 70_000}, "64 Kio"),
        (FINESS, {"papier_toml": "nom = \n"}, "TOML"),
        ("cabinet", {"en__tete_toml": 'nom = "Exemple"\n'}, "FINESS"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(
    tmp_path: Path, structure: str, files: dict[str, str | bytes], said: str
) -> None:
    with pytest.raises(OpeningRefused) as refused:
        read_practice_papers(configured(tmp_path, structure, **files))
    assert said in refused.value.message
    assert refused.value.code == "PAPER_INVALID"


def test_a_logo_is_never_taken_from_the_folder_of_another_practice(tmp_path: Path) -> None:
    configured(tmp_path, SIRET, logo_png=logo())
    given = configured(tmp_path, en__tete_toml=f'nom = "Exemple"\nlogo = "../{SIRET}/logo.png"\n')
    with pytest.raises(OpeningRefused):
        read_practice_papers(given)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OpeningRefused) as refused:
        read_practice_papers(tmp_path / "absent")
    assert refused.value.code == "PAPER_INVALID"
