"""L.162-16 VI (CSS): what replaces a medicine must not cost the fund more."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.dci import is_prescribed
from ordonnance.law.examples import RAMIPRIL, a_case, at_counter, days, met, tells
from ordonnance.law.french import number_text
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    cannot_tell,
    informs,
)


def _unit_price(pack: Presentation) -> Decimal | None:
    if pack.price is None or not pack.units:
        return None
    return pack.price / pack.units


def _prescribed_price(medicine: Medicine | None) -> Decimal | None:
    """The highest price of one unit of the medicine prescribed; None when it is not known."""
    packs = medicine.presentations if medicine else ()
    known = [price for pack in packs if pack.marketed and (price := _unit_price(pack))]
    return max(known, default=None)


def _known(line: LineCase) -> bool:
    """A substitution by a pack whose price is known: what a DCI covers replaces nothing."""
    asked = line.asked
    if asked is None or asked.medicine is None or asked.pack is None:
        return False
    if _unit_price(asked.pack) is None:
        return False
    return not is_prescribed(line.line, line.medicine, asked.medicine)


def _not_dearer(line: LineCase) -> Answer:
    asked, most = line.asked, _prescribed_price(line.medicine)
    price = _unit_price(asked.pack) if asked and asked.pack else None
    if price is None or most is None:
        return cannot_tell("le prix du médicament prescrit n’est pas connu", severity=Severity.INFO)
    if price <= most:
        return MET
    return informs(price=number_text(price), most=number_text(most))


def _priced(price: str) -> Medicine:
    pack = replace(RAMIPRIL.presentations[0], price=Decimal(price))
    return replace(RAMIPRIL, presentations=(pack,))


def _replaced(price: str) -> Case:
    """Ramipril at 6 € the box, replaced by another at that price."""
    other = _priced(price)
    asked = Asked(1, packs=Decimal(1), pack=other.presentations[0], medicine=other)
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    case = at_counter(a_case(_priced("6.00"), duration=days(30)), date(2026, 1, 5))
    return replace(case, serving=request)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="DI-GEN-03",
        title="Une substitution ne coûte pas plus cher à l’assurance maladie",
        family=Family.DISPENSING,
        moments=frozenset({Moment.DISPENSING}),
        clock=Clock.DISPENSING,
        since=date(2025, 12, 31),
        severity=Severity.INFO,
        confidence=Confidence.VERIFIED,
        citation=Citation("Code de la sécurité sociale", "L.162-16 VI", date(2026, 11, 1)),
        message="L’unité délivrée ({price} €) est plus chère que celle du médicament prescrit "
        "({most} €).",
        why="La substitution n’entraîne pas de dépense supplémentaire ; au-delà des limites "
        "du texte, que la plateforme ne connaît pas, le pharmacien supporte la différence.",
        remedy="Vérifier les limites de prix, ou choisir un médicament qui ne soit pas plus cher.",
        line_rule=True,
        applies=_known,
        check=_not_dearer,
        examples=(
            met("Moins cher", lambda: _replaced("5.00")),
            tells("Plus cher", lambda: _replaced("7.50")),
        ),
    ),
)  # fmt: skip
