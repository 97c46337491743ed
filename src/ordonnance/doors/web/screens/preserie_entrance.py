"""Whoever takes part in préséries: in by the token of their issuer, out."""

from starlette.responses import Response

from ordonnance.domain.errors import Refusal
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.cookies import forget_party, keep_party
from ordonnance.doors.web.visit import Visit

ENTRANCE = "/preseries/entrer"
FIRST = "/preseries"

DEMO_PARTIES = (
    ("editeur", "Éditeur EXEMPLE", "Éditeur de logiciel, EXEMPLE SANTÉ"),
    ("cpam", "CPAM Démo", "Référente de la CPAM 33"),
    ("cnam", "Cnam Démo", "Décide de la généralisation"),
)
"""Who enters with one click in a demonstration: handle, name, what for."""


async def ask(visit: Visit) -> Response:
    """The token, or the parties of the demonstration."""
    return _entrance(visit, None)


async def enter(visit: Visit) -> Response:
    """Open a session for whoever brings a token, or with one click in the demonstration."""
    platform = visit.platform
    try:
        who = visit.form.text("qui")
        # Longer than any text that people type: read as it came, its own limit is the verifier's.
        brought = "".join(visit.form.several("jeton_recu")).strip()
        token = platform.demo_token(who) if who else brought
        here = await platform.parties.enter(token)
    except Refusal as refusal:
        if not refusal.code.startswith("TOKEN_"):
            raise
        return _entrance(visit, refusal)
    response = elsewhere(FIRST)
    keep_party(response, visit.request, here)
    return response


async def leave(visit: Visit) -> Response:
    """Close the session, here and in the base."""
    if visit.here is not None:
        await visit.platform.parties.end(visit.here)
    response = elsewhere("/")
    forget_party(response, visit.request)
    return response


def _entrance(visit: Visit, refusal: Refusal | None) -> Response:
    status = refusal.first.entry.status if refusal else 200
    people = DEMO_PARTIES if visit.platform.ports.demonstration else ()
    return visit.page("preserie_entrance.html", status, refusal=refusal, people=people)
