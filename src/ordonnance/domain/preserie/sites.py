"""Where a présérie is held and who takes part: how many, whose agreement, whose equipment."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date

from ordonnance.domain.french.dates import short
from ordonnance.domain.preserie.answers import Answer, breached, met, missing
from ordonnance.domain.preserie.pilot import Pilot, PilotAct, Site


def departments(pilot: Pilot, day: date) -> Answer:
    """Judges how many CPAM take part, and that each is a referent."""
    chosen, most, known = pilot.departments, pilot.terms.most_cpam, pilot.terms.referents
    if not chosen:
        late = pilot.first(PilotAct.COMMUNICATE, day) is not None
        return missing("aucune CPAM n’est choisie", _choose(most), late=late)
    if most is not None and len(chosen) > most:
        return breached(f"{len(chosen)} CPAM choisies", f"En garder {most} au plus.")
    strangers = [] if known is None else [each for each in chosen if each not in known]
    if known is not None and strangers:
        return breached(
            f"{_listed(strangers)}\u202f: pas une CPAM référente",
            f"Choisir parmi {_listed(f'{code} {name}' for code, name in known.items())}.",
        )
    named = [each if known is None else f"{each} {known[each]}" for each in chosen]
    return met(_listed(named) if most is None else f"{_listed(named)} ({most} au plus)")


def _choose(most: int | None) -> str:
    return "Choisir une CPAM." if most is None else f"Choisir une à {most} CPAM."


def in_place(pilot: Pilot, day: date) -> Answer:
    """Judges that each site depends on a CPAM of the présérie."""
    del day
    out = [each for each in pilot.sites if each.department not in pilot.departments]
    if out:
        told = _listed(f"{each.am.value} ({each.department})" for each in out)
        return breached(f"hors des CPAM choisies\u202f: {told}", "Retirer ces sites, ou la CPAM.")
    if not pilot.sites:
        return missing("aucun site n’est inscrit", "Inscrire des sites volontaires.", late=False)
    return met(f"sites dans ces CPAM\u202f: {len(pilot.sites)}")


def counted(pilot: Pilot, day: date) -> Answer:
    """Judges the number of sites; each counts once."""
    least, most = pilot.terms.least(pilot.share), pilot.terms.most_sites
    twice = [
        am for am, times in Counter(each.am.value for each in pilot.sites).items() if times > 1
    ]
    if twice:
        return breached(
            f"inscrit deux fois\u202f: {_listed(twice)}", "N’inscrire un site qu’une fois."
        )
    count = len(pilot.sites)
    told = f"sites inscrits\u202f: {count} ({least} au moins, {most} au plus)"
    if count > most:
        return breached(told, f"En retirer {count - most}.")
    if count < least:
        late = pilot.first(PilotAct.COMMUNICATE, day) is not None
        return missing(told, f"En inscrire encore {least - count}.", late=late)
    return met(told)


def agreed(pilot: Pilot, day: date) -> Answer:
    """Judges that each site agreed before its number was communicated."""
    return _before_communication(
        pilot, day, lambda site: site.agreed, "accord de principe",
        "Obtenir l’accord avant de communiquer le numéro AM.",
    )  # fmt: skip


def equipped(pilot: Pilot, day: date) -> Answer:
    """Judges that the equipment of each site was checked before its number was communicated."""
    return _before_communication(
        pilot, day, lambda site: site.equipped, "vérification de l’équipement",
        "Vérifier l’équipement et la version avant de communiquer le numéro AM.",
    )  # fmt: skip


def _before_communication(
    pilot: Pilot, day: date, fact: Callable[[Site], date | None], name: str, do: str
) -> Answer:
    """That a fact of every site precedes the last communication; who joins later is in the next."""
    told = [each.on for each in pilot.until(day) if each.act is PilotAct.COMMUNICATE]
    days = [(site.am.value, fact(site)) for site in pilot.sites]
    absent = [am for am, on in days if on is None or on > day]
    late = [(am, on) for am, on in days if on is not None and told and told[-1] < on <= day]
    if late:
        sites = _listed(f"{am} ({short(on)})" for am, on in late)
        return breached(f"{name} après la communication du {short(told[-1])}\u202f: {sites}", do)
    if absent or not days:
        why = f"{name} à enregistrer\u202f: {_listed(absent)}" if absent else "aucun site inscrit"
        return missing(why, do, late=bool(told))
    return met(f"{name} de chaque site")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
