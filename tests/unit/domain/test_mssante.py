"""MSSanté addresses and the white list: read as typed, compared as sent."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ordonnance.domain.ids import Ins, InsOid, InvalidId
from ordonnance.domain.mssante import MssAddress, WhiteList, domain_name

LISTED = WhiteList.of(["officine-exemple.mssante.fr", "Santé-Exemple.fr"], date(2026, 11, 21))


@pytest.mark.parametrize(
    "typed",
    [
        "Pharmacie.EXEMPLE@Officine-Exemple.MSSante.fr",
        "  pharmacie.exemple@officine-exemple.mssante.fr\r\n",
    ],
)
def test_an_address_is_compared_without_case_nor_spaces_around(typed: str) -> None:
    address = MssAddress.parse(typed)
    assert str(address) == "pharmacie.exemple@officine-exemple.mssante.fr"
    assert address in LISTED


def test_an_international_domain_is_the_same_in_both_of_its_forms() -> None:
    unicode_form = MssAddress.parse("accueil@santé-exemple.fr")
    ascii_form = MssAddress.parse("accueil@xn--sant-exemple-EEB.fr")
    assert unicode_form == ascii_form
    assert unicode_form.domain == domain_name("SANTÉ-EXEMPLE.fr") == "xn--sant-exemple-eeb.fr"
    assert unicode_form in LISTED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sans-arobase",
        "@officine-exemple.mssante.fr",
        "nom@",
        "nom@seul",
        "nom@officine-exemple.mssante.fr.",
        "nom@.mssante.fr",
        "nom@-a.fr",
        "nom@[192.0.2.1]",
        "nom@192.0.2.1",
        "deux@mots@officine-exemple.mssante.fr",
        "a b@officine-exemple.mssante.fr",
        '"a@ailleurs.example"@officine-exemple.mssante.fr',
        "a%ailleurs.example@officine-exemple.mssante.fr",
        "ailleurs.example!a@officine-exemple.mssante.fr",
        "a..b@officine-exemple.mssante.fr",
        ".a@officine-exemple.mssante.fr",
        "élodie@officine-exemple.mssante.fr",
        "a\r\nBcc: b@officine-exemple.mssante.fr",
        "a@officine-exemple.mssante.fr\r\nBcc: b@ailleurs.example",
        "a@officine-exemple.mssante.fr,b@ailleurs.example",
        f"{'a' * 65}@officine-exemple.mssante.fr",
        f"a@{'b' * 64}.fr",
    ],
)
def test_what_is_no_single_address_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(InvalidId) as caught:
        MssAddress.parse(text)
    assert not text or text not in str(caught.value)


@pytest.mark.parametrize(
    "domain",
    [
        "ailleurs.example",
        "mssante.fr",
        "a.officine-exemple.mssante.fr",
        "officine-exemple.mssante.fr.ailleurs.example",
        "0fficine-exemple.mssante.fr",
        "officine-exemple.mssante.com",
    ],
)
def test_only_the_very_domain_of_the_list_is_trusted(domain: str) -> None:
    assert MssAddress.parse(f"nom@{domain}") not in LISTED


def test_the_mailbox_of_a_patient_is_the_matricule() -> None:
    address = MssAddress.of_patient(Ins("279035121518989", InsOid.NIR_TEST))
    assert str(address) == "279035121518989@patient.mssante.fr"
    assert address.is_patient
    assert address.names_a_matricule
    corsican = MssAddress.of_patient(Ins("185092A00400166", InsOid.NIR_TEST))
    assert corsican.names_a_matricule


def test_nothing_shows_who_an_address_is_of() -> None:
    assert "exemple" not in repr(MssAddress.parse("alice.exemple@officine-exemple.mssante.fr"))
    assert repr(LISTED) == "WhiteList(2 domaines, 2026-11-21)"


def test_a_list_says_its_age_in_days() -> None:
    assert LISTED.age(date(2026, 11, 29)) == 8
    assert LISTED.age(date(2026, 11, 1)) == 0


@given(st.text(max_size=80))
def test_what_is_read_reads_again_as_itself(text: str) -> None:
    try:
        address = MssAddress.parse(text)
    except InvalidId:
        return
    assert MssAddress.parse(str(address)) == address
    assert str(address).isascii()
    assert not set(str(address)) & set(' \r\n\t<>,;:"()[]\\%!')


def test_a_domain_that_is_not_in_the_form_in_which_it_is_sent_is_refused() -> None:
    with pytest.raises(InvalidId):
        MssAddress("accueil", "Santé-Exemple.fr")
