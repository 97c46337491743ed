"""The facts of a medicine as plain values, for `drugs show` and whoever writes JSON."""

from decimal import Decimal

from ordonnance.domain.drug import Catalogue, Medicine, Presentation
from ordonnance.domain.quantity import Quantity


def facts(catalogue: Catalogue, medicine: Medicine) -> dict[str, object]:
    """Identity, composition, conditions, packs, groups, and the version they come from.

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
        "catalogue": {
            "label": catalogue.version.label,
            "source": catalogue.version.source,
            "dated": catalogue.version.dated.isoformat(),
            "digest": catalogue.version.digest,
        },
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
            }
            for other in catalogue.same_group(medicine)
        ],
    }


def _pack(pack: Presentation) -> dict[str, object]:
    return {
        "cip13": pack.cip13.value,
        "label": pack.label,
        "units": _decimal(pack.units),
        "unit": pack.unit.label if pack.unit else None,
        "marketed": pack.marketed,
        "reimbursement": pack.reimbursement,
        "price": _decimal(pack.price),
    }


def _quantity(quantity: Quantity | None) -> dict[str, object] | None:
    if quantity is None:
        return None
    return {"value": _decimal(quantity.value), "unit": quantity.unit.label}


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
