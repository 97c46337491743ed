"""The test vectors of the specification, when it stands beside the project."""

import json
from pathlib import Path
from typing import Any

import pytest

from ordonnance.domain.ids import (
    Adeli,
    Cip7,
    Cip13,
    Finess,
    Ins,
    InsOid,
    InvalidId,
    Rpps,
    Siret,
    nir_key,
)

VECTORS = (
    Path(__file__).parents[4] / "shared" / "spec" / "mssante" / "samples" / "ids"
) / "test_vectors.json"


@pytest.fixture(scope="module")
def vectors() -> Any:
    if not VECTORS.exists():
        pytest.skip("the specification (../shared) is not beside the project")
    return json.loads(VECTORS.read_text(encoding="utf-8"))


def test_the_vectors_of_patients(vectors: Any) -> None:
    for matricule in vectors["ins"]["valid"]:
        assert Ins(matricule, InsOid.NIR).warnings == ()
    for matricule in vectors["ins"]["invalid_key"]:
        assert Ins(matricule, InsOid.NIR_TEST).warnings == (Ins.WRONG_KEY,)
        with pytest.raises(InvalidId, match="clé de contrôle"):
            Ins(matricule, InsOid.NIR)
    for first13, key in vectors["ins"]["corsica"].items():
        assert nir_key(first13) == key


def test_the_vectors_of_professionals(vectors: Any) -> None:
    assert [v for v in vectors["rpps"]["valid_luhn"] if Rpps(v).warnings] == []
    for value in vectors["rpps"]["invalid_luhn_but_used_in_official_samples"]:
        assert Rpps(value).warnings == (Rpps.WRONG_KEY,)
    assert [v for v in vectors["adeli"]["valid_luhn"] if Adeli(v).warnings] == []


def test_the_vectors_of_structures(vectors: Any) -> None:
    assert [v for v in vectors["finess"]["valid_luhn"] if Finess(v).warnings] == []
    for value in vectors["finess"]["invalid_luhn_in_official_samples"]:
        assert Finess(value).warnings == (Finess.WRONG_KEY,)
    sirets = vectors["siret"]["valid_luhn"] + vectors["siret"]["la_poste_exception_example"]
    assert [str(Siret(value)) for value in sirets] == sirets


def test_the_vectors_of_products(vectors: Any) -> None:
    codes = vectors["cip13"]["valid_ean13"]
    assert [str(Cip13(value)) for value in codes] == codes
    shorts = vectors["cip7"]["key_ok"] + vectors["cip7"]["key_not_applied"]
    assert [value for value in shorts if Cip7(value).warnings] == []
    for value in vectors["ucd13"]["valid_ean13"]:
        with pytest.raises(InvalidId, match="34009"):
            Cip13(value)
