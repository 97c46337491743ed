"""What people read has French apostrophes and narrow spaces; what they paste stays as it is."""

import re

import pytest

from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.domain.errors import Issue
from ordonnance.domain.french.typography import printed
from ordonnance.fhir.outcome import outcome

_STRAIGHT = re.compile(r"[^\W\d_]'[^\W\d_]| [;:!?»]|« ")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("l'ordonnance n'est pas lue : « x »", "l’ordonnance n’est pas lue\u202f: «\u202fx\u202f»"),
        ("posology parse '1 cp x3/j'", "posology parse '1 cp x3/j'"),
        ("Le fichier /tmp/l'un/d'eux manque", "Le fichier /tmp/l'un/d'eux manque"),
        ("--acknowledge 'RX-DUR-01/2=l'avis'", "--acknowledge 'RX-DUR-01/2=l'avis'"),
        ("Lancer `ordonnance verify l'un` : oui", "Lancer `ordonnance verify l'un`\u202f: oui"),
    ],
)
def test_words_are_set_and_what_is_pasted_is_kept(typed: str, shown: str) -> None:
    assert printed(typed) == shown
    assert printed(shown) == shown


def test_every_refusal_of_the_api_is_told_in_printed_french() -> None:
    told = outcome([Issue(code, None, {}) for code in CATALOGUE]).issue
    texts = [text for each in told for text in (each.details.text, each.diagnostics) if text]
    assert [text for text in texts if _STRAIGHT.search(text)] == []
