"""A sheet of a real base, as somebody shows it to be verified."""

from tests.journeys.asking import Door

SECRETS = ("AMOXICILLINE", "CLAMOXYL", "1985", "gélule", "EXEMPLE Alice", "Alice")
"""What the ordinary prescription of the journeys says, and nobody else may read."""


def sheet(door: Door, number: str) -> bytes:
    """The PDF of the sheet of that number."""
    return door.ask("render", "medecin", number=number).content
