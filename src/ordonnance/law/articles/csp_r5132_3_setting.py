"""R.5132-3 1°: specialty and establishment, for medicines that only some may prescribe or begin.

Who may prescribe is judged elsewhere (R.5121-77): here, whether the sheet says who does.
"""

from datetime import date

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.law.case import LineCase
from ordonnance.law.drafting import csp, line_rule
from ordonnance.law.drugs import Reading
from ordonnance.law.examples import a_case, authored, breaks, days, met, tablets, tells
from ordonnance.law.outline import Concerns, Outline, of_medicine
from ordonnance.law.rule import MET, Answer, Family, Rule, breached, informs

_SINCE = date(2004, 8, 8)


def _reserved(shown: Outline) -> bool:
    """Listed medicines that specialists begin or prescribe, written by a physician."""
    law = shown.law
    if law is None or shown.profession is not Profession.PHYSICIAN:
        return False
    initial = law.labels.initial
    return bool(law.labels.reserved_to or (initial and initial.groups))


def _specialised(line: LineCase) -> Answer:
    if line.case.ordonnance.prescriber.specialty is not None:
        return MET
    if line.law.labels.reserved_to:
        return breached(subject=line.law.subject)
    # Whoever renews may be of any specialty: who may begin is another rule.
    return informs(
        message="{subject} se commence par un spécialiste : pour une première prescription, la "
        "spécialité du prescripteur doit figurer sur l’ordonnance.",
        subject=line.law.subject,
    )


def _hospital(law: Reading) -> bool:
    initial = law.labels.initial
    return law.labels.hospital_only or bool(initial and initial.hospital)


def _establishment(line: LineCase) -> Answer:
    document = line.case.ordonnance
    practice = document.prescriber.practice
    if document.hospital_service or (practice and (practice.name.strip() or practice.service)):
        return MET
    return breached(subject=line.law.subject)


_RESERVED = "prescription réservée aux spécialistes en neurologie"
_NEUROLOGY = tablets("exemplolone", "liste I", _RESERVED)
_BEGUN = tablets(
    "exemplolate", "liste I",
    "prescription initiale annuelle réservée aux spécialistes en neurologie",
    "renouvellement non restreint",
)  # fmt: skip
_SPECIALTY = Coding("urn:exemple:specialite", "neurologie", "Neurologie")
_PIH = tablets("exemplomab", "liste I", "prescription initiale hospitalière annuelle")

LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MI-03",
        "La spécialité du prescripteur figure pour un médicament réservé à des spécialistes",
        family=Family.PRESCRIBER,
        since=_SINCE,
        citation=csp("R.5132-3 1°"),
        message="Seuls des spécialistes prescrivent {subject}, et l’ordonnance n’indique pas la "
        "spécialité du prescripteur.",
        why="Le pharmacien vérifie sur l’ordonnance que le prescripteur est de la spécialité "
        "demandée.",
        remedy="Indiquer la spécialité du prescripteur.",
        applies=Concerns(_reserved),
        check=_specialised,
        examples=(
            met("Neurologue",
                lambda: a_case(_NEUROLOGY, duration=days(30),
                               ordonnance=authored(specialty=_SPECIALTY))),
            breaks("Sans spécialité", lambda: a_case(_NEUROLOGY, duration=days(30))),
            tells("Seul le début est réservé", lambda: a_case(_BEGUN, duration=days(30))),
        ),
    ),
    line_rule(
        "MI-10",
        "L’établissement ou le service figure pour un médicament de prescription hospitalière",
        family=Family.PRESCRIBER,
        since=_SINCE,
        citation=csp("R.5132-3 1°"),
        message="L’ordonnance n’indique pas le nom de l’établissement ou du service pour "
        "{subject}.",
        why="Une prescription hospitalière se reconnaît au nom de l’établissement.",
        remedy="Indiquer l’établissement ou le service où la prescription est faite.",
        applies=of_medicine(_hospital, lambda line: line.line.initial is None),
        check=_establishment,
        examples=(
            met("Service nommé",
                lambda: a_case(_PIH, duration=days(30),
                               ordonnance={"hospital_service": "Neurologie"})),
            breaks("Ni établissement ni service",
                   lambda: a_case(_PIH, duration=days(30), ordonnance=authored(practice=None))),
        ),
    ),
)  # fmt: skip
