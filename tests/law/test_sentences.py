"""Sentences of findings are French: contractions, and a capital to open them."""

import re

import pytest

from ordonnance.law.case import Case
from ordonnance.law.check import check
from ordonnance.law.french import filled
from ordonnance.law.register import REGISTER


@pytest.mark.parametrize(
    ("template", "subject", "said"),
    [
        ("La prescription de {subject}.", "le tramadol", "La prescription du tramadol."),
        ("La prescription de {subject}.", "les patchs", "La prescription des patchs."),
        ("La prescription de {subject}.", "l’oxycodone", "La prescription de l’oxycodone."),
        ("La prescription de {subject}.", "la codéine", "La prescription de la codéine."),
        ("{subject} convient.", "le {x}", "Le {x} convient."),
        ("La prise de {subject}.", "hydroxyzine", "La prise d’hydroxyzine."),
        ("La prise de {subject}.", "HALOPÉRIDOL", "La prise d’HALOPÉRIDOL."),
        ("La prise de {subject}.", "œstradiol", "La prise d’œstradiol."),
        ("Rien à {subject}.", "le zolpidem", "Rien au zolpidem."),
    ],
)
def test_a_subject_takes_its_place_in_the_sentence(template: str, subject: str, said: str) -> None:
    assert filled(template, {"subject": subject}) == said


def test_no_finding_of_the_register_says_de_le_nor_opens_in_lower_case() -> None:
    for rule in REGISTER:
        for example in rule.examples:
            case = example.build()
            assert isinstance(case, Case)
            for found in check(case).findings:
                if found.rule == rule.id:
                    assert not re.search(r"\b(de|à) les? (?=[a-zé]+ine\b|tramadol)", found.message)
                    assert found.message[:1] == found.message[:1].upper()
