"""What was shown, from the points that are told of it."""

from itertools import product

import pytest

from ordonnance.domain.verification import (
    Difference,
    Nature,
    Point,
    Proof,
    Told,
    in_order,
    nature_of,
)

WHOLE = (Point.CONTENT, Point.SEAL, Point.PRINTED)


def told(**proofs: Proof) -> list[Told]:
    return [Told(Point[name], proof, "") for name, proof in proofs.items()]


@pytest.mark.parametrize("proofs", list(product([None, Proof.PROVEN, Proof.NOT_PROVEN], repeat=3)))
def test_only_the_document_its_seal_and_its_words_together_prove_a_sheet(
    proofs: tuple[Proof | None, ...],
) -> None:
    points = [Told(at, proof, "") for at, proof in zip(WHOLE, proofs, strict=True) if proof]
    proven = set(proofs) == {Proof.PROVEN}
    assert nature_of(points) is (Nature.NUMERIQUE if proven else Nature.KNOWN)


@pytest.mark.parametrize("point", Point)
def test_anything_contradicted_alters_the_whole(point: Point) -> None:
    points = [*told(CONTENT=Proof.PROVEN, SEAL=Proof.PROVEN, PRINTED=Proof.PROVEN)]
    points = [each for each in points if each.about is not point]
    assert nature_of([*points, Told(point, Proof.CONTRADICTED, "")]) is Nature.ALTERED


def test_a_whole_sheet_that_says_the_derogation_is_no_ordonnance_numerique() -> None:
    whole = told(CONTENT=Proof.PROVEN, SEAL=Proof.PROVEN, PRINTED=Proof.PROVEN)
    said = Told(Point.DEROGATION, Proof.PROVEN, "")
    assert nature_of([*whole, said]) is Nature.DEROGATION
    assert nature_of([*whole[:2], said]) is Nature.KNOWN


def test_points_are_told_from_the_code_to_the_state() -> None:
    mixed = told(STATE=Proof.PROVEN, CODE=Proof.PROVEN, PRINTED=Proof.PROVEN)
    assert [each.about for each in in_order(mixed)] == [Point.CODE, Point.PRINTED, Point.STATE]


def test_a_difference_shows_its_place_only() -> None:
    assert repr(Difference("ligne 2", "EXEMPLE", "AUTRE")) == "Difference('ligne 2')"
