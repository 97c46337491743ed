"""The journal as the patient reads it: sentences, never a bare code."""

import re

from ordonnance.domain.error_catalogue import CATALOGUE
from ordonnance.usecases.journal import GENERIC, refusal_words
from tests.builders.counter import CLAMOXYL, of
from tests.builders.platform import a_platform, refused


def test_every_refusal_is_a_sentence_without_a_hole() -> None:
    for code in CATALOGUE:
        words = refusal_words(code)
        assert "{" not in words
        assert "}" not in words
        assert code not in words
        assert not re.search(r"[\s:(]$", words)
    generic = [code for code in CATALOGUE if refusal_words(code) == GENERIC]
    counter = {"LINE_NOT_DUE", "LINE_BLOCKED", "LINE_ENDED", "QUANTITY_TOO_LARGE", "PACK_REQUIRED"}
    assert not counter & set(generic)


def test_what_stopped_a_pharmacist_is_read_in_french() -> None:
    assert refusal_words("LINE_NOT_DUE") == "une ligne ne peut pas être délivrée aujourd'hui"
    assert refusal_words("PACK_REQUIRED") == "il faut dire quelle boîte est délivrée"
    assert refusal_words("A_CODE_OF_A_FORMER_VERSION") == "A_CODE_OF_A_FORMER_VERSION"
    platform = a_platform()
    number = platform.issue(of(CLAMOXYL, days=6)).number
    platform.dispense(number, everything=True)
    with refused("LINE_ALREADY_SERVED"):
        platform.dispense(number, everything=True)
    told = [each.details for each in platform.journal(number).accesses if each.refused]
    assert told == ["refusé\u202f: une ligne a déjà été délivrée en totalité"]
