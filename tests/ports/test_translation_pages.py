"""Translations as they are drawn: every letter of four scripts, from the right where it is so."""

import pypdfium2
import pytest

from ordonnance.adapters.renderer.glyphs import covered
from ordonnance.documents.phrasebook import Language, phrasebook
from ordonnance.documents.sheet import Sheet
from ordonnance.documents.translation import Translation, translation
from tests.ports.drawn import photographed, scanned
from tests.ports.pages import drawn, fonts, pages_of, sizes
from tests.unit.documents.situations import ISSUED_AT, simple


def sheet(language: Language, *, large: bool = False) -> Translation:
    made = simple()
    return translation(
        made.build(), language, ISSUED_AT, demonstration=True, large=large,
        medicines=made.medicines,
    )  # fmt: skip


@pytest.mark.parametrize("language", Language)
def test_every_letter_of_every_word_of_a_language_can_be_drawn(language: Language) -> None:
    book = phrasebook(language)
    words = [*book.frame.values(), *book.labels.values(), *book.phrases.values()]
    words += [*book.moments.values(), *book.units.values(), *book.reasons.values()]
    words += [*book.routes.values(), *book.weekdays.values()]
    words += [form for forms in book.plurals.values() for form in forms]
    assert set("".join(words)) - covered() == set()


@pytest.mark.parametrize("language", Language)
def test_the_sheet_is_drawn_whole_with_its_fonts_and_no_code(language: Language) -> None:
    described = sheet(language)
    pdf = drawn(described)
    said = "".join(pages_of(pdf)).replace(" ", "")
    if described.direction == "ltr":
        # A page read from the right gives its letters in another order to each reader.
        assert "sansvaleurlégale" in said
        for line in described.lines:
            assert f"{line.number}.{line.label}".replace(" ", "") in said
    assert "\ufffd" not in said
    assert "[U+" not in said
    assert scanned(photographed(pdf, dpi=150)) == set()
    assert min(sizes(pdf)) >= 8
    wanted = {"NotoSansArabic"} if language is Language.ARABIC else {"AtkinsonHyperlegible"}
    assert wanted <= fonts(pdf)


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.PORTUGUESE, Language.UKRAINIAN])
def test_the_words_of_the_language_stand_on_the_page(language: Language) -> None:
    said = " ".join(pages_of(drawn(sheet(language)))).replace(" ", "")
    book = phrasebook(language)
    for text in (book.frame["heading"], book.frame["warning"], *book.labels.values()):
        if text not in (book.labels["note"], book.labels["most"], book.labels["route"]):
            assert text.replace(" ", "") in said


def test_arabic_is_set_from_the_right_and_french_from_the_left() -> None:
    pdf = drawn(sheet(Language.ARABIC))
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    places = [
        (chr(pypdfium2.raw.FPDFText_GetUnicode(text, index)), text.get_charbox(index))
        for index in range(text.count_chars())
    ]
    arabic = [box for char, box in places if "\u0600" <= char <= "\ufeff"]
    latin = [box for char, box in places if "A" <= char <= "z"]
    assert min(box[0] for box in latin) < 20 / 25.4 * 72
    assert arabic
    assert max(box[2] for box in arabic) > (210 - 20) / 25.4 * 72


def test_a_large_translation_is_set_in_fourteen_points() -> None:
    assert 14.0 in sizes(drawn(sheet(Language.UKRAINIAN, large=True)))


def test_an_arabic_name_is_drawn_on_an_ordinary_sheet() -> None:
    from dataclasses import replace

    from tests.builders.prescriptions import PATIENT
    from tests.unit.documents.situations import a_sheet

    described: Sheet = a_sheet(simple().for_(replace(PATIENT, family="عربي", used_family=None)))
    pdf = drawn(described)
    assert "[U+" not in pages_of(pdf)[0]
    assert "NotoSansArabic" in fonts(pdf)
