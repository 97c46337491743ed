"""What a userinfo says about a person, in the words that `adapters.identity` reads."""

from collections.abc import Mapping
from typing import Any

from ordonnance.adapters.oidc.id_tokens import NotVerified

_PROFESSIONAL = (
    "sub",
    "SubjectNameID",
    "SubjectRole",
    "SubjectRefPro",
    "family_name",
    "given_name",
    "Acces_Regulation_Medicale",
)


def professional_claims(claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """Those of the Pro Santé Connect userinfo that are read; `ordonnance`, ours, is not theirs."""
    if "SubjectNameID" not in claims:
        raise NotVerified("SubjectNameID: required")
    return {name: claims[name] for name in _PROFESSIONAL if name in claims}
