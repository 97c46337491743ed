"""Small facts of files, differences and medicines."""

from dataclasses import replace

from ordonnance.domain.interactions import ListedSubstance
from ordonnance.domain.posology import Posology
from ordonnance.domain.presented import FileKind
from ordonnance.domain.substance_names import whole_key
from ordonnance.domain.typed.lint import texts_of
from ordonnance.domain.verification import Difference
from tests.builders import medicines as m
from tests.builders import per_day
from tests.builders.interactions import couple, thesaurus


def test_only_a_pdf_has_words_that_can_be_read() -> None:
    assert [kind for kind in FileKind if kind.has_words] == [FileKind.PDF]


def test_a_difference_shows_its_place_and_nothing_of_what_differs() -> None:
    assert repr(Difference("ligne 2", "EXEMPLINE 5 mg", "EXEMPLINE 50 mg")) == (
        "Difference('ligne 2')"
    )


def test_a_medicine_of_several_substances_has_no_single_strength() -> None:
    assert m.RAMIPRIL_5.single_strength == m.RAMIPRIL_5.substances[0].strength
    assert m.CODEINE_PARACETAMOL.single_strength is None


def test_the_text_of_a_step_is_read_like_that_of_the_posology() -> None:
    (step,) = per_day(1).steps
    (text,) = texts_of(Posology((replace(step, text="1 le matin"),)))
    assert (text.text, text.at, text.whole) == ("1 le matin", "dosageInstruction[0].text", True)


def test_a_salt_never_stands_for_a_bare_metal_nor_for_another_substance_of_that_name() -> None:
    found = thesaurus(
        couple("citrate de potassium", "témoinase"),
        substances={ListedSubstance("chlorure de potassium").name: ()},
    )
    assert whole_key("citrate de potassium") in found.terms
    assert whole_key("potassium") not in found.terms
