"""The numbers that a file shows."""

from ordonnance.domain.number import OrdonnanceNumber
from ordonnance.domain.presented import FileKind, Presented

FIRST = OrdonnanceNumber.from_payload("D", 11)
SECOND = OrdonnanceNumber.from_payload("D", 12)


def shown(*codes: str, words: tuple[str, ...] = ()) -> Presented:
    return Presented(FileKind.PDF, 1, codes, words)


def test_a_number_is_read_in_the_code_whatever_the_base_printed() -> None:
    assert shown(f"https://exemple.test/o#{FIRST}").numbers == (FIRST,)


def test_codes_of_other_things_are_passed_over() -> None:
    assert shown("https://exemple.test/menu", "3400930000001", f"http://b/o#{FIRST}").numbers == (
        FIRST,
    )


def test_the_same_number_on_two_pages_is_one_number() -> None:
    assert shown(f"http://a/o#{FIRST}", f"http://b/o#{FIRST}").numbers == (FIRST,)


def test_two_numbers_are_two() -> None:
    assert set(shown(f"http://a/o#{FIRST}", f"http://b/o#{SECOND}").numbers) == {FIRST, SECOND}


def test_without_a_code_the_number_printed_is_read() -> None:
    words = (f"Ordonnance\nN° {FIRST.grouped}\nDr EXEMPLE",)
    assert shown(words=words).numbers == (FIRST,)


def test_a_code_says_more_than_what_is_printed_beside_it() -> None:
    words = (f"N° {SECOND.grouped}",)
    assert shown(f"http://a/o#{FIRST}", words=words).numbers == (FIRST,)


def test_a_misprinted_number_is_no_number() -> None:
    assert shown(words=(f"N° {FIRST.grouped[:-1]}?",)).numbers == ()


def test_what_is_shown_is_not_in_its_repr() -> None:
    assert FIRST.value not in repr(shown(f"http://a/o#{FIRST}", words=("EXEMPLE",)))


def test_a_number_in_print_is_no_code() -> None:
    assert shown(f"http://a/o#{FIRST}").has_code
    assert not shown(words=(f"N° {FIRST.grouped}",)).has_code


def looking(*pages: bytes) -> Presented:
    return Presented(FileKind.PDF, len(pages), looks=pages)


def test_two_files_resemble_each_other_cell_by_cell() -> None:
    one = looking(bytes([250] * 40), bytes([100] * 40))
    assert one.resembles(one)
    assert one.resembles(looking(bytes([240] * 40), bytes([110] * 40)))
    assert not one.resembles(looking(bytes([250] * 40)))
    assert not one.resembles(looking(bytes([250] * 40), bytes([100] * 39 + [160])))
    assert not one.resembles(looking(bytes([250] * 40), bytes([100] * 39)))


def test_attached_files_are_told_apart_by_how_they_begin() -> None:
    bundle, cda = b'\xef\xbb\xbf {"resourceType": "Bundle"}', b"\n<ClinicalDocument/>"
    other = b"<svg/>"
    found = Presented(FileKind.PDF, 1, attached=(bundle, cda, other, b"EXEMPLE"))
    assert (found.bundles, found.cdas, found.others) == ((bundle,), (cda,), 2)
