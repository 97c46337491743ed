"""What each form of a présérie asks, in the words of its description (docs/reference/preserie)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ordonnance.domain.preserie.anomalies import Origin
from ordonnance.domain.preserie.parties import Kind, PartyRole, may_write
from ordonnance.domain.preserie.pilot import PilotAct
from ordonnance.domain.preserie.register import Kept
from ordonnance.domain.preserie.sides import SIDES
from ordonnance.domain.preserie.stages import next_acts, stage_after
from ordonnance.domain.preserie.traces import Operation
from ordonnance.doors.web.forms import Form, day_of, invalid

TEXT, DAY, INSTANT, AREA = "texte", "jour", "instant", "zone"
CHOICE, ONE, SEVERAL = "choix", "un", "plusieurs"
"""One of a list; one of a few, all seen; several of a list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field: its name in the description, its label, its shape, its choices (value, label)."""

    name: str
    label: str
    shape: str = TEXT
    needed: bool = False
    help: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """One thing to write: its address, its title, the key of its entry, its fields."""

    name: str
    title: str
    key: str
    kind: Kind
    fields: tuple[Asked, ...]
    act: PilotAct | None = None


AM = Asked("n° AM", "Numéro AM du site", needed=True, help="Neuf caractères, clé comprise.")
_PREREQUISITES = ("autorisation CNDA", "support", "installation et formation", "kit")
ACTS = {each.value: each for each in PilotAct}


def forms_of(role: PartyRole, state: Kept) -> tuple[Written, ...]:
    """What a party may write now: its rows of the table, and the acts that the stage allows."""
    stage = stage_after(state.pilot.done)
    acts = [_act(each, state) for each in next_acts(stage)]
    # What ends it all is offered last.
    last = [each for each in acts if each.act is PilotAct.ABANDON]
    acts = [each for each in acts if each not in last]
    every = (*acts, *(() if state.ended else _entries(state)), *last)
    return tuple(each for each in every if may_write(role, each.kind, each.act))


def entry_of(pilot: str, written: Written, form: Form, *, despite: str = "") -> bytes:
    """What the form says, as the JSON of an entry. Raises ELEMENT_INVALID."""
    said: dict[str, object] = {"présérie": pilot, written.key: _said(written, form)}
    if despite:
        said["motif"] = despite
    return json.dumps(said, ensure_ascii=False).encode()


def words(fields: Sequence[Asked], form: Form) -> dict[str, object]:
    """The fields that were filled, in the words of the description. Raises ELEMENT_INVALID."""
    found: dict[str, object] = {}
    for each in fields:
        if each.shape == SEVERAL:
            chosen = [one for one in form.several(each.name) if one]
            if chosen:
                found[each.name] = chosen
        elif value := form.text(each.name):
            found[each.name] = _in_words(each, value)
    return found


def _said(written: Written, form: Form) -> object:
    found = words(written.fields, form)
    if written.act is not None:
        return {"acte": written.act.label, **found}
    if written.kind is Kind.KEY:
        return _key(str(found.get("clé", "")))
    if written.kind is Kind.DEPARTMENTS:
        chosen = found.get(written.key, "")
        if isinstance(chosen, str):
            return [each.strip() for each in chosen.split(",") if each.strip()]
        return chosen
    if written.kind in (Kind.VERSION, Kind.NEEDS_WHOLE):
        return found.get(written.key, "")
    return found


def _key(text: str) -> object:
    try:
        read = json.loads(text)
    except ValueError as error:
        raise invalid("clé", "ce n’est pas une clé au format JWK") from error
    if not isinstance(read, dict) or "d" in read:
        raise invalid("clé", "une clé publique est attendue, sans sa partie privée")
    return {name: read[name] for name in ("kid", "kty", "crv", "x", "y", "n", "e") if name in read}


def _in_words(asked: Asked, value: str) -> str:
    if asked.shape == DAY:
        return day_of(value, asked.name).strftime("%d/%m/%Y")
    if asked.shape == INSTANT:
        try:
            return datetime.fromisoformat(value).strftime("%d/%m/%Y à %Hh%M")
        except ValueError as error:
            raise invalid(asked.name, "l’heure n’existe pas") from error
    return value


def _act(act: PilotAct, state: Kept) -> Written:
    day = Asked("le", "Fait le", DAY, needed=True)
    fields: tuple[Asked, ...] = (day,)
    if act is PilotAct.INSTALL:
        installed = {each.site for each in state.pilot.done if each.act is PilotAct.INSTALL}
        waiting = tuple(
            (each.am.value, each.am.value) for each in state.pilot.sites if each.am not in installed
        )
        fields = (Asked("n° AM", "Site installé", CHOICE, needed=True, choices=waiting), day)
    title = f"{act.label[0].upper()}{act.label[1:]}"
    return Written(act.value, title, "acte", Kind.DONE, fields, act)


def _entries(state: Kept) -> tuple[Written, ...]:
    sites = tuple((each.am.value, each.am.value) for each in state.pilot.sites)
    return (*_preparing(state), *_workstations(state, sites), *_observed(sites))


def _preparing(state: Kept) -> tuple[Written, ...]:
    """What comes before the first installation."""
    return (
        Written("prerequis", "Cocher un prérequis", "prérequis", Kind.PREREQUISITE, (
            Asked("prérequis", "Prérequis", CHOICE, needed=True,
                  choices=tuple((each, each) for each in _PREREQUISITES)),
            Asked("le", "En place le", DAY, needed=True),
            Asked("preuve", "Ce qui le montre", needed=True),
        )),
        Written("cpam", "Choisir les CPAM", "CPAM", Kind.DEPARTMENTS, (_departments(state),)),
        Written("site", "Inscrire un site, ou changer ses dates", "site", Kind.SITE, (
            AM, Asked("CPAM", "Département de sa CPAM", needed=True),
            Asked("accord le", "Accord de principe le", DAY),
            Asked("équipement vérifié le", "Équipement vérifié le", DAY),
            Asked("prévue le", "Installation prévue le", DAY),
            Asked("traces depuis le", "Traces activées le", DAY),
            Asked("FINESS", "FINESS du lieu"),
            Asked("SIRET", "SIRET du lieu",
                  help="L’un des deux, quand les jetons du lieu ne disent pas son numéro AM."),
        )),
    )  # fmt: skip


def _workstations(state: Kept, sites: tuple[tuple[str, str], ...]) -> tuple[Written, ...]:
    """What concerns workstations and what runs on them."""
    posts = tuple((each, each) for each in state.workstations)
    return (
        Written("poste", "Demander les traces d’un poste", "poste", Kind.WORKSTATION, (
            Asked("poste", "Identifiant du poste", needed=True,
                  help="Celui que portent ses traces, par exemple poste-1."),
            Asked("n° AM", "Site", CHOICE, needed=True, choices=sites),
            Asked("nom", "Nom du poste", needed=True, help="Tel que le logiciel le nomme."),
            Asked("montré le", "Montré au professionnel le", DAY, needed=True,
                  help="Elles commencent une fois qu’il les a acceptées, signé en son nom."),
            Asked("depuis le", "Traces à partir du", DAY, needed=True),
        )),
        Written("fin-des-traces", "Désactiver les traces d’un poste", "fin des traces",
                Kind.TRACES_OFF, (
            Asked("poste", "Poste", CHOICE, needed=True, choices=posts),
            Asked("le", "Dernier jour", DAY, needed=True),
        )),
        Written("version", "Déclarer une version livrée", "version", Kind.VERSION, (
            Asked("version", "Version", needed=True),
        )),
        Written("cle", "Inscrire une clé publique", "clé", Kind.KEY, (
            Asked("clé", "Clé publique (JWK)", AREA, needed=True,
                  help="P-256, ou RSA de 2048 bits au moins, avec son kid."),
        )),
    )  # fmt: skip


def _observed(sites: tuple[tuple[str, str], ...]) -> tuple[Written, ...]:
    """What a présérie shows once it runs."""
    return (
        Written("anomalie", "Signaler ou qualifier une anomalie", "anomalie", Kind.ANOMALY,
                _anomaly(sites)),
        Written("prerequis-technique", "Relever un prérequis technique", "prérequis technique",
                Kind.NEED, (
            Asked("constat", "Ce qu’il faut", needed=True),
            Asked("relevé le", "Relevé le", DAY, needed=True),
            Asked("réponse", "Comment on y répond", needed=True),
            Asked("sites", "Sites où il a été relevé", SEVERAL, choices=sites),
        )),
        Written("prerequis-complets", "Déclarer complète la liste des prérequis techniques",
                "prérequis techniques complets le", Kind.NEEDS_WHOLE, (
            Asked("prérequis techniques complets le", "Complète le", DAY, needed=True),
        )),
        Written("indisponibilite", "Déclarer une indisponibilité de la base", "indisponibilité",
                Kind.OUTAGE, (
            Asked("de", "Début, heure de Paris", INSTANT, needed=True),
            Asked("à", "Fin", INSTANT, needed=True),
        )),
    )  # fmt: skip


def _departments(state: Kept) -> Asked:
    terms = state.pilot.terms
    known = terms.referents
    if known is None:
        most = f", {terms.most_cpam} au plus" if terms.most_cpam is not None else ""
        return Asked("CPAM", f"Départements des CPAM{most}", needed=True,
                     help="Séparés par une virgule, par exemple 33, 44. Aucune liste de référentes "
                          "n’est publiée pour cette profession.")  # fmt: skip
    choices = tuple((code, f"{code} {name}") for code, name in known.items())
    return Asked("CPAM", "CPAM référentes, trois au plus", SEVERAL, needed=True, choices=choices)


def _anomaly(sites: tuple[tuple[str, str], ...]) -> tuple[Asked, ...]:
    return (
        Asked("nom", "Nom", needed=True,
              help="Par exemple ANO-01. Le même nom remplace ce qui en était dit."),
        Asked("ouverte le", "Ouverte le", DAY, needed=True),
        Asked("constat", "Ce qui se passe, sans rien du patient", AREA, needed=True),
        Asked("opération", "Opération touchée", CHOICE,
              choices=tuple((each.label, each.label) for each in Operation)),
        Asked("origine", "Origine", CHOICE,
              choices=tuple((each.label, each.label) for each in Origin)),
        Asked("bloquante", "Empêche d’employer normalement l’opération", CHOICE,
              choices=(("oui", "oui"), ("non", "non"))),
        Asked("reproduite le", "Reproduite le", DAY),
        Asked("corrigée en version", "Corrigée en version"),
        Asked("corrigée le", "Version livrée le", DAY),
        Asked("vérifiée le", "Vérifiée sur un site le", DAY),
        Asked("codes", "Code d’erreur qui la montre"),
        Asked("sites", "Sites qui la signalent", SEVERAL, choices=sites),
    )  # fmt: skip


OPENING = (
    Asked("nom", "Nom de la présérie", needed=True),
    Asked("profession", "Pour qui est le logiciel", ONE, needed=True,
          choices=tuple((each, f"{each}s") for each in SIDES)),
    Asked("part de marché", "Part SESAM-Vitale du logiciel, en pour cent",
          help="Sous 1 %, trois sites suffisent. Laisser vide si elle n’est pas connue."),
    Asked("module nom", "Module", needed=True),
    Asked("module version", "Version du module", needed=True),
    Asked("module architecture", "Architecture du module", needed=True),
    Asked("module interface", "Interface du module", needed=True),
    Asked("logiciel nom", "Logiciel", needed=True),
    Asked("logiciel version", "Version du logiciel", needed=True),
)  # fmt: skip
"""What opens a présérie; what is rarer is sent over the API."""


def opening_of(pilot: str, editor: str, form: Form) -> bytes:
    """The opening that a form says, as the JSON of an entry."""
    found = words(OPENING, form)
    parts: dict[str, dict[str, object]] = {"module": {}, "logiciel": {}}
    said: dict[str, object] = {"éditeur": editor}
    for name, value in found.items():
        part, _, rest = name.partition(" ")
        if part in parts:
            parts[part][rest] = value
        else:
            said[name] = value
    said |= {"module": parts["module"], "logiciels": [parts["logiciel"]]}
    return json.dumps({"présérie": pilot, "ouverture": said}, ensure_ascii=False).encode()
