"""The facts of a medicine as plain values, for `drugs show` and whoever writes JSON."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ordonnance.adapters.drugs.details import LEAFLET
from ordonnance.adapters.drugs.stored import number_text
from ordonnance.domain.drug import Catalogue, Medicine, Presentation, Shortage
from ordonnance.domain.quantity import Quantity
from ordonnance.law.biosimilars import same_dose
from ordonnance.law.conditions import effect, who_prescribes
from ordonnance.law.drugs import reading
from ordonnance.law.french import duration_text
from ordonnance.law.groups import servable, variations
from ordonnance.usecases.drug_facts import shortage_sentence
from ordonnance.usecases.medicines import alike


def summary(catalogue: Catalogue, medicine: Medicine) -> dict[str, object]:
    """Identity, composition, conditions, packs, groups, shortages, and the version they come from.

    Only JSON values; amounts are decimal texts with a point (« 37.5 »), never floats.
    """
    return {
        "cis": medicine.cis.value if medicine.cis else None,
        "name": medicine.name,
        "form": medicine.form,
        "routes": list(medicine.routes),
        "holder": medicine.holder,
        "marketed": medicine.marketed,
        "atc": medicine.atc,
        "substances": [
            {"name": part.name, "code": part.code, "strength": _quantity(part.strength)}
            for part in medicine.substances
        ],
        "conditions": list(medicine.conditions),
        "presentations": [_pack(pack) for pack in medicine.presentations],
        "generic_group": _group(catalogue, medicine),
        "biosimilar_group": medicine.biosimilar_group,
        "biosimilars": [
            {
                "cis": other.cis.value if other.cis else None,
                "name": other.name,
                "marketed": other.marketed,
            }
            for other in catalogue.same_biosimilar_group(medicine)
            if same_dose(medicine.name, other.name)
        ],
        "hybrid_group": _hybrid(catalogue, medicine),
        "shortages": [_shortage(medicine, each) for each in medicine.shortages],
        "catalogue": {
            "label": catalogue.version.label,
            "source": catalogue.version.source,
            "dated": catalogue.version.dated.isoformat(),
            "digest": catalogue.version.digest,
            "demonstration": catalogue.version.demonstration,
        },
    }


def facts(
    catalogue: Catalogue,
    medicine: Medicine,
    details: Mapping[str, Any] | None = None,
    days: Iterable[date | None] = (),
) -> dict[str, object]:
    """The summary, what each condition does in law, the regime on `days`, and the details known."""
    told = summary(catalogue, medicine)
    packs = (details or {}).get("packs", {})
    return told | {
        "condition_effects": [
            {"label": label, "effect": (known := effect(label)).text, "article": known.article,
             "read_by_a_rule": known.read}
            for label in medicine.conditions
        ],
        "varying_conditions": [
            {"label": each.label, "specialities": each.bearing, "of": each.of}
            for each in variations(servable(alike(medicine, catalogue)))
        ],
        "prescribed_by": who_prescribes(medicine.conditions),
        "regimes": [_regime(medicine, day) for day in dict.fromkeys(days) if day is not None],
        "presentations": [
            _pack(pack) | _pack_details(packs.get(pack.cip13.value))
            for pack in medicine.presentations
        ],
        "authorisation": _authorisation(details),
        "smr": _opinions(details, "smr"),
        "asmr": _opinions(details, "asmr"),
        "notices": [
            dict(zip(("since", "until", "text", "link"), each, strict=True))
            for each in (details or {}).get("notices", ())
        ],
        "link": LEAFLET.format(cis=medicine.cis.value) if medicine.cis else None,
    }  # fmt: skip


def _regime(medicine: Medicine, day: date) -> dict[str, object]:
    read = reading(medicine, day)
    return {
        "on": day.isoformat(),
        "regime": read.regime.label,
        "maximum": duration_text(read.maximum) if read.maximum else None,
        "fraction": duration_text(read.fraction) if read.fraction else None,
        "articles": sorted(
            "L.162-4-2 CSS" if each.value == "L162" else f"R.5132-{each.value.replace('.', '-')}"
            for each in read.articles
        ),
        "source": read.source,
        "differences": list(read.differences),
        "unread": list(read.unread),
    }


def _group(catalogue: Catalogue, medicine: Medicine) -> dict[str, object] | None:
    """Its generic group with the other members, None outside the register."""
    group = medicine.generic_group
    if group is None:
        return None
    return {
        "group": group.group,
        "label": group.label,
        "role": group.role.name,
        "members": [
            {
                "cis": other.cis.value if other.cis else None,
                "name": other.name,
                "role": other.generic_group.role.name if other.generic_group else None,
                "marketed": other.marketed,
            }
            for other in catalogue.same_group(medicine)
        ],
    }


def _hybrid(catalogue: Catalogue, medicine: Medicine) -> dict[str, object] | None:
    """Its hybrid group with the other members, None outside the register."""
    group = medicine.hybrid_group
    if group is None:
        return None
    return {
        "group": group.group,
        "label": group.label,
        "role": "REFERENCE" if group.reference else "HYBRID",
        "members": [
            {
                "cis": other.cis.value if other.cis else None,
                "name": other.name,
                "role": _hybrid_role(other),
                "marketed": other.marketed,
            }
            for other in catalogue.same_hybrid_group(medicine)
        ],
    }


def _hybrid_role(medicine: Medicine) -> str | None:
    group = medicine.hybrid_group
    return None if group is None else "REFERENCE" if group.reference else "HYBRID"


def _pack(pack: Presentation) -> dict[str, object]:
    return {
        "cip13": pack.cip13.value,
        "label": pack.label,
        "units": number_text(pack.units),
        "unit": pack.unit.label if pack.unit else None,
        "marketed": pack.marketed,
        "reimbursement": pack.reimbursement,
        "price": number_text(pack.price),
    }


def _pack_details(told: Sequence[str] | None) -> dict[str, object]:
    """Price as paid, dispensing fee, approval for hospitals, indications that are reimbursed."""
    if told is None:
        return {}
    _, hospitals, public, fee, indications = told
    return {
        "public_price": public.replace(",", ".") or None,
        "dispensing_fee": fee.replace(",", ".") or None,
        "hospital_approval": hospitals or None,
        "reimbursed_for": indications or None,
    }


def _authorisation(details: Mapping[str, Any] | None) -> dict[str, object] | None:
    if details is None:
        return None
    status, procedure, day, alert, european, monitored = details["authorisation"]
    return {
        "status": status,
        "procedure": procedure,
        "since": "-".join(reversed(day.split("/"))) or None,
        "alert": alert or None,
        "european_number": european or None,
        "additional_monitoring": monitored,
    }


def _opinions(details: Mapping[str, Any] | None, kind: str) -> list[dict[str, object]]:
    names = ("dossier", "reason", "on", "value", "text", "link")
    return [dict(zip(names, each, strict=True)) for each in (details or {}).get(kind, ())]


def _shortage(medicine: Medicine, each: Shortage) -> dict[str, object]:
    since, updated, back = (
        day.isoformat() if day else None for day in (each.since, each.updated, each.back)
    )
    return {
        "kind": each.kind.name,
        "label": each.kind.label,
        "since": since,
        "updated": updated,
        "back": back,
        "cip13": each.cip13.value if each.cip13 else None,
        "link": each.link,
        "message": shortage_sentence(medicine, each),
    }


def _quantity(quantity: Quantity | None) -> dict[str, object] | None:
    if quantity is None:
        return None
    return {"value": number_text(quantity.value), "unit": quantity.unit.label}
