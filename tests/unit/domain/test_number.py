"""The number of an ordonnance: forms, readings, detection of errors."""

import itertools
import pickle
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.ids import InvalidId
from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
NATIONAL_SAMPLE = "01S2TBPZ2JCNZZYGHZ"
# Fixed for ever: numbers on paper must be read by every later version.
GOLDEN = "UA00000000000000YJ"
GOLDEN_DEMO = "UDZZZZZZZZZZZZZZBR"

numbers = st.builds(
    OrdonnanceNumber.from_payload, st.sampled_from(SYMBOLS), st.integers(0, 2**70 - 1)
)


def times(left: int, right: int) -> int:
    """Product in GF(32), the slow and obvious way: shift, add, reduce by x^5 + x^2 + 1."""
    product = 0
    for bit in range(5):
        if right >> bit & 1:
            product ^= left << bit
    for bit in range(8, 4, -1):
        if product >> bit & 1:
            product ^= 0b100101 << (bit - 5)
    return product


def at_root(number: str, root: int) -> int:
    """The word, its leading U counted as M, as a polynomial evaluated at `root` (Horner)."""
    total = 0
    for symbol in "M" + number[1:]:
        total = times(total, root) ^ SYMBOLS.index(symbol)
    return total


def is_well_formed(text: str) -> bool:
    try:
        OrdonnanceNumber(text)
    except InvalidNumber:
        return False
    return True


def replaced(text: str, *changes: tuple[int, str]) -> str:
    characters = list(text)
    for place, symbol in changes:
        characters[place] = symbol
    return "".join(characters)


def test_the_checks_of_fixed_numbers_never_change() -> None:
    assert OrdonnanceNumber.from_payload("A", 0).value == GOLDEN
    assert OrdonnanceNumber.from_payload("D", 2**70 - 1).value == GOLDEN_DEMO


@given(numbers)
def test_a_number_vanishes_at_the_two_roots_of_its_code(number: OrdonnanceNumber) -> None:
    alpha = 2
    assert at_root(number.value, alpha) == 0
    assert at_root(number.value, times(alpha, alpha)) == 0


@given(st.text(SYMBOLS, min_size=17, max_size=17))
def test_a_word_is_accepted_exactly_when_it_vanishes_at_both_roots(word: str) -> None:
    text = f"U{word}"
    assert is_well_formed(text) == (at_root(text, 2) == 0 and at_root(text, 4) == 0)


@given(st.sampled_from(SYMBOLS), st.integers(0, 2**70 - 1))
def test_a_payload_gives_one_number_that_is_read_back(scheme: str, bits: int) -> None:
    number = OrdonnanceNumber.from_payload(scheme, bits)
    read = 0
    for symbol in number.value[2:16]:
        read = read << 5 | SYMBOLS.index(symbol)
    assert (number.scheme, read) == (scheme, bits)
    assert len(number.value) == 18
    assert OrdonnanceNumber(number.value) == number


@pytest.mark.parametrize("number", [GOLDEN, GOLDEN_DEMO])
def test_every_single_wrong_character_is_detected(number: str) -> None:
    for place, symbol in itertools.product(range(1, 18), SYMBOLS):
        assert is_well_formed(replaced(number, (place, symbol))) == (symbol == number[place])


def test_every_pair_of_wrong_characters_is_detected() -> None:
    """On one number: the code is linear, so that what holds for one holds for all."""
    for first, second in itertools.combinations(range(1, 18), 2):
        for one, two in itertools.product(SYMBOLS, repeat=2):
            wrong = replaced(GOLDEN, (first, one), (second, two))
            assert (wrong == GOLDEN) or not is_well_formed(wrong)


@given(numbers, st.data())
def test_any_one_or_two_wrong_characters_are_detected(
    number: OrdonnanceNumber, data: st.DataObject
) -> None:
    places = data.draw(st.lists(st.integers(1, 17), min_size=1, max_size=2, unique=True))
    changes = [
        (place, data.draw(st.sampled_from(SYMBOLS.replace(number.value[place], ""))))
        for place in places
    ]
    assert not is_well_formed(replaced(number.value, *changes))


@given(numbers)
def test_any_two_exchanged_characters_are_detected_at_any_distance(
    number: OrdonnanceNumber,
) -> None:
    value = number.value
    for first, second in itertools.combinations(range(18), 2):
        swapped = replaced(value, (first, value[second]), (second, value[first]))
        assert swapped == value or not is_well_formed(swapped)


def test_three_wrong_characters_pass_about_once_in_a_thousand() -> None:
    """What the code does not promise: beyond two errors, ten check bits remain."""
    chance = random.Random(20260312)
    passed = 0
    for _ in range(20_000):
        places = chance.sample(range(1, 18), 3)
        changes = [(place, chance.choice(SYMBOLS.replace(GOLDEN[place], ""))) for place in places]
        passed += is_well_formed(replaced(GOLDEN, *changes))
    assert 5 <= passed <= 60


@given(numbers, st.sampled_from(["", " ", "-", ".", "\u00a0", "\u202f", "\u2011"]))
def test_a_number_is_read_in_groups_in_lower_case_with_any_separator(
    number: OrdonnanceNumber, separator: str
) -> None:
    typed = number.grouped.replace(" ", separator).lower()
    assert OrdonnanceNumber.parse(f" {typed}\r\n") == number


@given(numbers, st.sampled_from("iIlL"), st.sampled_from("oO"))
def test_typed_i_and_l_are_one_and_o_is_zero(number: OrdonnanceNumber, one: str, zero: str) -> None:
    assert OrdonnanceNumber.parse(number.value.replace("1", one).replace("0", zero)) == number


@given(numbers, st.text(max_size=60))
def test_everything_after_a_dot_that_follows_the_number_is_ignored(
    number: OrdonnanceNumber, tail: str
) -> None:
    assert OrdonnanceNumber.parse(f"{number}.{tail}") == number
    assert OrdonnanceNumber.parse(f"{number.grouped.replace(' ', '.')}.{tail}") == number


@given(numbers, st.sampled_from(["", ".preuve#1"]))
@pytest.mark.parametrize(
    "address",
    [
        "https://ordonnance.exemple.fr/o#",
        "HTTPS://ORDONNANCE.EXEMPLE.FR/O#",
        "http://127.0.0.1:8000/o#",
        " https://exemple.fr/base/o#",
    ],
)
def test_the_text_of_a_qr_code_is_read_whatever_its_host(
    address: str, number: OrdonnanceNumber, tail: str
) -> None:
    assert OrdonnanceNumber.parse(f"{address}{number}{tail}\n") == number


@pytest.mark.parametrize(
    "text",
    [
        f"https://exemple.fr/o?n={GOLDEN}",
        f"https://exemple.fr/o/{GOLDEN}",
        f"https://exemple.fr/autre#{GOLDEN}",
        f"https://exemple.fr/o?x=1#{GOLDEN}",
        f"https://#{GOLDEN}",
        f"http{GOLDEN}",
    ],
)
def test_another_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidNumber, match="pas celui d'une ordonnance"):
        OrdonnanceNumber.parse(text)


def test_another_scheme_of_address_is_no_number() -> None:
    with pytest.raises(InvalidNumber):
        OrdonnanceNumber.parse(f"ftp://exemple.fr/o#{GOLDEN}")


def test_a_number_of_the_national_shape_is_refused_with_that_reason() -> None:
    with pytest.raises(InvalidNumber, match=r"pas un numéro de ce système.*national"):
        OrdonnanceNumber.parse(NATIONAL_SAMPLE)


def test_a_first_character_misread_is_not_called_national() -> None:
    with pytest.raises(InvalidNumber) as caught:
        OrdonnanceNumber.parse("V" + GOLDEN[1:])
    assert caught.value.reason.endswith("ce n'est pas un numéro de ce système")


@pytest.mark.parametrize("text", ["", "U", GOLDEN[:-1], f"{GOLDEN}0", f"{GOLDEN[:-1]}.", "." * 99])
def test_another_length_is_refused_and_counted(text: str) -> None:
    count = len(text.replace(".", ""))
    with pytest.raises(InvalidNumber, match=f"18 caractères.*{count}$"):
        OrdonnanceNumber.parse(text)


@pytest.mark.parametrize("symbol", ["U", "u", "é", "/", "٣", "１", "ı", "\u200b"])
def test_a_character_outside_the_alphabet_is_refused(symbol: str) -> None:
    with pytest.raises(InvalidNumber, match="chiffres et des capitales"):
        OrdonnanceNumber.parse(replaced(GOLDEN, (7, symbol)))


@pytest.mark.parametrize(
    "text", [GOLDEN.lower(), GOLDEN.replace("0", "O"), f" {GOLDEN}", f"{GOLDEN}\n", f"{GOLDEN}.x"]
)
def test_the_constructor_accepts_the_canonical_form_only(text: str) -> None:
    with pytest.raises(InvalidNumber):
        OrdonnanceNumber(text)


def test_a_text_longer_than_a_qr_code_is_refused() -> None:
    with pytest.raises(InvalidNumber, match="trop long"):
        OrdonnanceNumber.parse(f"{GOLDEN}.{'x' * 5000}")


@pytest.mark.parametrize("scheme", ["", "U", "a", "AA", "I"])
def test_a_scheme_is_one_symbol(scheme: str) -> None:
    with pytest.raises(InvalidNumber, match="schéma"):
        OrdonnanceNumber.from_payload(scheme, 0)


@pytest.mark.parametrize("bits", [-1, 2**70])
def test_a_payload_has_seventy_bits(bits: int) -> None:
    with pytest.raises(InvalidNumber, match="70 bits"):
        OrdonnanceNumber.from_payload("A", bits)


def test_a_demonstration_base_gives_numbers_that_say_so() -> None:
    demo = OrdonnanceNumber.from_payload(OrdonnanceNumber.DEMO_SCHEME, 12)
    hosted = OrdonnanceNumber.from_payload(OrdonnanceNumber.DEFAULT_SCHEME, 12)
    assert (demo.is_demo, demo.value[:2]) == (True, "UD")
    assert (hosted.is_demo, hosted.value[:2]) == (False, "UA")


def test_a_number_is_shown_in_groups_of_four() -> None:
    assert OrdonnanceNumber(GOLDEN_DEMO).grouped == "UDZZ ZZZZ ZZZZ ZZZZ BR"


def test_a_number_is_dictated_group_by_group() -> None:
    assert OrdonnanceNumber(GOLDEN).dictated == (
        "U comme Ursule, A comme Anatole, zéro, zéro\u202f; zéro, zéro, zéro, zéro\u202f; "
        "zéro, zéro, zéro, zéro\u202f; zéro, zéro, zéro, zéro\u202f; Y comme Yvonne, J comme Joseph"
    )


@given(numbers)
def test_every_character_is_dictated_by_a_word_that_starts_with_it(
    number: OrdonnanceNumber,
) -> None:
    digits = ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"]
    words = number.dictated.replace("\u202f;", ",").split(", ")
    assert "".join(str(digits.index(w)) if w in digits else w[0] for w in words) == number.value
    assert all(word in digits or word.split(" comme ")[1][0] == word[0] for word in words)


@given(numbers)
def test_the_repr_of_a_number_shows_its_scheme_only(number: OrdonnanceNumber) -> None:
    assert repr(number) == f"OrdonnanceNumber('U{number.scheme}••••••••••••••••')"
    assert str(number) == f"{number}" == number.value


@given(numbers)
def test_a_refusal_never_carries_the_number(number: OrdonnanceNumber) -> None:
    last = SYMBOLS[SYMBOLS.index(number.value[-1]) ^ 1]
    with pytest.raises(InvalidNumber) as caught:
        OrdonnanceNumber.parse(number.value[:-1] + last)
    assert number.value[2:16] not in f"{caught.value} {caught.value!r}"
    assert caught.value.__cause__ is None


def test_a_refused_number_is_an_invalid_id_and_survives_a_pickle() -> None:
    with pytest.raises(InvalidId, match=r"^numéro d'ordonnance\u202f: ") as caught:
        OrdonnanceNumber("")
    copy = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(copy, InvalidNumber)
    assert (copy.kind, copy.reason) == (caught.value.kind, caught.value.reason)


@given(numbers, numbers)
def test_numbers_are_equal_and_hashed_by_value(
    one: OrdonnanceNumber, two: OrdonnanceNumber
) -> None:
    assert (one == two) == (one.value == two.value)
    assert len({one, OrdonnanceNumber.parse(one.grouped)}) == 1
