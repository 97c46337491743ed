"""`/administration/preparation`: is the regulation centre ready? What is missing, whom to ask."""

from collections.abc import Mapping
from urllib.parse import quote

from starlette.responses import Response

from ordonnance.bootstrap.centre_file import regulators_of
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.mail_trials import look, own_boxes, tried_from_a_page
from ordonnance.documents.ods_parts import MIMETYPE
from ordonnance.domain.centre import RegulationCentre
from ordonnance.domain.directory import Equipment, department_code
from ordonnance.domain.errors import Refusal
from ordonnance.domain.ids import Finess, InvalidId
from ordonnance.doors.api.answers import SECURITY_HEADERS
from ordonnance.doors.web.answers import elsewhere
from ordonnance.doors.web.forms import invalid
from ordonnance.doors.web.visit import Visit
from ordonnance.usecases.mail.trials import PATIENCE, Trial
from ordonnance.usecases.preparation import Standing, standing

HERE = "/administration/preparation"

SHAPES: Mapping[Standing, str] = {
    Standing.READY: "bon",
    Standing.TO_WATCH: "attention",
    Standing.MISSING: "bloque",
    Standing.UNKNOWN: "inconnu",
}
WHOLE: Mapping[Standing, str] = {
    Standing.READY: "Le centre est prêt.",
    Standing.TO_WATCH: "Le centre peut envoyer ; quelques points restent à améliorer.",
    Standing.UNKNOWN: "Un point au moins ne peut pas être vérifié d'ici.",
    Standing.MISSING: "Le centre n'est pas prêt : un point au moins manque.",
}
STEPS = (
    ("handed", "Pris par le serveur de l'opérateur"),
    ("arrived", "Revenu dans la boîte"),
    ("receipt", "Accusé reçu"),
)
"""What a trial waits for, in order."""

MEDIA = {"csv": "text/csv; charset=utf-8", "ods": MIMETYPE}
"""The formats of what goes to the order."""


async def show(visit: Visit) -> Response:
    """The centre that is described, as everything stands today."""
    return await _shown(visit, None)


async def ask(visit: Visit) -> Response:
    """Another centre, or another list of regulators: looked at once, kept nowhere."""
    return await _shown(visit, asked_centre(visit.form.fields))


def asked_centre(fields: Mapping[str, tuple[str, ...]]) -> RegulationCentre:
    """The centre typed in the form. Raises Refusal."""

    def text(name: str) -> str:
        return " ".join(fields.get(name, ())).strip()

    department = _department(text("departement"))
    try:
        finess = Finess.parse(text("finess")).value if text("finess") else None
        return RegulationCentre("", department, finess, regulators_of(text("rpps")))
    except (InvalidId, OpeningRefused) as error:
        reason = error.reason if isinstance(error, InvalidId) else "la liste est trop longue"
        raise invalid("rpps" if text("rpps") else "finess", reason) from error


def _department(text: str) -> str:
    code = department_code(text)
    if not (code.isascii() and code.isalnum() and 2 <= len(code) <= 3):
        raise invalid("departement", "un code comme 69, 2A ou 974 est attendu")
    return code


async def order_file(visit: Visit) -> Response:
    """What goes to the regional council of the order of pharmacists, as a file."""
    asked = visit.request.query_params
    kind, platform = asked.get("format", "csv"), visit.platform
    if kind not in MEDIA:
        raise invalid("format", "csv ou ods")
    centre = platform.preparation.centre()
    department = _department(asked.get("departement", centre.department if centre else ""))
    name, content = await platform.preparation.order_file(
        department, platform.ports.clock.now(), spreadsheet=kind == "ods"
    )
    headers = SECURITY_HEADERS | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, MEDIA[kind])


async def try_one(visit: Visit) -> Response:
    """A mailbox writes to itself; its page follows what comes back."""
    try:
        id = await tried_from_a_page(visit.platform.mailing, visit.form.text("boite"))
    except Refusal as refusal:
        if refusal.code not in ("MAIL_NOT_SET", "MAILBOX_SHUT", "MAIL_DOMAIN_OUTSIDE",
                                "MAIL_WHITE_LIST_NONE"):  # fmt: skip
            raise
        return await _shown(visit, None, refusal)
    return elsewhere(f"{HERE}/essais/{quote(id, safe='@')}")


async def follow(visit: Visit) -> Response:
    """What came back so far; the page asks again by itself until it is over."""
    trial = await look(visit.platform.mailing, visit.path("essai"))
    return visit.page(
        "administration_trial.html", trial=trial, steps=steps(trial),
        patience=int(PATIENCE.total_seconds()),
    )  # fmt: skip


def steps(trial: Trial) -> tuple[tuple[str, str, str], ...]:
    """Shape, name and words of each thing waited for."""
    told = []
    for name, label in STEPS:
        seconds: float | None = getattr(trial, name)
        if seconds is not None:
            told.append(("bon", label, "à l'instant" if seconds < 1 else f"en {seconds:.0f} s"))
        elif name == "receipt" and not trial.answers:
            told.append(("information", label, "la messagerie de démonstration n'en envoie pas"))
        elif trial.over:
            told.append(("bloque", label, "pas à temps"))
        else:
            told.append(("inconnu", label, "attendu"))
    return tuple(told)


async def _shown(
    visit: Visit, centre: RegulationCentre | None, refusal: Refusal | None = None
) -> Response:
    platform = visit.platform
    preparation, now = platform.preparation, platform.ports.clock.now()
    fault = ""
    given = centre
    if given is None:
        try:
            given = preparation.centre()
        except OpeningRefused as refused:
            fault = str(refused)
    seen = await preparation.seen(given, now)
    found = seen.readiness
    whole = standing(seen.points)
    return visit.page(
        "administration_preparation.html", 200 if refusal is None else refusal.first.entry.status,
        points=seen.points, shapes=SHAPES, whole=whole, told=WHOLE[whole], centre=given,
        typed=centre is not None, found=found, fault=fault, refusal=refusal, now=now,
        boxes=own_boxes(platform.mailing), mail=platform.mailing is not None,
        groups=() if found is None else tuple(
            (label, found.pharmacies_with(equipment)) for equipment, label in GROUPS
        ),
    )  # fmt: skip


GROUPS = (
    (Equipment.NONE_PUBLISHED, "Aucune boîte publiée"),
    (Equipment.PERSONAL, "Boîte personnelle seulement"),
    (Equipment.ORGANISATIONAL, "Boîte organisationnelle"),
)
"""Pharmacies as they are listed: first those to be helped."""
