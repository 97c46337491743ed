"""Interactions of the ANSM thesaurus between the lines of one ordonnance (ADR 0031).

No text makes an ordonnance void because two of its medicines interact: a contra-indication waits
for a reason, the other levels inform. One finding per line and level, on the later line of each
pair, with the worst couple of the pair in full.
"""

from collections.abc import Callable
from datetime import date

from ordonnance.domain.interactions import (
    Advice,
    Couple,
    InteractionSource,
    Level,
    ListedSubstance,
    Routes,
    Thesaurus,
    ThesaurusVersion,
)
from ordonnance.law.case import Encounter, LineCase
from ordonnance.law.examples import WRITTEN, breaks, met, tablets, two_lines
from ordonnance.law.french import date_text, typographic
from ordonnance.law.interactions import Met, contraindicated
from ordonnance.law.rule import (
    MET,
    Answer,
    Citation,
    Clock,
    Confidence,
    Example,
    Family,
    Moment,
    Rule,
    Severity,
    breached,
)

BOTH = frozenset({Moment.PRESCRIBING, Moment.DISPENSING})
CITATION = Citation(
    "thésaurus publié par l’ANSM", "Interactions médicamenteuses", date(2026, 11, 22)
)
MOST_ALSO = 3
"""Couples named after the worst one of a pair: beyond, only their number is given."""

_REMEDIES = {
    Level.CONTRAINDICATED: "Ne pas associer ces médicaments ; si l’association est voulue, en "
    "donner la raison.",
    Level.NOT_RECOMMENDED: "Éviter cette association, sauf si son intérêt l’emporte sur le risque.",
    Level.PRECAUTION: "Associer en prenant les précautions dites par le thésaurus.",
    Level.TO_CONSIDER: "Tenir compte de cette addition d’effets, sans conduite précise à suivre.",
}


def _of_level(level: Level) -> Callable[[LineCase], Answer]:
    def answer(line: LineCase) -> Answer:
        found = [
            each for each in line.encounters if not each.met[0].local and each.met[0].level is level
        ]
        # The pharmacist who served this medicine before has already given the reason, if the
        # thesaurus of that day said it.
        known = line.again and all(_asked_before(line, each) for each in found)
        return _told(line, found, Severity.INFO if known else None)

    return answer


def _asked_before(line: LineCase, each: Encounter) -> bool:
    return line.medicine is not None and contraindicated(
        line.told_before, line.medicine, each.medicine
    )


def _locally(line: LineCase) -> Answer:
    return _told(line, [each for each in line.encounters if each.met[0].local], None)


def _told(line: LineCase, found: list[Encounter], severity: Severity | None) -> Answer:
    if not found:
        return MET
    told = " ".join(_pair(each) for each in found)
    conduct = " ".join(dict.fromkeys(_conduct(each.met[0]) for each in found))
    lines = ", ".join(str(each.line.number) for each in found)
    return breached(severity=severity, told=f"{told} {origin(line)}", conduct=conduct, lines=lines)


def _pair(encounter: Encounter) -> str:
    """One pair of lines: the worst couple in full, the others by name."""
    worst, *others = encounter.met
    head = (
        f"{worst.level.label.capitalize()} : {worst.one.lower()} avec {worst.other.lower()} "
        f"(ligne {encounter.line.number}). {worst.couple.mechanism}"
    )
    if worst.local:
        head = f"Voie locale, passage dans le sang le plus souvent faible. {head}"
    if others:
        named = [f"{each.level.label}, {_terms(each)}" for each in others[:MOST_ALSO]]
        more = len(others) - len(named)
        head += f" Aussi : {' ; '.join(named)}{f' ; et {more} de plus' if more else ''}."
    return typographic(head)


def _terms(each: Met) -> str:
    return f"{each.couple.first.lower()} et {each.couple.second.lower()}"


def _conduct(worst: Met) -> str:
    """What the thesaurus says to do; level by level when the level depends on something."""
    advices = worst.advices
    if len(advices) == 1:
        return typographic(advices[0].conduct or _REMEDIES[advices[0].level])
    parts = [f"{each.level.label.capitalize()} {each.conduct}".strip() for each in advices]
    return typographic(f"Le niveau dépend du cas. {' — '.join(parts)}")


def origin(line: LineCase) -> str:
    """Which thesaurus says it, and its date."""
    source = line.case.interactions
    version = source.thesaurus.version if source and source.thesaurus else None
    if version is None:
        raise LookupError("an encounter comes from a thesaurus")
    dated = date_text(version.dated)
    if version.demonstration:
        return f"Source\u202f: liste de démonstration du {dated}, pas une source de soins."
    return f"Source\u202f: {version.label}, {dated}."


# --- Examples ------------------------------------------------------------------------------------


def example_source(level: Level) -> InteractionSource:
    """A thesaurus of one couple between two substances that do not exist."""
    couple = Couple("EXEMPLINE", "DÉMOMYCINE", (Advice(level),), "Risque EXEMPLE.")
    listed = (ListedSubstance("exempline"), ListedSubstance("démomycine"))
    version = ThesaurusVersion("Thésaurus EXEMPLE", "exemple", WRITTEN, "0" * 64)
    return InteractionSource(Thesaurus.of(version, (couple,), listed, Routes({}, {})), 540)


_ONE, _OTHER = tablets("exempline"), tablets("démomycine")
_EYE_DROPS = tablets("démomycine", routes=("ophtalmique",), form="collyre")


def _example(level: Level, *, local: bool = False) -> tuple[Example, ...]:
    other = _EYE_DROPS if local else _OTHER
    facts = {"interactions": example_source(level)}
    otherwise = Level.PRECAUTION if level is Level.TO_CONSIDER else Level.TO_CONSIDER
    return (
        met(
            "Deux lignes qui interagissent autrement",
            lambda: two_lines(_ONE, _OTHER, facts={"interactions": example_source(otherwise)}),
        ),
        breaks(
            "Deux lignes qui interagissent" + (", l’une en collyre" if local else ""),
            lambda: two_lines(_ONE, other, facts=facts),
        ),
    )


def _rule(
    rule_id: str, title: str, severity: Severity, why: str,
    check: Callable[[LineCase], Answer], examples: tuple[Example, ...],
) -> Rule[LineCase]:  # fmt: skip
    return Rule(
        id=rule_id,
        title=title,
        family=Family.SAFETY,
        moments=BOTH,
        clock=Clock.PRESCRIBING,
        severity=severity,
        confidence=Confidence.OFFICIAL_DATA,
        citation=CITATION,
        message="{told}",
        why=why,
        remedy="{conduct}",
        line_rule=True,
        applies=_applies,
        check=check,
        examples=examples,
    )


def _applies(line: LineCase) -> bool:
    return line.case.interactions is not None and bool(line.encounters)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    _rule(
        "interaction.contraindicated",
        "Contre-indication entre deux lignes",
        Severity.WARNING,
        "La contre-indication a un caractère absolu dans le thésaurus ; aucun texte n’annule "
        "l’ordonnance, mais la raison de passer outre est demandée et journalisée.",
        _of_level(Level.CONTRAINDICATED),
        _example(Level.CONTRAINDICATED),
    ),
    _rule(
        "interaction.not_recommended",
        "Association déconseillée entre deux lignes",
        Severity.INFO,
        "Elle est le plus souvent à éviter, sauf après examen du rapport entre bénéfice et risque.",
        _of_level(Level.NOT_RECOMMENDED),
        _example(Level.NOT_RECOMMENDED),
    ),
    _rule(
        "interaction.precaution",
        "Précaution d’emploi entre deux lignes",
        Severity.INFO,
        "L’association est possible si les précautions dites sont prises.",
        _of_level(Level.PRECAUTION),
        _example(Level.PRECAUTION),
    ),
    _rule(
        "interaction.to_consider",
        "Association à prendre en compte",
        Severity.INFO,
        "Le risque existe, le plus souvent par addition d’effets ; aucune conduite ne le supprime.",
        _of_level(Level.TO_CONSIDER),
        _example(Level.TO_CONSIDER),
    ),
    _rule(
        "interaction.local",
        "Interaction avec un médicament appliqué localement",
        Severity.INFO,
        "Le thésaurus vise surtout les voies générales ; ce qui est posé sur la peau, l’œil ou "
        "l’oreille passe peu dans le sang. L’interaction est dite, sans demander de raison.",
        _locally,
        _example(Level.CONTRAINDICATED, local=True),
    ),
)
