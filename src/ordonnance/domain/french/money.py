"""Amounts of money: « 4,00 € », « 1 466,29 € »."""

from decimal import Decimal

from ordonnance.domain.french.typography import NARROW


def euros(value: Decimal) -> str:
    """An amount to the cent, with the comma, the spaces and the sign of French print."""
    whole, _, cents = f"{value:.2f}".partition(".")
    return f"{int(whole):,}".replace(",", NARROW) + f",{cents}{NARROW}€"
