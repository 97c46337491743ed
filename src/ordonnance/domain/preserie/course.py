"""How a présérie goes: the order of its acts, its planning, its first week, its traces."""

from datetime import date, timedelta

from ordonnance.domain.french.dates import short
from ordonnance.domain.preserie.answers import Answer, breached, met, missing
from ordonnance.domain.preserie.pilot import Pilot, PilotAct
from ordonnance.domain.preserie.stages import OutOfTurn, Stage, stage_after, walk

FIRST_WEEK = timedelta(days=7)


def in_turn(pilot: Pilot, day: date) -> Answer:
    """Judges that each act came in its turn."""
    done = pilot.until(day)
    for each in walk(done):
        if isinstance(each, OutOfTurn):
            instead = " ou ".join(act.label for act in each.allowed) or "rien"
            return breached(
                f"{each.done.act.label} le {short(each.done.on)}, alors que la présérie était "
                f"{each.stage.label}",
                f"À ce moment\u202f: {instead}.",
            )
    stage = stage_after(done)
    if stage in (Stage.PREPARING, Stage.COMMUNICATED, Stage.INFORMED):
        due = {
            Stage.PREPARING: PilotAct.COMMUNICATE, Stage.COMMUNICATED: PilotAct.INFORM,
            Stage.INFORMED: PilotAct.MEET,
        }[stage]  # fmt: skip
        return missing(
            f"présérie {stage.label}", f"{due.label[0].upper()}{due.label[1:]}.", late=False
        )
    return met(f"présérie {stage.label}")


def planned(pilot: Pilot, day: date) -> Answer:
    """Judges that each installation is that of a site, on the day of the planning."""
    sites = {each.am: each for each in pilot.sites}
    installed = pilot.installations(day)
    seen: set[str] = set()
    for each in installed:
        name = each.site.value if each.site is not None else "site non dit"
        site = sites.get(each.site) if each.site is not None else None
        on = short(each.on)
        if site is None:
            return breached(f"{name}, installé le {on}, n’est pas un site inscrit", "L’inscrire, "
                            "puis communiquer le planning.")  # fmt: skip
        if name in seen:
            return breached(f"{name} installé deux fois", "N’enregistrer qu’une installation.")
        seen.add(name)
        if site.planned is None:
            return breached(f"{name} installé le {on} sans date prévue", "Communiquer sa date.")
        if each.on < site.planned:
            return breached(
                f"{name} installé le {on}, prévu le {short(site.planned)}",
                "Communiquer la nouvelle date avant d’installer.",
            )
    if len(installed) < len(pilot.sites) or not installed:
        rest = len(pilot.sites) - len(installed)
        return missing(
            f"{rest} sur {len(pilot.sites)} à installer", "Suivre le planning.", late=False
        )
    return met(f"{len(installed)} sur {len(pilot.sites)} installés")


def first_week(pilot: Pilot, day: date) -> Answer:
    """Judges the number of installations in the seven days that begin with the first one."""
    installed, most = pilot.installations(day), pilot.terms.first_week
    if not installed:
        return missing("aucune installation", f"En prévoir {most} au plus la première semaine.",
                       late=False)  # fmt: skip
    start = installed[0].on
    count = sum(each.on < start + FIRST_WEEK for each in installed)
    last = start + FIRST_WEEK - timedelta(days=1)
    told = f"{count} du {short(start)} au {short(last)} ({most} au plus)"
    if count > most:
        return breached(
            f"{told}, {most} au plus", "Attendre la deuxième semaine pour les suivantes."
        )
    return met(told)


def traced(pilot: Pilot, day: date) -> Answer:
    """Judges that the traces of a site began at the latest with its installation."""
    sites = {each.am: each for each in pilot.sites}
    installed = pilot.installations(day)
    late = []
    for each in installed:
        site = sites.get(each.site) if each.site is not None else None
        if site is not None and (site.traces is None or site.traces > each.on):
            late.append(site.am.value)
    if late:
        return breached(
            f"sans traces au jour de l’installation\u202f: {', '.join(late)}",
            "Activer la transmission des traces, et compter à part les jours sans trace.",
        )
    if not installed:
        return missing("aucune installation", "Activer les traces en installant.", late=False)
    return met("traces actives dès l’installation")
