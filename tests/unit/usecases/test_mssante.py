"""The one check before a message leaves: the white list has no way around."""

import inspect
from datetime import date

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.domain.mssante import MssAddress, WhiteList
from ordonnance.usecases.mssante import require_trusted

LISTED = WhiteList.of(["officine-exemple.mssante.fr", "patient.mssante.fr"], date(2026, 11, 21))


def refused(address: str | MssAddress, listed: WhiteList | None = LISTED) -> Refusal:
    with pytest.raises(Refusal) as caught:
        require_trusted(address, listed, "to")
    assert caught.value.first.at == "to"
    for told in (caught.value.first.message, caught.value.first.do):
        assert "…" not in told
        assert str(address) not in told
    return caught.value


def test_an_address_of_a_listed_domain_is_given_back_as_it_is_sent() -> None:
    found = require_trusted(" Accueil@Officine-Exemple.mssante.fr", LISTED)
    assert found == MssAddress("accueil", "officine-exemple.mssante.fr")
    assert require_trusted(found, LISTED) is found


def test_a_domain_outside_the_list_is_refused_even_when_it_looks_secured() -> None:
    assert refused("accueil@ailleurs.mssante.fr").code == "MAIL_DOMAIN_OUTSIDE"
    assert refused("patient.exemple@courriel.example").code == "MAIL_DOMAIN_OUTSIDE"


def test_without_a_list_nothing_leaves() -> None:
    assert refused("accueil@officine-exemple.mssante.fr", None).code == "MAIL_WHITE_LIST_NONE"
    empty = WhiteList.of([], date(2026, 11, 21))
    assert refused("accueil@officine-exemple.mssante.fr", empty).code == "MAIL_DOMAIN_OUTSIDE"


def test_what_is_no_address_is_refused_with_its_reason() -> None:
    assert refused("accueil").code == "MAIL_ADDRESS_INVALID"


def test_a_patient_is_reached_by_matricule_only() -> None:
    found = require_trusted("279035121518989@patient.mssante.fr", LISTED)
    assert found.is_patient
    assert refused("alice.exemple@patient.mssante.fr").code == "MAIL_PATIENT_ADDRESS"
    assert refused("2790351215189@patient.mssante.fr").code == "MAIL_PATIENT_ADDRESS"


def test_nothing_in_the_call_can_pass_over_the_list() -> None:
    assert list(inspect.signature(require_trusted).parameters) == ["address", "trusted", "at"]
