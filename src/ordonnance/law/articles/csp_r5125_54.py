"""R.5125-54 and the arrêté of 12 November 2019: « non substituable », and its three reasons."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.calendar import add_months
from ordonnance.domain.drug import GenericGroup, GroupRole
from ordonnance.domain.mentions import NonSubstitutionReason, NotSubstitutable
from ordonnance.law.case import Case, LineCase
from ordonnance.law.correction import Correction
from ordonnance.law.drafting import READ_ON, changing, csp, line_rule
from ordonnance.law.examples import PATIENT, RAMIPRIL, a_case, breaks, days, met, tablets, unsure
from ordonnance.law.form import Form
from ordonnance.law.narrow_margin import narrow_margin
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Confidence,
    Family,
    Rule,
    Severity,
    breached,
    cannot_tell,
)
from ordonnance.law.substitution import biosimilar_substitutable

_SINCE = date(2020, 1, 1)
_SIX_YEARS = 72
_ORDER = Citation("mention « non substituable »", "Arrêté du 12 novembre 2019", READ_ON)
_Reason = NonSubstitutionReason


def _asked(line: LineCase) -> bool:
    """The mention stands, and it is not on a biological medicine, which has its own text."""
    if line.line.not_substitutable is None:
        return False
    medicine = line.medicine
    if medicine is None:
        return True
    biological = medicine.biosimilar_group is not None
    return not biological and not biosimilar_substitutable(medicine, line.case.established_on)


def _for(reason: NonSubstitutionReason, line: LineCase) -> bool:
    flag = line.line.not_substitutable
    return flag is not None and flag.reason is reason and _asked(line)


def _removed(line: LineCase) -> Correction:
    return changing(line, "Retirer « non substituable »", not_substitutable=None)


def _reasoned(line: LineCase) -> Answer:
    flag = line.line.not_substitutable
    if flag is None or flag.reason is not None:
        return MET
    fixes = [_removed(line)]
    if line.medicine and narrow_margin(line.medicine, line.case.established_on):
        given = replace(flag, reason=_Reason.NARROW_MARGIN)
        fixes.insert(0, changing(line, "Indiquer le motif MTE", not_substitutable=given))
    return breached(corrections=tuple(fixes))


def _by_hand(line: LineCase) -> Answer:
    if line.line.not_substitutable is None:
        return MET
    if line.case.form is Form.NUMERIQUE:
        return breached()
    return cannot_tell("rien n’indique ici que la mention est écrite à la main")


def _listed(line: LineCase) -> Answer:
    if line.medicine is None:
        return cannot_tell("la composition du médicament n’est pas connue")
    if narrow_margin(line.medicine, line.case.established_on):
        return MET
    return breached(subject=line.law.subject, corrections=(_removed(line),))


def _under_six(line: LineCase) -> Answer:
    patient = line.case.ordonnance.patient
    born = patient.birth_date if patient else None
    if born is None:
        return cannot_tell("la date de naissance du patient n’est pas indiquée")
    if line.case.established_on < add_months(born, _SIX_YEARS):
        return MET
    return breached(corrections=(_removed(line),))


def _excipient(line: LineCase) -> Answer:
    flag = line.line.not_substitutable
    if flag is not None and flag.text and flag.text.strip():
        return MET
    return cannot_tell("l’excipient en cause n’est pas indiqué")


def _kept(reason: NonSubstitutionReason | None, medicine: Any = RAMIPRIL, text: str | None = None,
          **case: Any) -> Case:  # fmt: skip
    flag = NotSubstitutable(reason, text)
    return a_case(medicine, duration=days(30), **{"not_substitutable": flag, **case})


def _child(born: date) -> dict[str, Any]:
    return {"patient": replace(PATIENT, birth_date=born)}


_LEVOTHYROXINE = tablets("lévothyroxine sodique", "liste II")
_LACOSAMIDE = tablets("lacosamide", "liste I")
_GROUPED = replace(RAMIPRIL, generic_group=GenericGroup("1", "RAMIPRIL", GroupRole.REFERENCE))

LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MD-11",
        "Avant 2020, « non substituable » était écrit à la main, sans motif",
        family=Family.LINE,
        until=date(2019, 12, 31),
        confidence=Confidence.SEED,
        citation=csp("L.5125-23 ; R.5125-54"),
        message="Avant le 1er janvier 2020, la mention « non substituable » devait être "
        "manuscrite.",
        why="Version close : la mention était manuscrite et n’avait pas à être motivée.",
        remedy="Écrire la mention à la main.",
        applies=lambda line: _asked(line)
        or (line.medicine is not None and line.medicine.generic_group is not None),
        check=_by_hand,
        examples=(
            met("Sans la mention",
                lambda: a_case(_GROUPED, on=date(2019, 12, 31), duration=days(30))),
            breaks("Mention tapée",
                   lambda: _kept(None, on=date(2019, 12, 31))),
            unsure("Mention sur papier",
                   lambda: _kept(None, on=date(2019, 12, 31), facts={"form": Form.CLASSIQUE})),
        ),
    ),
    line_rule(
        "MD-11",
        "« Non substituable » porte un des trois motifs : MTE, EFG ou CIF",
        family=Family.LINE,
        since=_SINCE,
        confidence=Confidence.SECONDARY,
        citation=csp("L.5125-23 ; R.5125-54"),
        message="La mention « non substituable » est écrite sans son motif.",
        why="La substitution ne s’exclut que dans trois situations médicales, nommées par leur "
        "sigle ; la mention n’a plus à être manuscrite.",
        remedy="Écrire « non substituable (MTE) », « (EFG) » ou « (CIF) », ou retirer la mention.",
        applies=_asked,
        check=_reasoned,
        examples=(
            met("Motif MTE", lambda: _kept(_Reason.NARROW_MARGIN, _LEVOTHYROXINE)),
            breaks("Sans motif", lambda: _kept(None)),
        ),
    ),
    line_rule(
        "MD-13",
        "Le motif MTE ne vaut que pour les principes actifs de la liste",
        family=Family.LINE,
        since=_SINCE,
        confidence=Confidence.SECONDARY,
        citation=_ORDER,
        message="{subject} n’est pas sur la liste des médicaments à marge thérapeutique étroite.",
        why="La liste est fixée par arrêté ; le motif suppose aussi un patient stabilisé, hors "
        "des phases d’adaptation.",
        remedy="Retirer la mention, ou choisir le motif qui convient.",
        applies=lambda line: _for(_Reason.NARROW_MARGIN, line),
        check=_listed,
        examples=(
            met("Lévothyroxine", lambda: _kept(_Reason.NARROW_MARGIN, _LEVOTHYROXINE)),
            breaks("Ramipril", lambda: _kept(_Reason.NARROW_MARGIN)),
            breaks("Lacosamide, la veille de son inscription",
                   lambda: _kept(_Reason.NARROW_MARGIN, _LACOSAMIDE, on=date(2022, 7, 28))),
            unsure("Médicament inconnu", lambda: _kept(_Reason.NARROW_MARGIN, None)),
        ),
    ),
    line_rule(
        "MD-14",
        "Le motif EFG ne vaut que pour un enfant de moins de six ans",
        family=Family.LINE,
        since=_SINCE,
        confidence=Confidence.SECONDARY,
        citation=_ORDER,
        message="Le motif EFG ne vaut que pour un enfant de moins de six ans le jour de la "
        "prescription.",
        why="Ce motif répond à l’absence de générique d’une forme adaptée au jeune enfant ; la "
        "date de naissance le prouve.",
        remedy="Retirer la mention, ou indiquer la date de naissance.",
        applies=lambda line: _for(_Reason.CHILD_FORM, line),
        check=_under_six,
        examples=(
            met("Cinq ans, veille de l’anniversaire",
                lambda: _kept(_Reason.CHILD_FORM, ordonnance=_child(date(2020, 1, 6)))),
            breaks("Six ans ce jour",
                   lambda: _kept(_Reason.CHILD_FORM, ordonnance=_child(date(2020, 1, 5)))),
            unsure("Sans date de naissance",
                   lambda: _kept(_Reason.CHILD_FORM, ordonnance={
                       "patient": replace(PATIENT, birth_date=None)})),
        ),
    ),
    line_rule(
        "MD-15",
        "Le motif CIF suppose une contre-indication à un excipient des génériques",
        family=Family.LINE,
        since=_SINCE,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=_ORDER,
        message="L’excipient en cause n’est pas indiqué.",
        unknown="Le motif CIF suppose une contre-indication démontrée à un excipient à effet "
        "notoire : {missing}.",
        why="L’excipient doit être présent dans tous les génériques et absent du médicament de "
        "référence.",
        remedy="Nommer l’excipient à côté de la mention, ou attester la contre-indication.",
        applies=lambda line: _for(_Reason.CONTRAINDICATION, line),
        check=_excipient,
        examples=(
            met("Excipient nommé", lambda: _kept(_Reason.CONTRAINDICATION, text="lactose")),
            unsure("Excipient absent", lambda: _kept(_Reason.CONTRAINDICATION)),
        ),
    ),
)  # fmt: skip
