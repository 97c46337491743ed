"""What changes from one version of the drug facts to another."""

from ordonnance.domain.drug import Catalogue, Medicine


def compared(former: Catalogue, latter: Catalogue) -> dict[str, object]:
    """New and withdrawn specialities, changed conditions, sales and names; only JSON values."""
    both = [
        (former.by_cis[cis], medicine)
        for cis, medicine in latter.by_cis.items()
        if cis in former.by_cis
    ]
    return {
        "former": _version(former),
        "latter": _version(latter),
        "new": [_named(m) for cis, m in latter.by_cis.items() if cis not in former.by_cis],
        "withdrawn": [_named(m) for cis, m in former.by_cis.items() if cis not in latter.by_cis],
        "conditions": [
            {
                **_named(new),
                "added": [each for each in new.conditions if each not in old.conditions],
                "removed": [each for each in old.conditions if each not in new.conditions],
            }
            for old, new in both
            if set(old.conditions) != set(new.conditions)
        ],
        "renamed": [
            {**_named(new), "former_name": old.name} for old, new in both if old.name != new.name
        ],
        "no_longer_marketed": [
            _named(new) for old, new in both if old.marketed and not new.marketed
        ],
        "marketed_again": [_named(new) for old, new in both if new.marketed and not old.marketed],
    }


def _named(medicine: Medicine) -> dict[str, object]:
    return {"cis": medicine.cis.value if medicine.cis else None, "name": medicine.name}


def _version(catalogue: Catalogue) -> dict[str, object]:
    version = catalogue.version
    return {
        "label": version.label,
        "dated": version.dated.isoformat(),
        "digest": version.digest,
        "specialities": len(catalogue.by_cis),
    }
