"""Which forms an ordonnance may take: for these lines, on this day, in this situation, and why.

One question, one answer: `forms`. It gives ways of writing the lines, the preferred one first; each
way says on which ordonnances the lines go, in which form, with which sheets and what is printed.
Digital comes first since 22 December 2023 for what needs the secured form, since 1 January 2025
for everything; paper then rests on a ground, always recorded, printed on a secured sheet only.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ordonnance.domain.drug import Medicine
from ordonnance.domain.prescription import Category, Exoneration
from ordonnance.law import form_reasons as why
from ordonnance.law.anonymous import listed_for_anonymity
from ordonnance.law.articles.csp_l4071_1 import DECREE, DIGITAL_FIRST
from ordonnance.law.articles.samu_sas import COVERED
from ordonnance.law.articles.samu_sas import SINCE as DEROGATION_SINCE
from ordonnance.law.drugs import reading
from ordonnance.law.exception import of_exception
from ordonnance.law.form import Copy, Form, PaperGround
from ordonnance.law.form_reasons import Reason
from ordonnance.law.kinds import Kind, kind_of
from ordonnance.law.perimeter import RETROCESSION, perimeter_problem
from ordonnance.law.substances import Article, words_of
from ordonnance.law.ways import Barred, Forms, Prescribed, Situation, Way, Written

SECURED_PAPER_SINCE = date(1999, 10, 1)


@dataclass(frozen=True, slots=True)
class _Lot:
    """Lines that go together: one kind, one reason to stay on paper."""

    kind: Kind
    ground: PaperGround | None
    lines: tuple[Prescribed, ...]


def forms(lines: Iterable[Prescribed], on: date, situation: Situation | None = None) -> Forms:
    """Every way of writing these lines on a day. Raises ValueError without a line."""
    asked, given = situation or Situation(), sorted(lines, key=lambda each: each.line.number)
    if not given:
        raise ValueError("aucune ligne : il n’y a rien à écrire")
    if asked.anonymous and asked.ground is None:
        asked = replace(asked, ground=PaperGround.ANONYMITY)
    lots = _lots(given, asked)
    ways = _ways(lots, on, asked)
    used = frozenset[Form]().union(*(way.forms for way in ways))
    closed = any(secured(each, on) for each in given)
    barred = tuple(
        Barred(each, why.barred(each, on, asked.ground, closed=closed))
        for each in Form
        if each not in used
    )
    return Forms(on, ways, barred, _notes(given, lots, on, asked, used))


def _ways(lots: Sequence[_Lot], on: date, asked: Situation) -> tuple[Way, ...]:
    """Digital first, then paper, then the derogation; when nothing else holds, digital."""
    builders: list[Callable[[_Lot], tuple[Written, ...]]] = [
        lambda lot: _digital(lot, on, asked) or _paper(lot, on, asked),
        lambda lot: _paper(lot, on, asked),
        lambda lot: _derogation(lot, on, asked),
    ]
    found: list[Way] = []
    for build in builders:
        parts = [build(lot) for lot in lots]
        way = Way(tuple(each for part in parts for each in part))
        if all(parts) and way not in found:
            found.append(way)
    if found:
        return tuple(found)
    # Anonymity that these lines do not admit, with no ground of the decree: what the law asks.
    last = (_digital(lot, on, asked) or _paper(lot, on, asked) or (_numerique(lot, asked),)
            for lot in lots)  # fmt: skip
    return (Way(tuple(each for part in last for each in part)),)


def _lots(lines: Sequence[Prescribed], asked: Situation) -> tuple[_Lot, ...]:
    found: dict[tuple[Kind, PaperGround | None], list[Prescribed]] = {}
    for each in lines:
        key = kind_of(each.line.category), _own_ground(each, asked)
        found.setdefault(key, []).append(each)
    return tuple(_Lot(kind, ground, tuple(group)) for (kind, ground), group in found.items())


def _own_ground(each: Prescribed, asked: Situation) -> PaperGround | None:
    """What keeps this very line on paper, before any ground of the day."""
    if asked.ground is not None and asked.ground.leaves_paper_only:
        return None
    problem = perimeter_problem(each.medicine) if each.medicine else None
    if problem is None:
        return None
    return PaperGround.RETROCESSION if problem == RETROCESSION else PaperGround.INTRA_HOSPITAL


# --- Digital -------------------------------------------------------------------------------------


def _digital(lot: _Lot, on: date, asked: Situation) -> tuple[Written, ...]:
    """The ordonnance numérique, or nothing when these lines cannot take that form."""
    stays = lot.ground or (
        asked.ground if asked.ground and asked.ground.leaves_paper_only else None
    )
    if on < DECREE or stays is not None:
        return ()
    if asked.anonymous and not all(_listed(each, on) for each in lot.lines):
        return ()
    return (_numerique(lot, asked),)


def _listed(each: Prescribed, on: date) -> bool:
    return (
        each.line.category is Category.MEDICINE
        and each.medicine is not None
        and listed_for_anonymity(each.medicine, on)
    )


def _numerique(lot: _Lot, asked: Situation) -> Written:
    reasons = [why.DIGITAL]
    if asked.declines_sheet:
        reasons.append(why.SHEET_DECLINED)
    copies = () if asked.declines_sheet else (Copy.PATIENT,)
    return Written(Form.NUMERIQUE, _numbers(lot.lines), lot.kind, copies, tuple(reasons))


# --- Paper ---------------------------------------------------------------------------------------


def _paper(lot: _Lot, on: date, asked: Situation) -> tuple[Written, ...]:
    """The papers of a lot; nothing when paper has no ground that day."""
    ground = lot.ground or asked.ground
    apart = _exceptional(lot, on, ground)
    rest = tuple(each for each in lot.lines if each not in apart)
    papers: list[Written] = []
    for lines, form, reasons in (
        (apart, Form.EXCEPTION, [why.EXCEPTION]),
        (rest, *_ordinary(rest, on, ground)),
    ):
        if not lines:
            continue
        if not _grounded(form, ground, on):
            return ()
        printed = ground if form.secured and ground and ground.of_the_decree else None
        told = (*reasons, *why.grounds(ground, on, printed=printed is not None))
        copies = _copies(form, ground)
        papers.append(Written(form, _numbers(lines), lot.kind, copies, told, ground, printed))
    return tuple(papers)


def _grounded(form: Form, ground: PaperGround | None, on: date) -> bool:
    """Secured paper rests on the decree, or on what leaves nothing else; other paper on any."""
    if not form.secured:
        return ground is not None or on < DIGITAL_FIRST
    if on < DECREE:
        return True
    return ground is not None and (ground.of_the_decree or ground.leaves_paper_only)


def _exceptional(lot: _Lot, on: date, ground: PaperGround | None) -> tuple[Prescribed, ...]:
    if not _insured(ground):
        return ()
    return tuple(
        each
        for each in lot.lines
        if each.medicine is not None
        and not each.line.not_reimbursable
        and not secured(each, on)
        and of_exception(each.medicine, on)
    )


def _ordinary(
    lines: Sequence[Prescribed], on: date, ground: PaperGround | None
) -> tuple[Form, list[Reason]]:
    apart = any(each.line.exoneration is Exoneration.ALD for each in lines) and _insured(ground)
    closed = on >= SECURED_PAPER_SINCE and any(secured(each, on) for each in lines)
    reasons = [why.SECURED] if closed else []
    reasons += [why.BIZONE] if apart else []
    if closed:
        return (Form.SECURISEE_BIZONE if apart else Form.SECURISEE), reasons
    return (Form.BIZONE if apart else Form.CLASSIQUE), reasons or [why.CLASSIC]


def secured(each: Prescribed, on: date) -> bool:
    """True for a stupéfiant or a medicine under R.5132-5 on that day."""
    pump = each.line.active_perfusion
    medicine = each.medicine
    return medicine is not None and reading(medicine, on, active_perfusion=pump).has(
        Article.R5132_5
    )


def _insured(ground: PaperGround | None) -> bool:
    """False for what the assurance maladie does not pay: animals, the practice’s own stock."""
    return ground not in (PaperGround.VETERINARY, PaperGround.PROFESSIONAL_USE)


def _copies(form: Form, ground: PaperGround | None) -> tuple[Copy, ...]:
    if form is Form.EXCEPTION:
        return tuple(Copy)
    if ground is PaperGround.VETERINARY:
        return (Copy.PATIENT,)
    if ground in (PaperGround.PROFESSIONAL_USE, PaperGround.INTRA_HOSPITAL):
        return (Copy.PHARMACIST,)
    return (Copy.PATIENT, Copy.FUND)


# --- The SAMU-SAS derogation ----------------------------------------------------------------------


def _derogation(lot: _Lot, on: date, asked: Situation) -> tuple[Written, ...]:
    """Opioids of the derogation by health mail; the other lines as they are written otherwise."""
    if not asked.regulator or on < DEROGATION_SINCE or lot.ground is not None:
        return ()
    sent = tuple(each for each in lot.lines if secured(each, on) and _covered(each.medicine))
    rest = tuple(each for each in lot.lines if each not in sent)
    if not sent:
        return _digital(lot, on, asked) or _paper(lot, on, asked)
    mailed = Written(Form.DEROGATION_SAMU, _numbers(sent), lot.kind, (), (why.DEROGATION,))
    if not rest:
        return (mailed,)
    left = _Lot(lot.kind, lot.ground, rest)
    others = _digital(left, on, asked) or _paper(left, on, asked)
    return (mailed, *others) if others else ()


def _covered(medicine: Medicine | None) -> bool:
    return medicine is not None and any(
        COVERED & words_of(each.name) for each in medicine.substances
    )


# --- Notes ---------------------------------------------------------------------------------------


def _notes(
    lines: Sequence[Prescribed], lots: Sequence[_Lot], on: date, asked: Situation,
    used: frozenset[Form],
) -> tuple[Reason, ...]:  # fmt: skip
    """What else is to be said, in an order that does not depend on that of the lines."""
    found: list[Reason] = []
    if len({lot.kind for lot in lots}) > 1:
        found.append(why.DISTINCT)
    if asked.refuses_digital:
        found.append(why.REFUSAL)
    if asked.anonymous:
        found.append(why.ANONYMOUS)
    unknown = [
        each for each in lines if each.medicine is None and each.line.category is Category.MEDICINE
    ]
    paper = any(form.paper for form in used)
    if unknown and paper:
        found.append(why.unknown(_numbers(unknown)))
    if paper and Form.EXCEPTION not in used and any(each.medicine for each in lines):
        found.append(why.EXCEPTION_UNKNOWN)
    if any(_tolerated(each, on) for each in lines):
        found.append(why.TOLERATED)
    return tuple(found)


def _tolerated(each: Prescribed, on: date) -> bool:
    if each.medicine is None:
        return False
    until = reading(each.medicine, on).tolerance
    return until is not None and on <= until


def _numbers(lines: Iterable[Prescribed]) -> tuple[int, ...]:
    return tuple(each.line.number for each in lines)
