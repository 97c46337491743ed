"""The issuer of the demonstration: signs tokens for the fictitious people, nothing else.

It exists only in a data folder created with `--demo` (ARCHITECTURE, Who may know what 7); bootstrap
alone decides that, and keeps the key file readable by its owner only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import uuid4

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from joserfc.jwk import ECKey

from ordonnance.adapters.identity.demo_people import (
    HANDLES,
    DemoAgent,
    DemoAssistant,
    DemoPatient,
    DemoPlace,
    DemoProfessional,
    DemoRepresentative,
)
from ordonnance.adapters.identity.issuers import IssuerKind, TrustedIssuer
from ordonnance.adapters.seal.compact_jws import canonical_json, sign_compact

DEMO_LIFETIME = timedelta(hours=8)
"""Life of a demonstration token: a day's work."""

DEMO_AUDIENCE = "urn:ordonnance:demo:base"
"""Audience of demonstration tokens: a base that is not a demonstration never has this one."""

DEMO_ISSUERS: Mapping[IssuerKind, str] = {
    IssuerKind.PROFESSIONAL: "urn:ordonnance:demo:professionnels",
    IssuerKind.PATIENT: "urn:ordonnance:demo:patients",
    IssuerKind.FUND: "urn:ordonnance:demo:caisse",
    IssuerKind.PRESERIE: "urn:ordonnance:demo:preserie",
}

PARTIES: Mapping[str, Mapping[str, str]] = {
    "editeur": {"preserie_role": "editeur", "organisation": "EXEMPLE SANTÉ"},
    "editeur2": {"preserie_role": "editeur", "organisation": "AUTRE EXEMPLE"},
    "cpam": {"preserie_role": "cpam", "organisation": "33"},
    "cnam": {"preserie_role": "cnam"},
}
"""Fictitious parties of préséries, by the handle that asks for their token; nobody signs in as
them on a screen."""


class UnknownHandle(ValueError):
    """No person of the demonstration has that handle."""


Person = DemoProfessional | DemoAssistant | DemoPatient | DemoRepresentative | DemoAgent
"""Whoever the demonstration issuer may speak for."""


@dataclass(frozen=True, slots=True)
class DemoName:
    """A fictitious person, to choose from a list."""

    handle: str
    name: str
    role: str
    place: str = ""


class DemoIssuer:
    """Issues tokens that `TokenVerifier` believes when given `trusted()`."""

    def __init__(self, key: ECKey, audience: str = DEMO_AUDIENCE) -> None:
        self._key = key
        self._kid = key.thumbprint()
        self._audience = audience

    @staticmethod
    def generate() -> bytes:
        """A new private key, PEM (PKCS#8, not encrypted): the caller keeps it, mode 0600."""
        key = ec.generate_private_key(ec.SECP256R1())
        return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @classmethod
    def from_pem(cls, pem: bytes, audience: str = DEMO_AUDIENCE) -> Self:
        """Read a key of `generate`; `audience` is what the tokens will be for.

        Raises ValueError unless it is a P-256 private key.
        """
        try:
            key = load_pem_private_key(pem, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise ValueError("demo issuer: unreadable private key") from error
        if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
            raise ValueError("demo issuer: a P-256 private key is expected")
        return cls(ECKey.import_key(pem), audience)

    def jwks(self) -> dict[str, Any]:
        """The public key, as a JWKS."""
        public = dict(self._key.as_dict(private=False))
        return {"keys": [{**public, "kid": self._kid, "use": "sig", "alg": "ES256"}]}

    def trusted(self) -> tuple[TrustedIssuer, ...]:
        """The issuers (professionals, patients, fund, préséries) that this key signs for."""
        return tuple(
            TrustedIssuer(kind, iss, self._audience, self.jwks(), DEMO_LIFETIME)
            for kind, iss in DEMO_ISSUERS.items()
        )

    def handles(self) -> tuple[str, ...]:
        """The handles of the demonstration, in the order shown to users."""
        return tuple(HANDLES)

    def people(self) -> tuple[DemoName, ...]:
        """Who they are, in the same order."""
        return tuple(_named(handle, person) for handle, person in HANDLES.items())

    def token(self, handle: str, now: datetime) -> str:
        """A token for a person of `HANDLES`, good for eight hours. Raises UnknownHandle."""
        person = HANDLES.get(handle)
        if person is None:
            raise UnknownHandle(handle)
        return self.token_of(person, now)

    def party_token(self, handle: str, now: datetime) -> str:
        """A token for a party of `PARTIES`, good for eight hours. Raises UnknownHandle."""
        if handle not in PARTIES:
            raise UnknownHandle(handle)
        claims = {"sub": f"demo:{handle}", **PARTIES[handle]}
        return self._signed(IssuerKind.PRESERIE, claims, now)

    def token_of(self, person: Person, now: datetime) -> str:
        """A token for a fictitious person, good for eight hours."""
        kind, claims = _claims_of(person)
        return self._signed(kind, claims, now)

    def _signed(self, kind: IssuerKind, claims: Mapping[str, Any], now: datetime) -> str:
        issued = int(now.timestamp())
        header = {"alg": "ES256", "kid": self._kid, "typ": "JWT"}
        envelope = {
            "iss": DEMO_ISSUERS[kind],
            "aud": self._audience,
            "iat": issued,
            "exp": issued + int(DEMO_LIFETIME.total_seconds()),
            "jti": str(uuid4()),
        }
        return sign_compact(header, canonical_json({**claims, **envelope}), self._key)


def _named(handle: str, person: Person) -> DemoName:
    match person:
        case DemoProfessional():
            label = person.specialty.label if person.specialty else person.profession.label
            name = f"{person.given} {person.family.upper()}"
            places = " et ".join(each.label for each in person.places)
            return DemoName(handle, name, label, places)
        case DemoAssistant():
            name = f"{person.given} {person.family.upper()}"
            return DemoName(handle, name, "Assistante", person.place.label)
        case DemoPatient():
            return DemoName(handle, f"{person.given} {person.family.upper()}", "Patient")
        case DemoRepresentative():
            own, child = person.person, person.child
            role = f"Parent de {child.given} {child.family.upper()}"
            return DemoName(handle, f"{own.given} {own.family.upper()}", role)
        case DemoAgent():
            return DemoName(handle, person.fund, "Agent de la caisse")


def _claims_of(person: Person) -> tuple[IssuerKind, dict[str, Any]]:
    match person:
        case DemoProfessional():
            return IssuerKind.PROFESSIONAL, _professional_claims(person)
        case DemoAssistant():
            return IssuerKind.PROFESSIONAL, _assistant_claims(person)
        case DemoPatient():
            return IssuerKind.PATIENT, _patient_claims(person)
        case DemoRepresentative():
            child = {
                "ins": person.child.ins,
                "ins_oid": person.child.ins_oid,
                "until": person.until.isoformat(),
            }
            own = _patient_claims(person.person)
            return IssuerKind.PATIENT, {
                **own,
                "represents": [child],
                "acting_for": person.child.ins,
            }
        case DemoAgent():
            return IssuerKind.FUND, {"sub": person.subject, "caisse": person.fund}


def _patient_claims(person: DemoPatient) -> dict[str, Any]:
    return {
        "sub": f"demo:{person.handle}",
        "given_name": person.given,
        "family_name": person.family,
        "gender": "female" if person.sex == "F" else "male",
        "birthdate": person.birth_date.isoformat(),
        "birthplace": person.birth_place,
        "ins": person.ins,
        "ins_oid": person.ins_oid,
    }


def _professional_claims(person: DemoProfessional) -> dict[str, Any]:
    """Claims in the manner of the Pro Santé Connect userinfo."""
    exercise = {
        "codeProfession": person.profession.value,
        "codeCategorieProfessionnelle": "C",
        "codeCiviliteDexercice": person.civility,
        "nomDexercice": person.family,
        "prenomDexercice": person.given,
        "codeTypeSavoirFaire": "S" if person.specialty else "",
        "codeSavoirFaire": person.specialty.code if person.specialty else "",
        "activities": [_activity_claims(place) for place in person.places],
    }
    claims: dict[str, Any] = {
        "sub": f"f:demo:{person.national_id}",
        "SubjectNameID": person.national_id,
        "preferred_username": person.national_id,
        "family_name": person.family,
        "given_name": person.given,
        "SubjectRole": [f"{person.profession.value}^1.2.250.1.213.1.1.5.5"],
        "SubjectRefPro": {"codeCivilite": person.civility, "exercices": [exercise]},
        "Acces_Regulation_Medicale": "VRAI" if person.regulation_access else "FAUX",
        "otherIds": [],
    }
    if person.replaces is not None:
        replaced = HANDLES[person.replaces]
        if isinstance(replaced, DemoProfessional):
            claims["ordonnance"] = {"remplace": replaced.rpps}
    return claims


def _assistant_claims(person: DemoAssistant) -> dict[str, Any]:
    return {
        "sub": f"f:demo:{person.national_id}",
        "SubjectNameID": person.national_id,
        "family_name": person.family,
        "given_name": person.given,
        "SubjectRefPro": {"exercices": [{"activities": [_activity_claims(person.place)]}]},
        "ordonnance": {"role": "assistant"},
    }


def _activity_claims(place: DemoPlace) -> dict[str, str]:
    return {
        "codeSecteurDactivite": place.sector_code,
        "numeroFinessSite": place.finess,
        "numeroSiretSite": place.siret,
        "numeroAm": place.am,
        "identifiantTechniqueDeLaStructure": "",
        "raisonSocialeSite": place.label,
        "numeroVoie": place.way_number,
        "codeTypeDeVoie": place.way_type,
        "libelleVoie": place.way_name,
        "bureauCedex": f"{place.postcode} {place.city}",
        "codePostal": place.postcode,
        "codeCommune": place.commune,
        "codePays": "",
        "codeDepartement": "974" if place.postcode.startswith("974") else place.postcode[:2],
        "telephone": place.phone,
    }
