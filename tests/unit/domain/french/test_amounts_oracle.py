"""Amounts in words up to 999 999,999 with their unit, against a slow oracle made of tables.

R.5132-29 asks for words: agreement is what a forger or a tired reader would trip on.
"""

from decimal import Decimal

from hypothesis import example, given
from hypothesis import strategies as st

from ordonnance.domain.french.amounts import amount_in_words
from tests.unit.domain.french.test_numbers import oracle

# Label: singular, plural, feminine, and whether quarters are said (« trois quarts de comprimé »).
UNITS = {
    "comprimé": ("comprimé", "comprimés", False, True),
    "gélule": ("gélule", "gélules", True, True),
    "cuillère à café": ("cuillère à café", "cuillères à café", True, True),
    "ampoule buvable": ("ampoule buvable", "ampoules buvables", True, True),
    "anneau": ("anneau", "anneaux", False, True),
    "mois": ("mois", "mois", False, True),
    "mg": ("milligramme", "milligrammes", False, False),
    "µg": ("microgramme", "microgrammes", False, False),
    "UI": ("unité internationale", "unités internationales", True, False),
    "mg/5 ml": ("milligramme par cinq millilitres", "milligrammes par cinq millilitres", False,
                False),
    "h": ("heure", "heures", True, False),
}  # fmt: skip
VOWELS = "aéehiou"


def whole_words(number: int, *, feminine: bool) -> str:
    """A whole number below a million; « cent » and « vingt » take no s before « mille »."""
    thousands, rest = divmod(number, 1_000)
    head = ""
    if thousands == 1:
        head = "mille"
    elif thousands:
        said = oracle(thousands)
        if said.endswith(("cents", "vingts")):
            said = said[:-1]
        head = f"{said} mille"
    tail = "" if head and not rest else oracle(rest)
    said = f"{head} {tail}".strip()
    if feminine and said.replace("-", " ").split()[-1] == "un":
        said += "e"
    return said


def words(value: Decimal, label: str) -> str:
    """What the sheet must say."""
    singular, plural, feminine, quarters = UNITS[label]
    whole, thousandths = int(value), int(value * 1_000) % 1_000
    one, half = ("une", "demie") if feminine else ("un", "demi")
    of = f"d'{singular}" if singular[0] in VOWELS else f"de {singular}"
    if value == Decimal("0.5"):
        return f"{one} demi-{singular}"
    if quarters and not whole and thousandths in (250, 750):
        return f"{'un quart' if thousandths == 250 else 'trois quarts'} {of}"
    unit = plural if value >= 2 else singular
    if thousandths == 500 and whole <= 9_999:
        return f"{whole_words(whole, feminine=feminine)} {unit} et {half}"
    said = whole_words(whole, feminine=feminine)
    if thousandths:
        digits = f"{thousandths:03d}".rstrip("0")
        zeros = ["zéro"] * (len(digits) - len(digits.lstrip("0")))
        said += f" virgule {' '.join([*zeros, whole_words(int(digits), feminine=False)])}"
    return f"{said} {unit}"


AMOUNTS = st.integers(0, 999_999_999).map(lambda thousandths: Decimal(thousandths) / 1_000)
HARD = st.sampled_from(
    [Decimal(text) for text in ("0", "0.5", "0.25", "0.75", "1", "1.5", "1.999", "2", "2.5", "21",
     "21.5", "71", "80", "80.5", "81", "200", "200000", "80000", "280000", "1000", "1000.5",
     "2001", "9999.5", "10000.5", "999999.999", "100.001", "0.01", "0.1", "61.061")]
)  # fmt: skip


@given(AMOUNTS | HARD, st.sampled_from(sorted(UNITS)))
@example(Decimal("999999.999"), "UI")
def test_an_amount_in_words_is_what_the_slow_oracle_says(value: Decimal, label: str) -> None:
    assert amount_in_words(value, label) == words(value, label)


def test_every_thousand_and_every_hundred_agree() -> None:
    for number in (*range(0, 1_000_000, 997), *range(0, 1_000_000, 20_000), *range(0, 10_000, 20)):
        value = Decimal(number)
        for label in ("comprimé", "UI"):
            assert amount_in_words(value, label) == words(value, label)
