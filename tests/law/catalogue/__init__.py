"""For each rule of the catalogue that is encoded, a case that respects it and one that does not."""

from tests.law.catalogue.beyond import BEYOND
from tests.law.catalogue.durations import DURATIONS
from tests.law.catalogue.forms import FORMS
from tests.law.catalogue.mentions import MENTIONS
from tests.law.catalogue.pairs import Pair
from tests.law.catalogue.reimbursed import REIMBURSED
from tests.law.catalogue.restricted import RESTRICTED
from tests.law.catalogue.samu import SAMU
from tests.law.catalogue.serving import SERVING
from tests.law.catalogue.who import WHO

__all__ = ["PAIRS", "Pair"]

PAIRS: dict[str, Pair] = {
    **MENTIONS, **REIMBURSED, **DURATIONS, **RESTRICTED, **WHO, **SERVING, **BEYOND,
    **FORMS, **SAMU,
}  # fmt: skip
"""By id of the catalogue."""
