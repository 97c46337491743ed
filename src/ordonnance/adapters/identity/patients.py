"""Claims of the patient issuer and of the fund issuer -> a patient, a representative, an agent."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ordonnance.adapters.identity.claims import objects, refused, required_text, text
from ordonnance.domain.actors import FundAgent, PatientActor, Representative, Role
from ordonnance.domain.calendar import PARIS
from ordonnance.domain.ids import Ins, InsOid, InvalidId
from ordonnance.domain.represented import Represented

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def patient_of(claims: Mapping[str, Any]) -> tuple[Role, PatientActor | Representative]:
    """The patient, or the representative when `acting_for` names one of the `represents`.

    `represents` comes from what a professional or a fund agent recorded: only the patient issuer is
    believed about it. Raises TokenRefused.
    """
    represents = tuple(_represented(each) for each in objects(claims, "represents"))
    acting_for = text(claims, "acting_for")
    if not acting_for:
        return Role.PATIENT, PatientActor(_ins(claims), _name(claims))
    named = {each.ins for each in represents if each.ins.matricule == acting_for}
    if len(named) != 1:
        raise refused("acting_for: not one of represents")
    return Role.REPRESENTATIVE, representative_of(claims, represents, named.pop())


def representative_of(
    claims: Mapping[str, Any], represents: tuple[Represented, ...], acting_for: Ins
) -> Representative:
    """The person of these claims, acting for one of whom they represent. Raises TokenRefused."""
    own = _ins(claims) if text(claims, "ins") else None
    return Representative(own, represents, acting_for, required_text(claims, "sub"), _name(claims))


def representation_ends(representative: Representative) -> datetime:
    """The instant from which the representation used in this session no longer holds.

    Its last day is counted on metropolitan clocks, where it was recorded.
    """
    last = representative.represented.until
    return datetime.combine(last + timedelta(days=1), time(), ZoneInfo(PARIS))


def fund_agent_of(claims: Mapping[str, Any]) -> tuple[Role, FundAgent]:
    """An agent of a fund: `sub` and `caisse`. Raises TokenRefused."""
    return Role.FUND_AGENT, FundAgent(required_text(claims, "sub"), required_text(claims, "caisse"))


def _represented(claims: Mapping[str, Any]) -> Represented:
    until = required_text(claims, "until")
    try:
        if not _DAY.fullmatch(until):
            raise ValueError
        last = date.fromisoformat(until)
        if last == date.max:
            raise ValueError
    except ValueError:
        raise refused("until: a day expected, YYYY-MM-DD") from None
    return Represented(_ins(claims), last)


def _name(claims: Mapping[str, Any]) -> str:
    """« Jeanne EXEMPLE » of the civil identity, for the head of the screens; empty without it."""
    said = (text(claims, "given_name"), text(claims, "family_name").upper())
    return " ".join(part for part in said if part)


def _ins(claims: Mapping[str, Any]) -> Ins:
    matricule, oid = required_text(claims, "ins"), required_text(claims, "ins_oid")
    try:
        return Ins(matricule, InsOid(oid))
    except InvalidId:
        raise refused("ins: not a matricule under that OID") from None
    except ValueError:
        raise refused("ins_oid: unknown") from None
