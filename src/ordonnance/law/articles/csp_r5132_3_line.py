"""R.5132-3 2° and 7°: what a line says of the medicine, of how it is used, and of the patient."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ordonnance.domain.dosage import DosageStep, Dose
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Ingredient, Preparation, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.law.case import Case, LineCase
from ordonnance.law.drafting import csp, line_rule
from ordonnance.law.examples import (
    ONE_A_DAY,
    PATIENT,
    RAMIPRIL,
    TABLET,
    a_case,
    breaks,
    days,
    met,
    tablets,
    tells,
)
from ordonnance.law.outline import Concerns, Outline, of_category
from ordonnance.law.restricted import age_of
from ordonnance.law.rule import MET, Answer, Family, Rule, Severity, breached, informs
from ordonnance.law.substances import Regime, words_of
from ordonnance.law.wording import CLASSES, EMPTY, SELF_EVIDENT

_SINCE = date(2004, 8, 8)
_KINDS = (Category.MEDICINE, Category.PREPARATION)

_BY_WEIGHT = re.compile(
    r"(?:/|\bpar)\s*(?:kg|kilos?|kilogrammes?)\b|\bdoses?[\s-]poids\b"
    r"|\b(?:selon|suivant|en fonction du|fonction du) (?:(?:le|son) )?poids\b",
    re.IGNORECASE,
)
_ADULT = 18
_USED_AS_NAMED = words_of("bouffée bouffées inhalation inhalations pulvérisation pulvérisations")
"""Units that say by themselves how they are used."""


@lru_cache(maxsize=4096)
def _names(product: Product) -> bool:
    """False when the label names a class of medicines, or nothing, and no code says more."""
    if product.cis or product.cip13 or product.substances or product.other_codes:
        return True
    said = words_of(product.label) - EMPTY
    return bool(said - CLASSES)


def _named(line: LineCase) -> Answer:
    product = line.line.product
    if product is not None and (line.medicine is not None or _names(product)):
        return MET
    return breached(label=line.line.label or "sans nom")


@lru_cache(maxsize=8192)
def _says_how_much(posology: Posology) -> bool:
    """True when a text, a dose, a flow or a rhythm stands somewhere in the posology."""
    return posology.text is not None or any(_tells_a_dose(step) for step in posology.steps)


def _tells_a_dose(step: DosageStep) -> bool:
    amounts = (step.dose, step.calculated, step.rate, step.max_dose, step.max_per_take)
    when = (step.frequency, step.frequency_max, step.count, step.text, step.rhythm)
    listed = (step.moments, step.times_of_day, step.weekdays, step.instructions)
    return any(each is not None for each in (*amounts, *when)) or any(listed)


def _dosed(line: LineCase) -> Answer:
    return MET if _says_how_much(line.line.posology) else breached()


@lru_cache(maxsize=8192)
def _says_how(posology: Posology) -> bool:
    """True when something more than an amount tells how or how often the medicine is used."""
    return posology.text is not None or any(_tells_a_use(step) for step in posology.steps)


def _tells_a_use(step: DosageStep) -> bool:
    said = (
        step.frequency, step.frequency_max, step.period, step.count, step.lasting, step.rate,
        step.route, step.site, step.method, step.text, step.rhythm, step.cycle, step.max_dose,
    )  # fmt: skip
    listed = (step.moments, step.times_of_day, step.weekdays, step.instructions)
    if step.as_needed and step.dose and words_of(step.dose.unit.label) & _USED_AS_NAMED:
        return True  # « 2 bouffées si besoin » says how and when, « 1 dispositif » does not.
    return any(each is not None for each in said) or any(listed)


def _needs_directions(shown: Outline) -> bool:
    """Listed medicines of a form that does not say by itself how it is used."""
    medicine, law = shown.medicine, shown.law
    if medicine is None or law is None or law.regime is Regime.NONE:
        return False
    return not words_of(medicine.form) & SELF_EVIDENT


def _directed(line: LineCase) -> Answer:
    if _says_how(line.line.posology):
        return MET
    if all(step.as_needed for step in line.line.posology.steps):
        # When is said, and the leaflet says how: what is left open is how often.
        return breached(severity=Severity.WARNING, message="La ligne donne une quantité « si "
                        "besoin », sans dire combien de fois au plus ni pour combien de "
                        "temps.", remedy="Écrire le rythme ou le maximum : « au plus 1 par "
                        "jour », « à garder 12 heures ».")  # fmt: skip
    return breached()


def _formula(line: LineCase) -> Answer:
    preparation = line.line.preparation
    if preparation is None or not preparation.ingredients:
        return breached(missing="la formule")
    bare = [each.label for each in preparation.ingredients if not _measured(each)]
    return breached(missing=f"la quantité ({', '.join(bare)})") if bare else MET


def _measured(ingredient: Ingredient) -> bool:
    own = ingredient.product
    held = own is not None and (own.content is not None or any(s.strength for s in own.substances))
    return ingredient.quantity is not None or ingredient.qsp or held


@lru_cache(maxsize=8192)
def _by_weight(posology: Posology) -> tuple[bool, bool]:
    """Whether a dose is written by weight, and whether each such step gives the dose too."""
    found = [step for step in posology.steps if _weighed(step)]
    in_text = posology.text is not None and _BY_WEIGHT.search(posology.text) is not None
    worked_out = bool(found) and all(step.calculated and step.dose for step in found)
    return bool(found) or (in_text and not posology.steps), worked_out


def _weighed(step: DosageStep) -> bool:
    units = [each.unit.label for each in (step.calculated, step.dose) if each is not None]
    told = (*units, step.text or "", *step.instructions)
    return any(_BY_WEIGHT.search(each) for each in told)


def _weight_matters(line: LineCase) -> bool:
    return line.case.ordonnance.patient is not None and _by_weight(line.line.posology)[0]


def _weight(line: LineCase) -> Answer:
    patient = line.case.ordonnance.patient
    if patient is not None and patient.weight_kg is not None:
        return MET
    age = age_of(patient, line.case.established_on) if patient is not None else None
    asked = line.reading is None or line.reading.regime is not Regime.NONE
    if (asked or (age is not None and age < _ADULT)) and not _by_weight(line.line.posology)[1]:
        return breached()
    return informs()


def _paying(*ingredients: Ingredient) -> Case:
    return a_case(
        None, category=Category.PREPARATION, product=None, duration=days(7),
        preparation=Preparation("Préparation EXEMPLE", ingredients),
    )  # fmt: skip


def _by_kilo(*, worked_out: bool) -> Posology:
    step = ONE_A_DAY.steps[0]
    dose = Dose.of(Decimal(15), Unit("mg/kg"))
    return Posology((replace(step, calculated=dose, dose=step.dose if worked_out else None),))


_IN_WEIGHTS = Posology((replace(ONE_A_DAY.steps[0], dose=Dose.of(Decimal(1), Unit("dose-poids"))),))
_PATCH = tablets(
    "exemplostat", "liste I", form="dispositif transdermique", routes=("transdermique",)
)
_ONE = Posology((DosageStep(dose=Dose.of(Decimal(1), TABLET)),))
_IF_NEEDED = Posology((DosageStep(dose=Dose.of(Decimal(2), Unit("bouffée")), as_needed=True),))
_PATCH_IF_NEEDED = Posology((replace(_ONE.steps[0], as_needed=True),))
_NOTHING = Posology((DosageStep(as_needed=True),))
_GRAM = Quantity(Decimal(1), Unit("g"))

LINE_RULES: tuple[Rule[LineCase], ...] = (
    line_rule(
        "MD-01",
        "La ligne nomme le médicament, ou son principe actif",
        family=Family.LINE,
        since=_SINCE,
        citation=csp("R.5132-3 2°"),
        message="La ligne ne nomme pas de médicament ({label}).",
        why="Une classe de médicaments ne dit pas au pharmacien quoi délivrer.",
        remedy="Écrire la dénomination du médicament ou celle de son principe actif.",
        applies=of_category(Category.MEDICINE),
        check=_named,
        examples=(
            met("Une spécialité", lambda: a_case(duration=days(7))),
            breaks("« Antibiotique »",
                   lambda: a_case(None, duration=days(7), product=Product("Antibiotique"))),
            breaks("« Traitement habituel »",
                   lambda: a_case(None, duration=days(7), product=Product("Traitement habituel"))),
        ),
    ),
    line_rule(
        "MD-02",
        "La posologie figure sur la ligne",
        family=Family.LINE,
        since=_SINCE,
        citation=csp("R.5132-3 2°"),
        message="La posologie ne dit ni combien prendre ni quand.",
        why="Sans posologie, la quantité à délivrer et la façon de prendre le médicament "
        "manquent.",
        remedy="Écrire la dose et le rythme des prises.",
        applies=of_category(*_KINDS),
        check=_dosed,
        examples=(
            met("Un comprimé par jour", lambda: a_case(duration=days(7))),
            breaks("« Si besoin », sans rien d’autre",
                   lambda: a_case(duration=days(7), posology=_NOTHING)),
        ),
    ),
    line_rule(
        "MD-03",
        "Le mode d’emploi figure quand la forme ne le dit pas d’elle-même",
        family=Family.LINE,
        since=_SINCE,
        citation=csp("R.5132-3 2°"),
        message="Le mode d’emploi manque : la ligne donne une quantité, sans dire comment ni à "
        "quel rythme l’employer.",
        why="Un dispositif transdermique, une injection ou une crème s’emploient de plusieurs "
        "façons ; un comprimé s’avale.",
        remedy="Écrire le rythme, la voie ou l’endroit d’application.",
        applies=Concerns(_needs_directions),
        check=_directed,
        examples=(
            met("Un dispositif par jour", lambda: a_case(_PATCH, duration=days(7))),
            met("Deux bouffées si besoin",
                lambda: a_case(_PATCH, duration=days(7), posology=_IF_NEEDED)),
            breaks("« Un dispositif si besoin », sans maximum : un avertissement",
                   lambda: a_case(_PATCH, duration=days(7), posology=_PATCH_IF_NEEDED)),
            breaks("« Un dispositif », sans rythme",
                   lambda: a_case(_PATCH, duration=days(7), posology=_ONE)),
        ),
    ),
    line_rule(
        "MD-04",
        "Une préparation porte sa formule détaillée",
        family=Family.LINE,
        since=_SINCE,
        citation=csp("R.5132-3 2°"),
        message="La formule de la préparation est incomplète : {missing} manque.",
        why="Le pharmacien prépare d’après la formule, substance par substance.",
        remedy="Écrire chaque composant avec sa quantité (« qsp » pour le dernier).",
        applies=of_category(Category.PREPARATION),
        check=_formula,
        examples=(
            met("Chaque quantité écrite",
                lambda: _paying(Ingredient("Urée", _GRAM), Ingredient("Excipient", qsp=True))),
            breaks("« Crème habituelle »", _paying),
            breaks("Une quantité manque", lambda: _paying(Ingredient("Urée"))),
        ),
    ),
    line_rule(
        "MP-04",
        "Le poids du patient figure quand une dose dépend de lui",
        family=Family.PATIENT,
        since=_SINCE,
        severity=Severity.WARNING,
        citation=csp("R.5132-3 7°"),
        message="Une dose est écrite selon le poids et celui du patient n’est pas indiqué.",
        why="La taille et le poids figurent si nécessaire : sans le poids, ni les parents ni le "
        "pharmacien ne savent quelle dose donner.",
        remedy="Indiquer le poids du patient.",
        applies=_weight_matters,
        check=_weight,
        examples=(
            met("Poids indiqué",
                lambda: a_case(RAMIPRIL, duration=days(7), posology=_by_kilo(worked_out=False),
                               ordonnance={"patient": replace(PATIENT, weight_kg=Decimal(14))})),
            breaks("15 mg/kg, sans poids",
                   lambda: a_case(RAMIPRIL, duration=days(7),
                                  posology=_by_kilo(worked_out=False))),
            breaks("« 1 dose-poids » de paracétamol à un enfant, sans poids",
                   lambda: a_case(duration=days(3), posology=_IN_WEIGHTS,
                                  ordonnance={"patient": replace(
                                      PATIENT, birth_date=date(2023, 2, 1))})),
            tells("Dose déjà calculée",
                  lambda: a_case(RAMIPRIL, duration=days(7), posology=_by_kilo(worked_out=True))),
        ),
    ),
)  # fmt: skip
