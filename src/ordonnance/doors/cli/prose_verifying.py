"""What a verification tells in a terminal."""

from ordonnance.domain.french.typography import typeset, visible
from ordonnance.usecases.verifying_views import Verified
from ordonnance.usecases.verifying_words import PROOFS, outcome

_WIDTH = 2 + max(len(word) for word in PROOFS.values())


def verified(result: Verified) -> str:
    """The outcome first, then each point, then the differences."""
    said = [typeset(outcome(result.nature, result.points)), ""]
    for point in result.points:
        worth = f"[{PROOFS[point.proof].lower()}]"
        said.append(f"{worth.ljust(_WIDTH)} {typeset(visible(point.message))}")
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
