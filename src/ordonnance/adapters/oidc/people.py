"""What a userinfo says about a person, in the words that the rest of the base reads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ordonnance.adapters.oidc.id_tokens import NotVerified
from ordonnance.domain.civil_identity import CivilIdentity
from ordonnance.domain.people import Sex

_PROFESSIONAL = (
    "sub",
    "SubjectNameID",
    "SubjectRole",
    "SubjectRefPro",
    "family_name",
    "given_name",
    "Acces_Regulation_Medicale",
)
_LONGEST = 200


def professional_claims(claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """Those of the Pro Santé Connect userinfo that are read; `ordonnance`, ours, is not theirs."""
    if "SubjectNameID" not in claims:
        raise NotVerified("SubjectNameID: required")
    return {name: claims[name] for name in _PROFESSIONAL if name in claims}


def civil_identity(claims: Mapping[str, Any]) -> CivilIdentity:
    """The pivot identity of FranceConnect. Raises NotVerified when a trait is missing or partial.

    `birthplace` is empty for somebody born abroad: the country then stands in its place, as in the
    INS.
    """
    told = {
        name: _text(claims, name)
        for name in ("family_name", "given_name", "gender", "birthdate", "birthplace",
                     "birthcountry")
    }  # fmt: skip
    try:
        return CivilIdentity(
            told["family_name"],
            tuple(told["given_name"].split()),
            Sex(told["gender"]),
            date.fromisoformat(told["birthdate"]),
            told["birthplace"] or told["birthcountry"],
        )
    except ValueError:
        raise NotVerified("identity: a trait is missing") from None


def claims_of(identity: CivilIdentity) -> Mapping[str, str]:
    """The same in the words of a userinfo, as `civil_identity` reads them."""
    return {
        "family_name": identity.family, "given_name": " ".join(identity.given),
        "gender": identity.sex.value, "birthdate": identity.birth_date.isoformat(),
        "birthplace": identity.birth_place,
    }  # fmt: skip


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name) or ""
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise NotVerified(f"{name}: text expected")
    return value.strip()
