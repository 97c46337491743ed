"""What the interaction check could not do, said in every answer (ADR 0031): never silence."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from ordonnance.domain.drug import Medicine
from ordonnance.domain.interactions import (
    InteractionSource,
    ListedSubstance,
    Routes,
    Thesaurus,
    ThesaurusVersion,
)
from ordonnance.domain.prescription import Category
from ordonnance.law.articles.interactions_running import days_of
from ordonnance.law.case import Case
from ordonnance.law.examples import WRITTEN, a_case, days, met, tablets, unsure
from ordonnance.law.french import date_text, typographic
from ordonnance.law.interactions import known
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
    cannot_tell,
)

_REMEDY = typographic(
    "Vérifier les interactions par un autre moyen ; l’exploitant de la base importe le thésaurus "
    "avec « ordonnance interactions import »."
)
_KINDS = (Category.MEDICINE, Category.PREPARATION)


def _check(case: Case) -> Answer:
    source = case.interactions
    if source is None:
        raise LookupError("the rule does not apply when nothing may be consulted")
    missing = _missing(case, source)
    if not missing:
        return MET
    only_demonstration = len(missing) == 1 and source.thesaurus is not None and (
        source.thesaurus.version.demonstration
    )  # fmt: skip
    return cannot_tell(
        " ; ".join(missing),
        severity=Severity.INFO if only_demonstration else None,
        remedy=_REMEDY,
    )


def _missing(case: Case, source: InteractionSource) -> list[str]:
    """Each thing that was not checked, named as in a list."""
    general = _of_the_source(source, stale=source.stale_on(case.day))
    if source.thesaurus is None:
        return [*general]
    return [*general, *_lines(case, source.thesaurus), *_elsewhere(case, source.thesaurus)]


@lru_cache(maxsize=64)
def _of_the_source(source: InteractionSource, *, stale: bool) -> tuple[str, ...]:
    """What this source leaves unchecked whatever the ordonnance: the same in every answer."""
    thesaurus = source.thesaurus
    if thesaurus is None:
        return ("aucun thésaurus des interactions n’est importé",)
    version = thesaurus.version
    if version.demonstration:
        return (
            f"seuls les {len(thesaurus.couples)} couples d’une liste de démonstration "
            f"({date_text(version.dated)}) sont cherchés",
        )
    if stale:
        return (
            f"ce qui est paru depuis le {date_text(version.dated)} (le thésaurus importé, consulté "
            f"quand même, est plus ancien que les {source.oldest_days} jours acceptés par cette "
            "base)",
        )
    return ()


def _lines(case: Case, thesaurus: Thesaurus) -> list[str]:
    told = []
    for line in case.ordonnance.lines:
        medicine = case.medicines.get(line.number)
        if medicine is None:
            if line.category in _KINDS:
                told.append(f"ligne {line.number}, composition inconnue")
            continue
        unsure_names = _unsure(thesaurus, medicine)
        if unsure_names:
            named = ", ".join(name.lower() for name in unsure_names)
            told.append(f"ligne {line.number}, substance sans correspondance sûre ({named})")
    return told


def _elsewhere(case: Case, thesaurus: Thesaurus) -> list[str]:
    """What else the patient takes and could not be compared; told by its days only."""
    running = (case.history.running if case.history else None) or ()
    told = (
        f"{days_of(each, case.day)}, composition inconnue ou sans correspondance sûre"
        for each in running
        if each.may_run_on(case.day) and _unsure(thesaurus, each.medicine)
    )
    return list(dict.fromkeys(told))


def _unsure(thesaurus: Thesaurus, medicine: Medicine) -> tuple[str, ...]:
    if not medicine.substances:
        return ("composition illisible",)
    return known(thesaurus, medicine).unsure


def _source(*, dated: date = WRITTEN) -> InteractionSource:
    version = ThesaurusVersion("Thésaurus EXEMPLE", "exemple", dated, "0" * 64)
    listed = (ListedSubstance("exempline"),)
    return InteractionSource(Thesaurus.of(version, (), listed, Routes({}, {})), 540)


def _case(source: InteractionSource, substance: str = "exempline") -> Case:
    return replace(a_case(tablets(substance), duration=days(7)), interactions=source)


DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    Rule(
        id="interaction.not_checked",
        title="Interactions non contrôlées",
        family=Family.SAFETY,
        moments=frozenset({Moment.PRESCRIBING, Moment.DISPENSING}),
        clock=Clock.PRESCRIBING,
        severity=Severity.WARNING,
        confidence=Confidence.PLATFORM,
        citation=Citation("de la plateforme", "Règle de prudence", date(2026, 11, 22)),
        message="Interactions non contrôlées : {missing}.",
        unknown="Interactions non contrôlées : {missing}.",
        why="Un contrôle qui n’a pas eu lieu ne doit pas passer pour un contrôle sans résultat.",
        remedy=_REMEDY,
        line_rule=False,
        applies=lambda case: case.interactions is not None,
        check=_check,
        examples=(
            met("Substance connue, thésaurus à jour", lambda: _case(_source())),
            unsure("Aucun thésaurus importé", lambda: _case(InteractionSource(None, 540))),
            unsure(
                "Thésaurus trop ancien",
                lambda: _case(_source(dated=WRITTEN - timedelta(days=541))),
            ),
            unsure(
                "Nom qui ressemble à celui d’une substance connue",
                lambda: _case(_source(), "exempline pégylée"),
            ),
        ),
    ),
)
