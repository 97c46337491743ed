"""Another pack than the one prescribed: which substitution it is, or why it is refused."""

from datetime import date

from ordonnance.domain.dispensing import Substitution, SubstitutionKind
from ordonnance.domain.drug import Catalogue, Medicine
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Cip13
from ordonnance.domain.prescription import Line
from ordonnance.law.biosimilars import BIOSIMILARS_SOURCE
from ordonnance.law.hybrids import HYBRIDS_SOURCE, hybrid_substitutable
from ordonnance.law.substitution import biosimilar_substitutable, substitution_problem
from ordonnance.usecases.acting import Opened
from ordonnance.usecases.medicines import pack_is_of


def substitution_of(
    opened: Opened,
    line: Line,
    cip13: Cip13,
    asked: Substitution | None,
    served: Medicine,
    catalogue: Catalogue,
) -> Substitution | None:
    """The substitution that this pack amounts to, None when it is what was prescribed.

    Raises Refusal: SUBSTITUTION_NOT_ALLOWED, SUBSTITUTION_REASON_REQUIRED, TEXT_REQUIRED.
    """
    prescribed = opened.medicines.get(line.number)
    if prescribed is not None and prescribed.cis == served.cis:
        return None
    problem = substitution_problem(prescribed, served, opened.ordonnance.established_on)
    if problem is not None:
        raise _not_allowed(line, problem)
    if pack_is_of(line, cip13, catalogue):
        return None
    if prescribed is None:
        return _agreed_for_unknown(line, asked)
    same_group = served in catalogue.same_group(prescribed)
    if same_group:
        if line.not_substitutable is not None and not _agreed(asked):
            raise _not_allowed(line, "l'ordonnance porte « non substituable »")
        return asked or Substitution(SubstitutionKind.GENERIC)
    if asked is None:
        raise Refusal.of("SUBSTITUTION_REASON_REQUIRED", line=line.number)
    if asked.kind is SubstitutionKind.GENERIC:
        raise _not_allowed(line, "les deux médicaments ne sont pas du même groupe générique")
    if asked.kind is SubstitutionKind.BIOSIMILAR:
        _require_biosimilar(line, prescribed, served, opened.day)
    elif asked.kind is SubstitutionKind.HYBRID:
        _require_hybrid(line, prescribed, served, opened)
    elif not asked.text:
        raise Refusal.of("TEXT_REQUIRED")
    return asked


def _agreed(asked: Substitution | None) -> bool:
    """True when the prescriber agreed expressly, in words kept with the act (L.5125-23)."""
    return (
        asked is not None
        and asked.kind is SubstitutionKind.PRESCRIBER_AGREEMENT
        and bool(asked.text)
    )


def _agreed_for_unknown(line: Line, asked: Substitution | None) -> Substitution:
    """Nothing tells what an unknown medicine is: only its prescriber may say what replaces it."""
    if asked is None:
        raise Refusal.of("SUBSTITUTION_REASON_REQUIRED", line=line.number)
    if asked.kind is not SubstitutionKind.PRESCRIBER_AGREEMENT:
        reason = (
            "le médicament prescrit est inconnu du catalogue, l'accord du prescripteur s'impose"
        )
        raise _not_allowed(line, reason)
    if not asked.text:
        raise Refusal.of("TEXT_REQUIRED")
    return asked


def _require_hybrid(line: Line, prescribed: Medicine, served: Medicine, opened: Opened) -> None:
    if served not in opened.catalogue.same_hybrid_group(prescribed):
        raise _not_allowed(line, "les deux médicaments ne sont pas du même groupe hybride")
    if not hybrid_substitutable(prescribed, served, opened.day):
        reason = f"la classe de ce groupe hybride n'est pas de la liste lue ({HYBRIDS_SOURCE})"
        raise _not_allowed(line, reason)
    if line.not_substitutable is not None:
        raise _not_allowed(line, "l'ordonnance porte « non substituable »")


def _require_biosimilar(line: Line, prescribed: Medicine, served: Medicine, day: date) -> None:
    group = prescribed.biosimilar_group
    if group is None or group != served.biosimilar_group:
        raise _not_allowed(line, "le groupe biologique ne permet pas la substitution")
    if not (biosimilar_substitutable(prescribed, day) and biosimilar_substitutable(served, day)):
        reason = f"ce groupe biologique n'est pas ouvert à la substitution ({BIOSIMILARS_SOURCE})"
        raise _not_allowed(line, reason)
    if line.not_substitutable is not None:
        raise _not_allowed(line, "l'ordonnance porte « non substituable »")


def _not_allowed(line: Line, reason: str) -> Refusal:
    return Refusal.of("SUBSTITUTION_NOT_ALLOWED", line=line.number, reason=reason)
