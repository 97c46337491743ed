"""The kinds of prescription that the convention keeps on distinct ordonnances."""

from enum import StrEnum

from ordonnance.domain.prescription import Category


class Kind(StrEnum):
    """What may stand together on one ordonnance (TY-01)."""

    MEDICINES = "medicines"
    DEVICES = "devices"
    CARE = "care"
    BIOLOGY = "biology"

    @property
    def label(self) -> str:
        """French words."""
        return {
            "medicines": "médicaments",
            "devices": "dispositifs et prestations (LPP)",
            "care": "soins d’auxiliaires médicaux",
            "biology": "examens de biologie",
        }[self]


_KINDS = {
    Category.MEDICINE: Kind.MEDICINES,
    Category.PREPARATION: Kind.MEDICINES,
    Category.DEVICE: Kind.DEVICES,
    Category.BIOLOGY: Kind.BIOLOGY,
}


def kind_of(category: Category) -> Kind:
    """The kind of a line; nursing, physiotherapy and the other auxiliaries are one."""
    return _KINDS.get(category, Kind.CARE)
