"""L.5121-12-1-1: an ordonnance served only when a test gives the result that it names."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.counter import ConditionResult, CounterFacts
from ordonnance.domain.drug import Medicine
from ordonnance.domain.mentions import ConditionalDelivery, ConditionalTest
from ordonnance.law.case import Asked, Case, LineCase, ServingRequest
from ordonnance.law.correction import Correction
from ordonnance.law.examples import RAMIPRIL, a_case, at_counter, breaks, days, met, tablets, tells
from ordonnance.law.french import date_text
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
    informs,
)
from ordonnance.law.substances import load, words_of

ANGINA, CYSTITIS = ConditionalTest.ANGINA, ConditionalTest.CYSTITIS
PRESCRIBING, DISPENSING = frozenset({Moment.PRESCRIBING}), frozenset({Moment.DISPENSING})
CITATION = Citation("Code de la santé publique", "L.5121-12-1-1", date(2026, 11, 1))
TEST_NAMES = {ANGINA: "TROD de l’angine", CYSTITIS: "bandelette urinaire"}


@dataclass(frozen=True, slots=True)
class Conditioned:
    """What one test may condition."""

    since: date
    words: tuple[str, ...]
    source: str
    days: int | None = None


def _row(entry: dict[str, Any]) -> Conditioned:
    return Conditioned(entry["since"], tuple(entry["words"]), entry["source"], entry.get("days"))


TESTS: dict[ConditionalTest, Conditioned] = {
    ConditionalTest(code): _row(entry) for code, entry in load("conditional.toml").items()
}


def _condition(line: LineCase) -> ConditionalDelivery:
    if line.line.conditional is None:
        raise LookupError("the rule does not apply to a line without condition")
    return line.line.conditional


def _of(test: ConditionalTest, line: LineCase) -> bool:
    return line.line.conditional is not None and line.line.conditional.test is test


def _complete(line: LineCase) -> Answer:
    """The test is a type of its own; the result that permits serving is written."""
    return MET if _condition(line).result.strip() else breached()


def _listed(line: LineCase) -> Answer:
    """The medicine is one that the test may condition."""
    row = TESTS[_condition(line).test]
    if line.medicine is None:
        return cannot_tell("le médicament n’est pas connu du catalogue")
    names = [words_of(substance.name) for substance in line.medicine.substances]
    fits = names and all(any(word in name for word in row.words) for name in names)
    return MET if fits else breached(substances=", ".join(row.words), source=row.source)


def _angina(line: LineCase) -> Answer:
    """A listed antibiotic, and seven calendar days written."""
    listed = _listed(line)
    if listed is not MET:
        return listed
    given, most = _condition(line), TESTS[ANGINA].days or 0
    if given.within is not None and given.within.exact_days == most:
        return MET
    kept = replace(given, within=Duration(most, TimeUnit.DAY))
    return breached(
        message="Le délai de sept jours calendaires à compter du jour de l’ordonnance n’est pas "
        "écrit.",
        remedy="Écrire « si TROD angine positif, sous 7 jours calendaires à compter de ce jour ».",
        corrections=(
            Correction("Écrire le délai de 7 jours", line.line.number, {"conditional": kept}),
        ),
    )


def _in_days(line: LineCase) -> Answer:
    """Day one is the date of the ordonnance."""
    most = TESTS[ANGINA].days or 0
    last = line.case.established_on + timedelta(days=most - 1)
    return MET if line.case.day <= last else breached(last=date_text(last))


def _positive(line: LineCase) -> Answer:
    """The recorded result of the very test, positive, obtained since the ordonnance."""
    test = _condition(line).test
    name = TEST_NAMES[test]
    if line.asked is None:
        return informs(message="À délivrer seulement après un test positif, enregistré avec la "
                       "délivrance : {name}.", remedy="Faire le test avant de délivrer.",
                       name=name)  # fmt: skip
    result = line.asked.facts.result
    if result is None:
        return breached(name=name)
    if result.test is not test:
        return breached(message="Le résultat enregistré n’est pas celui du test demandé : {name}.",
                        name=name)  # fmt: skip
    if not result.positive:
        return breached(message="Le test est négatif ({name}) : la ligne ne se délivre pas.",
                        remedy="Ne pas délivrer ; conseiller le patient.", name=name)  # fmt: skip
    if not line.case.established_on <= result.on <= line.case.day:
        return breached(message="Le test est daté du {on}, hors de la période qui va de "
                        "l’ordonnance à ce jour.", remedy="Vérifier la date du test.", name=name,
                        on=date_text(result.on))  # fmt: skip
    return MET


# --- Examples

AMOXICILLIN = tablets("amoxicilline", "liste I", pack=12)
PIVMECILLINAM = tablets("pivmécillinam", "liste I", pack=10)
IF_ANGINA = ConditionalDelivery(ANGINA, "positif", days(7))
IF_CYSTITIS = ConditionalDelivery(CYSTITIS, "positive")


def _angina_case(medicine: Medicine = AMOXICILLIN, **line: Any) -> Case:
    return a_case(medicine, **{"duration": days(6), "conditional": IF_ANGINA, **line})


def _cystitis_case(medicine: Medicine = PIVMECILLINAM, **line: Any) -> Case:
    return a_case(medicine, duration=days(3), conditional=IF_CYSTITIS, **line)


def _after(case: Case, on: date, positive: bool | None = True) -> Case:
    """The case at the counter that day, with the test of that day; None: no result recorded."""
    result = None if positive is None else ConditionResult(ANGINA, positive, on)
    asked = Asked(1, days=6, facts=CounterFacts(result=result))
    request = ServingRequest("pharmacien", "pharmacie", (asked,))
    return replace(at_counter(case, on), serving=request)


LINE_RULES: tuple[Rule[LineCase], ...] = (
    Rule(
        id="DI-ODC-01",
        title="Une ordonnance conditionnelle dit le test et le résultat qui permet de délivrer",
        family=Family.DISPENSING,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=TESTS[ANGINA].since,
        severity=Severity.BLOCKING,
        confidence=Confidence.VERIFIED,
        citation=CITATION,
        message="Le résultat du test qui permet de délivrer n’est pas écrit.",
        why="Sans le résultat attendu, le pharmacien ne sait pas s’il doit délivrer.",
        remedy="Écrire le résultat attendu, par exemple « positif ».",
        line_rule=True,
        applies=lambda line: line.line.conditional is not None,
        check=_complete,
        examples=(
            met("« si TROD angine positif »", _angina_case),
            breaks("Aucun résultat",
                   lambda: _angina_case(conditional=replace(IF_ANGINA, result=" "))),
        ),
    ),
    Rule(
        id="DI-ODC-02",
        title="Angine : un antibiotique de la liste, sous sept jours calendaires",
        family=Family.DISPENSING,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=TESTS[ANGINA].since,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("arrêté du 13 décembre 2021", "article 1er", date(2026, 11, 1)),
        message="Le TROD de l’angine ne conditionne que : {substances} ({source}).",
        why="La liste des médicaments et le délai sont fixés par arrêté.",
        remedy="Choisir un médicament de la liste, ou une ordonnance sans condition.",
        line_rule=True,
        applies=lambda line: _of(ANGINA, line),
        check=_angina,
        examples=(
            met("Amoxicilline, sept jours", _angina_case),
            breaks("Ramipril", lambda: _angina_case(RAMIPRIL)),
            breaks("Délai de dix jours",
                   lambda: _angina_case(conditional=replace(IF_ANGINA, within=days(10)))),
        ),
    ),
    Rule(
        id="DI-ODC-03",
        title="Angine : le premier des sept jours est celui de l’ordonnance",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=TESTS[ANGINA].since,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("arrêté du 13 décembre 2021", "article 1er", date(2026, 11, 1)),
        message="L’ordonnance conditionnelle n’était valable que jusqu’au {last}.",
        why="Passé sept jours calendaires, l’angine est à réévaluer par un prescripteur.",
        remedy="Adresser le patient à un prescripteur.",
        line_rule=True,
        applies=lambda line: _of(ANGINA, line) and not line.served,
        check=_in_days,
        examples=(
            met("Septième jour", lambda: _after(_angina_case(on=date(2026, 1, 1)),
                                                date(2026, 1, 7))),
            breaks("Huitième jour", lambda: _after(_angina_case(on=date(2026, 1, 1)),
                                                   date(2026, 1, 8))),
        ),
    ),
    Rule(
        id="DI-ODC-04",
        title="Cystite simple : fosfomycine ou pivmécillinam, si la bandelette est positive",
        family=Family.DISPENSING,
        moments=PRESCRIBING,
        clock=Clock.PRESCRIBING,
        since=TESTS[CYSTITIS].since,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("arrêté publié au JORF du 30 novembre 2023", "article 1er",
                          date(2026, 11, 1)),
        message="La bandelette urinaire ne conditionne que : {substances} ({source}).",
        why="La liste des médicaments est fixée par arrêté.",
        remedy="Choisir un médicament de la liste, ou une ordonnance sans condition.",
        line_rule=True,
        applies=lambda line: _of(CYSTITIS, line),
        check=_listed,
        examples=(
            met("Pivmécillinam", _cystitis_case),
            breaks("Amoxicilline", lambda: _cystitis_case(AMOXICILLIN)),
        ),
    ),
    Rule(
        id="DI-ODC-05",
        title="Rien n’est délivré sans le résultat positif enregistré",
        family=Family.DISPENSING,
        moments=DISPENSING,
        clock=Clock.DISPENSING,
        since=TESTS[ANGINA].since,
        severity=Severity.BLOCKING,
        confidence=Confidence.SECONDARY,
        citation=Citation("Code de la santé publique", "R.5132-5-1", date(2026, 11, 1)),
        message="Le résultat du test n’est pas enregistré ({name}) : la ligne ne se délivre pas.",
        why="L’ordonnance ne vaut que si le test donne le résultat écrit.",
        remedy="Faire le test, puis enregistrer son résultat avec la délivrance.",
        line_rule=True,
        applies=lambda line: line.line.conditional is not None and not line.served,
        check=_positive,
        examples=(
            met("Test positif", lambda: _after(_angina_case(), date(2026, 1, 6))),
            breaks("Test négatif",
                   lambda: _after(_angina_case(), date(2026, 1, 6), positive=False)),
            breaks("Aucun résultat",
                   lambda: _after(_angina_case(), date(2026, 1, 6), positive=None)),
            tells("Rien n’est encore demandé",
                  lambda: at_counter(_angina_case(), date(2026, 1, 6))),
        ),
    ),
)  # fmt: skip
