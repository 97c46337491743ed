"""R.5121-91: medicines reserved to some specialties, each time, at first, or when renewed."""

from dataclasses import replace
from datetime import date
from typing import Any

from ordonnance.domain.coding import Coding
from ordonnance.domain.mentions import InitialPrescription
from ordonnance.law.case import LineCase
from ordonnance.law.examples import PRESCRIBER, a_case, breaks, days, met, tablets, unsure
from ordonnance.law.form import Setting
from ordonnance.law.french import date_text, duration_text
from ordonnance.law.labels import Initial
from ordonnance.law.outline import of_medicine
from ordonnance.law.restricted import (
    Beginning,
    Rests,
    beginning,
    in_group,
    judged_on,
    ordinary_continuation,
    rests_on,
    setting_of,
)
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
    cannot_tell,
)

BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
READ = date(2026, 11, 1)
LABELS = Citation("conditions de prescription et de délivrance", "ANSM", READ)
R38 = "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale"
SPECIALTY_UNKNOWN = "la spécialité ou le service du prescripteur n’est pas connu"
_NEUROLOGY = "prescription réservée aux spécialistes et services NEUROLOGIE"
_AT_FIRST = "prescription initiale annuelle réservée à certains spécialistes"
_RESERVED = tablets("x", "liste I", _NEUROLOGY)
_YEARLY = tablets("x", "liste I", _AT_FIRST, _NEUROLOGY, "renouvellement non restreint")
_ONCE = tablets("x", "liste I", "prescription initiale réservée à certains spécialistes",
                _NEUROLOGY)  # fmt: skip
_ONCOLOGY = tablets(
    "x", "liste I", "prescription initiale hospitalière semestrielle",
    "renouvellement de la prescription réservé aux spécialistes en ONCOLOGIE MEDICALE",
)  # fmt: skip
_WRITE_IT = (
    "Écrire la prescription initiale (jour, lieu, spécialité), ou attester qu’elle vient d’un "
    "spécialiste désigné."
)
_TOWN = {"setting": Setting.TOWN}


def by(code: str | None) -> dict[str, Any]:
    """Written by a physician of that specialty (TRE_R38); for the examples."""
    specialty = Coding(R38, code) if code else None
    return {"prescriber": replace(PRESCRIBER, specialty=specialty)}


def _begun(on: date, code: str) -> InitialPrescription:
    return InitialPrescription(on, None, Coding(R38, code), None)


def _named(groups: tuple[str, ...]) -> str:
    return ", ".join(groups)


def _to(groups: tuple[str, ...]) -> str:
    """« aux spécialistes en RHUMATOLOGIE ou aux médecins du centre »: whom it is reserved to."""
    *most, last = (f"aux {each}" for each in groups)
    return f"{', '.join(most)} ou {last}" if most else last


def _reserved(line: LineCase) -> Answer:
    groups = line.law.labels.reserved_to
    who = in_group(line, groups)
    if who is None:
        return cannot_tell(f"{SPECIALTY_UNKNOWN} ; sont désignés les {_named(groups)}")
    return MET if who else breached(subject=line.law.subject, groups=_to(groups))


def _begins(line: LineCase, found: Beginning | None) -> bool | None:
    """Whether the author may write the first prescription."""
    if found is None:
        return in_group(line, line.law.labels.reserved_to)
    if found.initial.hospital:
        setting = setting_of(line.case)
        return None if setting is None else setting is Setting.HOSPITAL
    return in_group(line, found.initial.groups)


def _begun_by_specialist(line: LineCase) -> Answer:
    found = beginning(line)
    if found is None or in_group(line, found.initial.groups):
        return MET
    initial, at_most = found.initial, _at_most(line, found)
    rests = rests_on(line, initial)
    # PR-PIH-01 asks what is missing from a hospital prescription, once.
    asked = Severity.WARNING if initial.hospital else at_most
    if rests is None:
        return cannot_tell(
            "rien ne dit qui a commencé le traitement", severity=asked, remedy=_WRITE_IT
        )
    if rests.by_group is False:
        return breached(
            severity=None if found.certain and _begun_here(line) else at_most,
            message="La prescription initiale de {subject} ne vient pas des {groups}.",
            remedy="Adresser le patient à l’un de ces spécialistes.",
            subject=line.law.subject,
            groups=_named(initial.groups) or "spécialistes désignés",
        )
    lapsed = None if initial.hospital else _lapsed(line, initial, rests, at_most)
    if lapsed is not None:
        return lapsed
    return MET if rests.by_group else cannot_tell(_unknown_author(line, initial), severity=asked)


def _lapsed(
    line: LineCase, initial: Initial, rests: Rests, at_most: Severity | None
) -> Answer | None:
    """The period of the initial prescription is over, or its day is not known; None otherwise."""
    every = initial.every
    if every is None:
        return None
    if rests.on is None:
        return cannot_tell("la date de la prescription initiale n’est pas connue")
    last = every.last_day(rests.on)
    if judged_on(line) <= last:
        return None
    return breached(
        severity=at_most, subject=line.law.subject, on=date_text(rests.on),
        every=duration_text(every), last=date_text(last),
    )  # fmt: skip


def _unknown_author(line: LineCase, initial: Initial) -> str:
    if line.line.initial is None or line.line.initial.specialty is None:
        return "la spécialité de l’auteur de la prescription initiale n’est pas dite"
    groups = _named(initial.groups)
    return f"rien ne dit que l’auteur de la prescription initiale est l’un des {groups}"


def _at_most(line: LineCase, found: Beginning) -> Severity | None:
    """A warning where no label says who renews, since going on in town is ordinary practice
    (ERRATA 3), or where the label may not concern the patient.

    « Renouvellement non restreint » frees renewals only: who began is then asked.
    """
    unsaid = line.law.labels.renewed_by is None and not found.initial.hospital
    return Severity.WARNING if unsaid or not found.certain else None


def _begun_here(line: LineCase) -> bool:
    """The author begins on this very day, which is no going on in town: nothing softens it."""
    begun, author = line.line.initial, line.case.ordonnance.prescriber
    if begun is None or begun.on != line.case.established_on:
        return False
    theirs, own = begun.specialty, author.specialty.code if author.specialty else None
    own = own or line.case.author_specialty
    return theirs is None or own is None or theirs.code == own


def _reserved_at_first(line: LineCase) -> bool:
    initial = line.law.labels.initial
    if initial is not None and initial.hospital:
        # What is missing from a hospital prescription is asked by PR-PIH-01, once.
        known = line.line.initial is not None or setting_of(line.case) is Setting.HOSPITAL
        return bool(initial.groups) and known
    return not ordinary_continuation(line)


def _renewed(line: LineCase) -> Answer:
    groups = line.law.labels.renewed_by or ()
    begins = _begins(line, beginning(line))
    if begins:
        return MET
    who = in_group(line, groups)
    if who:
        return MET
    renewal = line.line.initial is not None or begins is False
    if who is False and renewal:
        return breached(subject=line.law.subject, groups=_named(groups))
    return cannot_tell(f"{SPECIALTY_UNKNOWN} ; le renouvellement est réservé aux {_named(groups)}")


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="PR-SPE-01",
        title="Un médicament réservé à des spécialistes est prescrit par l’un d’eux",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        since=date(2004, 8, 8),
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=Citation("Code de la santé publique", "R.5121-77 4° et R.5121-91", READ),
        message="{subject} : prescription réservée {groups}.",
        why="Chaque prescription est réservée aux spécialités ou services désignés ; les libellés "
        "d’un même médicament se lisent ensemble.",
        remedy="Adresser le patient à l’un de ces spécialistes.",
        line_rule=True,
        applies=of_medicine(lambda law: bool(law.labels.reserved_to)),
        check=_reserved,
        examples=(
            met("Neurologue",
                lambda: a_case(_RESERVED, duration=days(30), ordonnance=by("SM32"))),
            breaks("Généraliste en ville",
                   lambda: a_case(_RESERVED, duration=days(30), ordonnance=by("SM54"),
                                  facts=_TOWN)),
            unsure("Généraliste, peut-être dans un service de neurologie",
                   lambda: a_case(_RESERVED, duration=days(30), ordonnance=by("SM54"))),
            unsure("Spécialité inconnue",
                   lambda: a_case(_RESERVED, duration=days(30), facts=_TOWN)),
        ),
    ),
    Rule(
        id="PR-SPE-02",
        title="Quand la prescription initiale est réservée, la suite repose sur elle",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=LABELS,
        message="La prescription initiale du {on} valait {every} pour {subject} : elle n’était "
        "valable que jusqu’au {last}.",
        why="Un spécialiste désigné commence le traitement ; d’autres le poursuivent tant que sa "
        "prescription est valable.",
        remedy="Demander une nouvelle prescription au spécialiste.",
        line_rule=True,
        applies=of_medicine(lambda law: law.labels.initial is not None, _reserved_at_first),
        check=_begun_by_specialist,
        examples=(
            met("Le neurologue commence",
                lambda: a_case(_YEARLY, duration=days(30), ordonnance=by("SM32"))),
            met("Le généraliste poursuit, neurologue il y a huit mois",
                lambda: a_case(_YEARLY, duration=days(30), ordonnance=by("SM54"), facts=_TOWN,
                               initial=_begun(date(2025, 5, 5), "SM32"))),
            breaks("Neurologue il y a quatorze mois",
                   lambda: a_case(_YEARLY, duration=days(30), ordonnance=by("SM54"), facts=_TOWN,
                                  initial=_begun(date(2024, 11, 5), "SM32"))),
            unsure("Le généraliste ne dit pas qui a commencé",
                   lambda: a_case(_YEARLY, duration=days(30), ordonnance=by("SM54"),
                                  facts=_TOWN)),
            breaks("Sans période, commencé par un autre : avertit",
                   lambda: a_case(_ONCE, duration=days(30), ordonnance=by("SM54"), facts=_TOWN,
                                  initial=replace(_begun(date(2025, 5, 5), "SM15"),
                                                  hospital=False))),
        ),
    ),
    Rule(
        id="PR-SPE-03",
        title="Un renouvellement réservé vient d’un spécialiste désigné",
        family=Family.RESTRICTED,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=Severity.BLOCKING,
        confidence=Confidence.OFFICIAL_DATA,
        citation=LABELS,
        message="Le renouvellement de {subject} est réservé aux {groups}.",
        why="Tout prescripteur renouvelle, sauf quand un libellé désigne qui renouvelle ; quand "
        "rien n’est publié, renouveler en ville est de pratique courante.",
        remedy="Adresser le patient à l’un de ces spécialistes.",
        line_rule=True,
        applies=of_medicine(lambda law: bool(law.labels.renewed_by)),
        check=_renewed,
        examples=(
            met("Oncologue",
                lambda: a_case(_ONCOLOGY, duration=days(30), ordonnance=by("SM36"), facts=_TOWN)),
            met("Prescripteur hospitalier qui commence",
                lambda: a_case(_ONCOLOGY, duration=days(30), facts={"setting": Setting.HOSPITAL})),
            breaks("Généraliste en ville",
                   lambda: a_case(_ONCOLOGY, duration=days(30), ordonnance=by("SM54"),
                                  facts=_TOWN)),
            unsure("Spécialité et lieu inconnus", lambda: a_case(_ONCOLOGY, duration=days(30))),
        ),
    ),
)  # fmt: skip
