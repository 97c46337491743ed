"""`/verifier`: the page on which anybody verifies a sheet, with or without JavaScript.

No session, no cookie, no script. What is sent stays in memory and is gone with the answer.
"""

import base64
import hashlib
from collections.abc import AsyncGenerator
from datetime import date
from html import escape

from python_multipart.exceptions import MultipartParseError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response

from ordonnance.bootstrap.platform import Platform
from ordonnance.bootstrap.verifying import Shown
from ordonnance.domain.errors import Refusal
from ordonnance.domain.presented import LARGEST_FILE
from ordonnance.domain.verification import Nature, Proof, Told
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.api.incoming import read_request
from ordonnance.doors.api.verifying import asker_of
from ordonnance.law.french import typographic
from ordonnance.usecases.verifying_views import Verified

PATH = "/verifier"
LARGEST_REQUEST = LARGEST_FILE + 16 * 1024
"""Most bytes of a form: a file of the largest size, and what goes around it."""

_STYLE = """
:root{color-scheme:light dark;--fond:#FBFAF7;--feuille:#FFF;--encre:#14213D;--gris:#5A6172;
--trait:#DCD8CF;--sauge:#1F6F5C;--ambre:#9A5B00;--brique:#A32A1F}
@media(prefers-color-scheme:dark){:root{--fond:#14181D;--feuille:#1C222A;--encre:#F1EFEA;
--gris:#A9B0BD;--trait:#39424E;--sauge:#6CC7AE;--ambre:#F0B45A;--brique:#FF8F80}}
*{box-sizing:border-box}
body{margin:0;background:var(--fond);color:var(--encre);font:17px/1.5 system-ui,sans-serif}
main{max-width:44rem;margin:0 auto;padding:24px 16px}
h1{font-size:1.95rem;line-height:1.2}h2{font-size:1.25rem;margin:0 0 12px}
section,form{background:var(--feuille);border:1px solid var(--trait);border-radius:8px;
padding:24px;margin:24px 0}
label{display:block;font-weight:600;margin-top:16px}
.aide{display:block;color:var(--gris);font-weight:400}
input{width:100%;min-height:44px;font:inherit;padding:8px;margin-top:4px;color:inherit;
background:var(--fond);border:1px solid var(--gris);border-radius:4px}
button{min-height:44px;width:100%;margin-top:24px;font:inherit;font-weight:600;border:0;
border-radius:4px;background:var(--sauge);color:var(--feuille)}
ul{list-style:none;padding:0;margin:0}
li{padding:12px 0 12px 28px;border-top:1px solid var(--trait);text-indent:-28px}
li svg{width:20px;height:20px;margin-right:8px;vertical-align:-3px}
.proven svg{color:var(--sauge)}.contradicted svg{color:var(--brique)}
.not-proven svg{color:var(--ambre)}
:focus-visible{outline:3px solid var(--ambre);outline-offset:2px}
"""
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_HEADERS = SECURITY_HEADERS | {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}

_NATURES = {
    Nature.NUMERIQUE: "Cette feuille est l'ordonnance numérique que garde la base.",
    Nature.KNOWN: "La base connaît ce numéro\u202f; la feuille elle-même n'est pas prouvée.",
    Nature.ALTERED: "Attention\u202f: cette feuille ne dit pas ce que garde la base.",
    Nature.UNKNOWN: "La base ne connaît pas ce numéro.",
    Nature.DECLARED: "Attention\u202f: cette feuille, ou ce numéro, est déclarée perdue ou volée.",
    Nature.UNDECLARED: "Aucune déclaration ne vise cette feuille\u202f; rien n'est prouvé.",
    Nature.NOT_NUMERIQUE: "Ce n'est pas une ordonnance numérique.",
}
_PROOFS = {
    Proof.PROVEN: ("Prouvé", '<circle cx="10" cy="10" r="9" fill="currentColor"/>'
                             '<path d="m5 10 4 4 6-8" stroke="var(--feuille)" stroke-width="2" '
                             'fill="none"/>'),
    Proof.CONTRADICTED: ("Contredit", '<path d="M6 1h8l5 5v8l-5 5H6l-5-5V6z" '
                                      'fill="currentColor"/>'
                                      '<path d="M6 10h8" stroke="var(--feuille)" '
                                      'stroke-width="2"/>'),
    Proof.NOT_PROVEN: ("Non prouvé", '<circle cx="10" cy="10" r="8" fill="none" '
                                     'stroke="currentColor" stroke-width="2"/>'
                                     '<path d="M7.5 8a2.5 2.5 0 1 1 2.5 2.5v2M10 14v1.5" '
                                     'fill="none" stroke="currentColor" stroke-width="1.6"/>'),
}  # fmt: skip

_FORM = """<form method="post" action="/verifier" enctype="multipart/form-data">
<h2>Que voulez-vous vérifier&nbsp;?</h2>
<label for="fichier">La feuille
<span class="aide" id="a1">PDF reçu, ou photographie (JPEG, PNG, TIFF), 8 Mio au plus.</span>
</label>
<input id="fichier" name="fichier" type="file" aria-describedby="a1"
 accept="application/pdf,image/jpeg,image/png,image/tiff">
<label for="numero">Ou son numéro
<span class="aide" id="a2">Les 18 caractères imprimés sous le code.</span></label>
<input id="numero" name="numero" maxlength="60" autocomplete="off" spellcheck="false"
 aria-describedby="a2">
<label for="etablie">Date d'établissement
<span class="aide" id="a3">Facultative&nbsp;: elle permet de dire si l'ordonnance peut encore
servir.</span></label>
<input id="etablie" name="etablie" type="date" aria-describedby="a3">
<label for="papier">Ou une feuille de papier sécurisé
<span class="aide" id="a4">Facultative&nbsp;: lot et numéro (LOT/12), pour savoir si elle est
déclarée perdue ou volée.</span></label>
<input id="papier" name="papier" maxlength="60" autocomplete="off" spellcheck="false"
 aria-describedby="a4">
<button>Vérifier</button></form>"""

_NOTE = """<p>Ce que vous envoyez n'est ni gardé, ni transmis&nbsp;: le fichier est lu en mémoire,
puis oublié. Rien de la personne ni de son traitement n'est affiché ici.</p>
<p>Le numéro seul prouve que la base le connaît, rien de plus&nbsp;: un vrai numéro peut être
recopié sur une fausse feuille. Le PDF d'origine se prouve, mots et aspect compris.</p>"""


class _InMemory(MultiPartParser):
    """A form whose file never touches the disk."""

    spool_max_size = LARGEST_REQUEST


def empty_page() -> Response:
    """The form."""
    return _page("", 200)


async def answered_page(request: Request, platform: Platform) -> Response:
    """The form, with what the one sent proves, or why it cannot be verified."""
    try:
        platform.verifying.paced(asker_of(request), platform.ports.clock.now())
        with platform.verifying.hold(signed_in=False):
            incoming = await read_request(request, key_required=False, limit=LARGEST_REQUEST)
            shown = await _shown(request, incoming.body)
            verified = await platform.verified(shown)
    except Refusal as refusal:
        return _refused(refusal)
    return _page(_outcome(verified), 200)


async def _shown(request: Request, body: bytes) -> Shown:
    form = await _form(request, body)
    try:
        names = ("numero", "etablie", "fichier", "papier")
        number, day, file, sheet = (form.get(name) for name in names)
        content = await file.read() if isinstance(file, UploadFile) else b""
    finally:
        await form.close()
    return Shown(
        asker_of(request),
        number=number.strip() or None if isinstance(number, str) else None,
        established_on=_day(day.strip()) if isinstance(day, str) and day.strip() else None,
        file=content or None,
        stock=sheet.strip() or None if isinstance(sheet, str) else None,
    )


async def _form(request: Request, body: bytes) -> FormData:
    async def once() -> AsyncGenerator[bytes, None]:
        yield body

    try:
        parser = _InMemory(request.headers, once(), max_files=1, max_fields=4)
        return await parser.parse()
    except (MultiPartException, MultipartParseError, KeyError, AssertionError) as error:
        given = request.headers.get("content-type", "absent")[:60]
        raise Refusal.of("CONTENT_TYPE", type=given, expected="multipart/form-data") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        reason = "la date n'existe pas"
        raise Refusal.of("ELEMENT_INVALID", "etablie", reason=reason) from error


def _outcome(verified: Verified) -> str:
    points = "".join(_point(each) for each in verified.points)
    return (
        f'<section role="status" aria-labelledby="issue"><h2 id="issue">'
        f"{_said(_NATURES[verified.nature])}</h2><ul>{points}</ul></section>"
    )


def _point(told: Told) -> str:
    word, shape = _PROOFS[told.proof]
    drawn = f'<svg viewBox="0 0 20 20" aria-hidden="true">{shape}</svg>'
    return f'<li class="{told.proof}">{drawn}<b>{word}.</b> {_said(told.message)}</li>'


def _said(text: str) -> str:
    """A sentence as the page shows it."""
    return escape(typographic(text), quote=False)


def _refused(refusal: Refusal) -> Response:
    first = refusal.first
    said = (
        f'<section role="alert" aria-labelledby="issue"><h2 id="issue">{_said(first.message)}'
        f"</h2><p>{_said(first.do)}</p>"
        f'<p class="aide">{escape(first.code)}</p></section>'
    )
    return _page(said, first.entry.status)


def _page(outcome: str, status: int) -> Response:
    html = (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8">'
        "<title>Vérifier une ordonnance</title>"
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<style>{_STYLE}</style></head><body><main><h1>Cette ordonnance est-elle vraie&nbsp;?</h1>"
        f"{outcome}{_FORM}{_NOTE}</main></body></html>"
    )
    return Response(html, status, _HEADERS, "text/html; charset=utf-8")
