"""Draws every layout of the sheet as a small picture for the documentation: `./dev gallery`.

The people are those of the demonstration; the day is fixed, so that a picture only changes when a
layout does (`tests/ports/test_gallery.py` compares them).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
from PIL import Image

from ordonnance.adapters.drugs.demonstration import load_demonstration
from ordonnance.adapters.renderer import TypstRenderer
from ordonnance.documents.declaration import PrintedDeclaration, printed_declaration
from ordonnance.documents.numerique import numerique
from ordonnance.documents.paper import Printing, paper
from ordonnance.documents.phrasebook import Language
from ordonnance.documents.stock import GENERIC, calibration
from ordonnance.documents.translation import translation
from ordonnance.domain.actors import Place
from ordonnance.domain.ids import Finess
from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.prescription import (
    Category,
    Exoneration,
    Line,
    Ordonnance,
)
from ordonnance.domain.secured_stock import LossKind
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.law.forms import forms
from ordonnance.law.kinds import Kind
from ordonnance.law.ways import Prescribed, Situation, Written
from ordonnance.usecases.medicines import in_words, medicines_of
from ordonnance.usecases.printing import papers
from ordonnance.usecases.read_stock import DeclaredStock
from ordonnance.usecases.stock_views import DeclarationView
from tools.gallery_lines import amoxicillin, care, levothyroxine, ordonnance, prepared, tramadol

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "gallery"
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
NUMBER = OrdonnanceNumber.from_payload("D", 0x2A5F00AA55DEADBEEF)
BASE = "https://ordonnance.exemple.example"
DPI = 66
SHADES = 16
DOWN = PaperGround.TELESERVICE_UNAVAILABLE
OUTSIDE = PaperGround.OUT_OF_SERVICE_PERIMETER


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its title, what to look at on it, and the page as PDF."""

    title: str
    about: str
    pdf: Callable[[], bytes]

    def drawn(self) -> Image.Image:
        """The first page in a few greys."""
        page = pypdfium2.PdfDocument(self.pdf())[0]
        image: Image.Image = page.render(scale=DPI / 72).to_pil().convert("L")
        return image.quantize(SHADES)


_RENDERER = TypstRenderer()


def _digital(*lines: Line, large: bool = False, duplicate: date | None = None) -> bytes:
    given = ordonnance(*lines)
    medicines = medicines_of(given, load_demonstration())
    sheet = numerique(
        given, NUMBER, AT, base_url=BASE, demonstration=True, medicines=medicines, large=large,
        in_words=frozenset(in_words(given, medicines)), duplicate=duplicate,
    )  # fmt: skip
    return _RENDERER.render(sheet, b"{}")


def _paper(
    *lines: Line, form: Form | None = None, ground: PaperGround = DOWN, copy: Copy | None = None
) -> bytes:
    given = ordonnance(*lines)
    medicines = medicines_of(given, load_demonstration())
    found = forms(
        [Prescribed(line, medicines.get(line.number)) for line in given.lines],
        given.established_on,
        Situation(ground=ground),
    )
    return _sheets(given, papers(found, form), copy)


def _sheets(given: Ordonnance, written: tuple[Written, ...], copy: Copy | None) -> bytes:
    medicines = medicines_of(given, load_demonstration())
    printing = Printing(AT, demonstration=True, copy=copy)
    words = frozenset(in_words(given, medicines))
    drawn = paper(given, written, printing, medicines=medicines, in_words=words)
    return _RENDERER.render(drawn, b"{}")


def _exception() -> bytes:
    given = ordonnance(amoxicillin())
    written = Written(Form.EXCEPTION, (1,), Kind.MEDICINES, tuple(Copy), ())
    return _sheets(given, (written,), Copy.PATIENT)


def _translated(language: Language) -> bytes:
    given = ordonnance(amoxicillin(), levothyroxine())
    medicines = medicines_of(given, load_demonstration())
    sheet = translation(given, language, AT, demonstration=True, medicines=medicines)
    return _RENDERER.render(sheet, b"")


def _ald() -> tuple[Line, ...]:
    return levothyroxine(exoneration=Exoneration.ALD), amoxicillin()


def _declaration() -> PrintedDeclaration:
    stolen = DeclarationView(
        1, date(2026, 11, 20), LossKind.STOLEN, "EX-2026-A", "40 à 59", "40 à 59",
        date(2026, 11, 19), "Cabinet médical Exemple, 75011 Paris",
        "Porte forcée pendant la nuit ; un carnet entamé manque.", "Claire EXEMPLE",
        "PV 2026/EXEMPLE/12", date(2026, 11, 20),
    )  # fmt: skip
    given = DeclaredStock(stolen, "Imprimerie EXEMPLE", "RPPS 99900000011")
    place = Place(
        Finess("990000010"), None, None, "Cabinet médical Exemple",
        "1 rue de l'Exemple, 75011 Paris", "75011", "Europe/Paris",
    )  # fmt: skip
    return printed_declaration(given, place, date(2026, 11, 20), AT, demonstration=True)


PICTURES: Mapping[str, Picture] = {
    "numerique": Picture(
        "Ordonnance numérique", "le code et le numéro au pied, les deux zones quand il le faut",
        lambda: _digital(amoxicillin(), levothyroxine(), tramadol()),
    ),
    "grands-caracteres": Picture(
        "En grands caractères, duplicata", "14 points ; la deuxième impression porte son jour",
        lambda: _digital(
            amoxicillin(), levothyroxine(), large=True, duplicate=date(2026, 11, 21)
        ),
    ),
    "classique": Picture(
        "Classique", "la signature suit la dernière ligne, le reste est barré",
        lambda: _paper(amoxicillin(), levothyroxine()),
    ),
    "caisse": Picture(
        "Duplicata de la caisse", "sans motif ni document justificatif",
        lambda: _paper(amoxicillin(), levothyroxine(), copy=Copy.FUND),
    ),
    "bizone": Picture(
        "Bizone", "l’affection de longue durée au-dessus, le reste au-dessous",
        lambda: _paper(*_ald()),
    ),
    "securisee": Picture(
        "Sécurisée", "sur papier préimprimé : le motif, les lignes en lettres, le nombre au carré",
        lambda: _paper(tramadol()),
    ),
    "securisee-bizone": Picture(
        "Sécurisée bizone", "les deux places du papier préimprimé",
        lambda: _paper(tramadol(exoneration=Exoneration.ALD), amoxicillin()),
    ),
    "calage": Picture(
        "Page de calage", "deux règles de 100 mm, chaque place en pointillés",
        lambda: _RENDERER.render(calibration(GENERIC, AT), b"{}"),
    ),
    "declaration": Picture(
        "Déclaration de perte ou de vol", "papier sécurisé : la lettre pour la police",
        lambda: _RENDERER.render(_declaration(), b"{}"),
    ),
    "exception": Picture(
        "Exception", "volet 1 sur 4 ; chaque chose sous son nom", _exception,
    ),
    "professionnel": Picture(
        "Commande à usage professionnel", "ni patient ni posologie",
        lambda: _paper(amoxicillin(packs=3), ground=PaperGround.PROFESSIONAL_USE),
    ),
    "preparation": Picture("Préparation", "la formule détaillée", lambda: _paper(prepared())),
    "biologie": Picture(
        "Biologie", "une feuille par sorte de soin",
        lambda: _paper(
            care(Category.BIOLOGY, "NFS, plaquettes", "à jeun"),
            care(Category.BIOLOGY, "HbA1c", "à jeun"), ground=OUTSIDE,
        ),
    ),
    "soins-infirmiers": Picture(
        "Soins infirmiers", "à domicile quand c’est écrit",
        lambda: _paper(care(Category.NURSING, "Pansement de la jambe gauche",
                             "à domicile, un jour sur deux", 7), ground=OUTSIDE),
    ),
    "kinesitherapie": Picture(
        "Masso-kinésithérapie", "les séances se comptent",
        lambda: _paper(care(Category.PHYSIOTHERAPY, "Rééducation du genou droit",
                             "3 séances par semaine", 15), ground=OUTSIDE),
    ),
    "orthophonie": Picture(
        "Orthophonie", "bilan et séances",
        lambda: _paper(care(Category.SPEECH_THERAPY, "Bilan du langage oral",
                             "avec rééducation si nécessaire"), ground=OUTSIDE),
    ),
    "orthoptie": Picture(
        "Orthoptie", "bilan et séances",
        lambda: _paper(care(Category.ORTHOPTICS, "Bilan orthoptique",
                             "avec rééducation si nécessaire"), ground=OUTSIDE),
    ),
    "pedicurie": Picture(
        "Pédicurie-podologie", "soins et séances",
        lambda: _paper(care(Category.PODIATRY, "Soins de prévention du pied diabétique",
                             "grade 2", 5), ground=OUTSIDE),
    ),
    "dispositifs": Picture(
        "Dispositifs et prestations", "désignation, quantité, conditions d’utilisation",
        lambda: _paper(care(Category.DEVICE, "Bas de compression, classe 2",
                             "à porter le jour", 2), ground=OUTSIDE),
    ),
    **{
        f"traduction-{language.value}": Picture(
            f"Traduction ({language.value})", "sans valeur légale, ni code ni numéro",
            lambda language=language: _translated(language),  # type: ignore[misc]  # bound by default
        )
        for language in Language
    },
}  # fmt: skip
"""Every layout, by the name of its picture."""


def page() -> str:
    """The page that shows them all."""
    said = [
        "# Galerie des feuilles",
        "",
        "<!-- Written by ./dev gallery: change tools/gallery.py, not this page. -->",
        "",
        "Chaque mise en page, avec les personnes fictives de la démonstration. Les écrans ont"
        " [leur galerie](screens.md).",
    ]
    for name, picture in PICTURES.items():
        said += ["", f"## {picture.title}", "", f"{picture.about[0].upper()}{picture.about[1:]}.",
                 "", f"![{picture.title}]({name}.png)"]  # fmt: skip
    return "\n".join(said) + "\n"


def main() -> None:
    """Write the page and its pictures."""
    FOLDER.mkdir(exist_ok=True)
    for name, picture in PICTURES.items():
        kept = BytesIO()
        picture.drawn().save(kept, "PNG", optimize=True)
        (FOLDER / f"{name}.png").write_bytes(kept.getvalue())
    (FOLDER / "index.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
