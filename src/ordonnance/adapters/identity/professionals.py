"""Claims in the manner of the Pro Santé Connect userinfo -> a professional at one place."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ordonnance.adapters.identity.claims import one_object, refused, required_text, text
from ordonnance.adapters.identity.places import activities_of, choose, place_of
from ordonnance.adapters.identity.refusals import TokenRefused
from ordonnance.adapters.identity.specialties import SPECIALTIES
from ordonnance.domain.actors import (
    Assistant,
    Place,
    Profession,
    Professional,
    Role,
    Specialty,
)
from ordonnance.domain.ids import InvalidId, Rpps
from ordonnance.law.form import Setting
from ordonnance.law.restricted import setting_of_place

CIVILIAN = "C"
"""The only professional category served: students (E) and military (M) are refused."""

_PROFESSION_SYSTEM = "1.2.250.1.213.1.1.5.5"
_RPPS_ID = re.compile(r"8[0-9]{11}")
_NATIONAL_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z/._-]{0,39}")
_ASSISTANT = "assistant"
"""Member `role` of our claim `ordonnance`: no profession code names who prepares drafts."""

_REGULATION = {"VRAI": True, "FAUX": False, "": False}

ROLE_OF: Mapping[Profession, Role] = {
    Profession.PHYSICIAN: Role.PRESCRIBER,
    Profession.PHARMACIST: Role.DISPENSER,
    Profession.HOSPITAL_PHARMACY_TECHNICIAN: Role.ASSISTANT_DISPENSER,
    Profession.PHARMACY_TECHNICIAN: Role.ASSISTANT_DISPENSER,
    Profession.DENTIST: Role.PRESCRIBER,
    Profession.MIDWIFE: Role.PRESCRIBER,
    Profession.NURSE: Role.PRESCRIBER,
    Profession.PSYCHIATRIC_NURSE: Role.PRESCRIBER,
    Profession.PHYSIOTHERAPIST: Role.PRESCRIBER,
    Profession.PODIATRIST: Role.PRESCRIBER,
    Profession.SPEECH_THERAPIST: Role.PRESCRIBER,
    Profession.ORTHOPTIST: Role.PRESCRIBER,
}
"""Role that follows from the profession; what each may prescribe is the law's business."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One thing that a token lets somebody be, somewhere; `rank` names it as a place is named."""

    rank: str
    role: Role
    actor: Professional | Assistant


def activities_proved(claims: Mapping[str, Any]) -> tuple[Activity, ...]:
    """Every activity that is served here, in the order of the token, each once.

    Raises TokenRefused as the first of them when none is.
    """
    count = len(activities_of(one_object(claims, "SubjectRefPro")))
    found: dict[tuple[str, Role, Profession | None], Activity] = {}
    refusals = []
    for rank in map(str, range(1, count + 1)):
        try:
            role, actor = worker_of(claims, rank)
        except TokenRefused as refusal:
            refusals.append(refusal)
        else:
            profession = actor.profession if isinstance(actor, Professional) else None
            same = (actor.place.key, role, profession)
            found.setdefault(same, Activity(rank, role, actor))
    if refusals and not found:
        raise refusals[0]
    return tuple(found.values())


def worker_of(
    claims: Mapping[str, Any], wanted: str | None
) -> tuple[Role, Professional | Assistant]:
    """Who works at the place that `wanted` names: a professional, or an assistant to prescribers.

    Raises TokenRefused.
    """
    if text(one_object(claims, "ordonnance"), "role") != _ASSISTANT:
        return professional_of(claims, wanted)
    activity = choose(activities_of(one_object(claims, "SubjectRefPro")), wanted)
    if text(activity.exercise, "codeProfession"):
        raise refused("ordonnance.role: an assistant acts under no profession")
    national_id = _national_id(claims)
    return Role.ASSISTANT, Assistant(
        national_id,
        required_text(claims, "family_name"),
        required_text(claims, "given_name"),
        place_of(activity.claims, national_id),
    )


def professional_of(claims: Mapping[str, Any], wanted: str | None) -> tuple[Role, Professional]:
    """The professional at the place that `wanted` (header `Ordonnance-Place`) names, and the role.

    Raises TokenRefused: see `places.choose`; TOKEN_CLAIMS for anything missing or unknown.
    """
    national_id = _national_id(claims)
    activity = choose(activities_of(one_object(claims, "SubjectRefPro")), wanted)
    exercise = activity.exercise
    profession = _profession(exercise, claims)
    if text(exercise, "codeCategorieProfessionnelle") != CIVILIAN:
        raise refused("codeCategorieProfessionnelle: only C is served")
    place, regulates = place_of(activity.claims, national_id), _regulation_access(claims)
    role = _role(profession, place, regulates=regulates)
    rpps = Rpps(national_id[1:]) if _RPPS_ID.fullmatch(national_id) else None
    professional = Professional(
        national_id=national_id,
        rpps=rpps,
        family=text(exercise, "nomDexercice") or required_text(claims, "family_name"),
        given=text(exercise, "prenomDexercice") or required_text(claims, "given_name"),
        profession=profession,
        specialty=_specialty(text(exercise, "codeSavoirFaire")),
        place=place,
        regulation_access=regulates,
        replaces=_replaced(claims, role, rpps),
        category=CIVILIAN,
    )
    return role, professional


def _national_id(claims: Mapping[str, Any]) -> str:
    national_id = required_text(claims, "SubjectNameID")
    if not _NATIONAL_ID.fullmatch(national_id):
        raise refused("SubjectNameID: not a national identifier")
    return national_id


def _profession(exercise: Mapping[str, Any], claims: Mapping[str, Any]) -> Profession:
    code = required_text(exercise, "codeProfession")
    try:
        profession = Profession(code)
    except ValueError:
        raise refused("codeProfession: no role for this profession") from None
    roles = claims.get("SubjectRole") or []
    if not isinstance(roles, list):
        raise refused("SubjectRole: list expected")
    if roles and f"{code}^{_PROFESSION_SYSTEM}" not in roles:
        raise refused("SubjectRole: not the profession of the activity")
    return profession


def _role(profession: Profession, place: Place, *, regulates: bool) -> Role:
    """That of the profession, except for a pharmacist who regulates calls in a hospital.

    Hospitals alone hold a SAMU, and no code of the directory tells the SAMU from the rest of one.
    Elsewhere the access to regulation changes nothing: a pharmacist at the counter serves.
    """
    at_hospital = setting_of_place(place, profession) is Setting.HOSPITAL
    if profession is Profession.PHARMACIST and regulates and at_hospital:
        return Role.REGULATING_PHARMACIST
    return ROLE_OF[profession]


def _specialty(code: str) -> Specialty | None:
    return Specialty(code, SPECIALTIES.get(code, code)) if code else None


def _regulation_access(claims: Mapping[str, Any]) -> bool:
    access = _REGULATION.get(text(claims, "Acces_Regulation_Medicale"))
    if access is None:
        raise refused("Acces_Regulation_Medicale: VRAI or FAUX expected")
    return access


def _replaced(claims: Mapping[str, Any], role: Role, own: Rpps | None) -> Rpps | None:
    """The replaced prescriber: claim `ordonnance.remplace`, ours, beside the userinfo's."""
    ours = one_object(claims, "ordonnance")
    if ours.keys() - {"remplace", "role"}:
        raise refused("ordonnance: unknown member")
    if text(ours, "role"):
        raise refused("ordonnance.role: unknown")
    number = text(ours, "remplace")
    if not number:
        return None
    try:
        replaced = Rpps(number)
    except InvalidId:
        raise refused("ordonnance.remplace: RPPS expected") from None
    if role is not Role.PRESCRIBER or replaced == own:
        raise refused("ordonnance.remplace: only a prescriber replaces another one")
    return replaced
