"""What a verification tells in a terminal."""

from ordonnance.domain.french.typography import visible
from ordonnance.domain.verification import Nature, Proof
from ordonnance.usecases.verifying_views import Verified

_NATURES = {
    Nature.NUMERIQUE: "Ordonnance numérique de cette base, telle qu'elle a été émise.",
    Nature.KNOWN: "Numéro connu de cette base\u202f; la feuille elle-même n'est pas prouvée.",
    Nature.ALTERED: "Attention\u202f: cette feuille ne dit pas ce que garde la base.",
    Nature.UNKNOWN: "Numéro inconnu de cette base.",
    Nature.DECLARED: "Attention\u202f: cette feuille, ou ce numéro, est déclarée perdue ou volée.",
    Nature.UNDECLARED: "Aucune déclaration ne vise cette feuille\u202f; rien n'est prouvé.",
    Nature.NOT_NUMERIQUE: "Ce n'est pas une ordonnance numérique.",
}
_SIGNS = {
    Proof.PROVEN: "[prouvé]     ",
    Proof.CONTRADICTED: "[contredit]  ",
    Proof.NOT_PROVEN: "[non prouvé] ",
}


def verified(result: Verified) -> str:
    """The outcome first, then each point, then the differences."""
    said = [_NATURES[result.nature], ""]
    said += [f"{_SIGNS[each.proof]}{each.message}" for each in result.points]
    if result.differences:
        said += ["", "Différences\u202f:"]
        for each in result.differences:
            said.append(f"  {each.place}")
            said.append(f"    base\u202f:    {visible(each.held) or '(rien)'}")
            said.append(f"    imprimé\u202f: {visible(each.printed) or '(absent)'}")
    if result.held_lines:
        said += ["", "Ce que garde la base\u202f:"]
        said += [f"  {each.line}. {each.text}" for each in result.held_lines]
    return "\n".join(said)
