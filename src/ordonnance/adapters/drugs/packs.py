"""What a pack holds, read from its label in the public drug file.

« 3 plaquette(s) thermoformée(s) PVC-Aluminium de 21 comprimé(s) » holds 63 tablets, « 1 flacon de
150 ml » 150 millilitres, « 10 ampoule(s) de 5 ml » 10 ampoules. A label that lets more than one
answer, such as a kit of two medicines, gives None: a wrong count would become a wrong refusal.
"""

import re
from decimal import Decimal

from ordonnance.adapters.drugs.units import GRAM, MILLILITRE
from ordonnance.domain.quantity import MAX_VALUE, Unit

_SINGLES = (
    "comprimé",
    "gélule",
    "capsule",
    "lyophilisat",
    "pastille",
    "gomme",
    "film",
    "suppositoire",
    "ovule",
    "dispositif",
    "patch",
    "emplâtre",
    "implant",
    "anneau",
    "bouffée",
    "dose",
)
"""What is taken one at a time and counted whatever it comes in."""

_HOLDERS = (
    "plaquette",
    "blister",
    "flacon",
    "pilulier",
    "tube",
    "boîte",
    "boite",
    "étui",
    "sachet",
    "film",
    "pochette",
    "pot",
    "bouteille",
    "récipient",
    "inhalateur",
    "distributeur",
    "fût",
    "pompe",
    "enveloppe",
    "carton",
    "ampoule",
    "cartouche",
    "seringue",
    "stylo",
)
"""What holds several of them, or a volume."""

_UNIT_DOSES = (
    ("récipient unidose", "récipient unidose"),
    ("unidose", "récipient unidose"),
    ("flacon unidose", "récipient unidose"),
    ("ampoule", "ampoule"),
    ("seringue", "seringue"),
    ("stylo", "stylo"),
    ("cartouche", "cartouche"),
    ("sachet", "sachet"),
    ("poche", "poche"),
    ("flacon", "flacon"),
    ("tube", "tube"),
    ("bouteille", "bouteille"),
    ("inhalateur", "inhalateur"),
)
"""Containers that are counted themselves, and the unit that each one is."""

_BULK = {"ml": (MILLILITRE, 1), "l": (MILLILITRE, 1000), "g": (GRAM, 1), "kg": (GRAM, 1000)}

_NUMBER = r"(?<![\d,.])(\d+(?:[ \u00a0]\d{3})*(?:[.,]\d+)?)"
_PLURAL = re.compile(r"\((?:s|x|e|es|aux)\)")
_ASIDE = re.compile(r"\([^()]*\)")
_CLOSURE = re.compile(
    r"\bavec (?:fermeture|bouchon)(?: de)? (?:sécurité|sécurisée?)(?: enfants?)?\b"
)
_PARTS = re.compile(r"\s\+\s|\s-\s(?=\d)|\bet (?=\d)")
_WITH_SOLVENT = re.compile(r"\bet\s+(?:solvant|diluant|véhicule)\b")
_ACCESSORY = re.compile(
    r"(?:\d+|une?) (?:boîte de )?(?:aiguille|inhalateur|tampon|godet|gobelet|canule|piston|tige"
    r"|adaptateur|compresse|pansement|dispositif|cathéter|perfuseur|cuillère|pipette|applicateur)"
)
_SINGLE = re.compile(
    rf"(?<!avec ){_NUMBER} ?(?:x ?(\d+) ?)?({'|'.join(_SINGLES)})(?:s|x|es)?\b(?!-)",
)
_HELD = re.compile(rf"(?<!avec ){_NUMBER} ?(?:x ?(\d+) ?)?({'|'.join(_HOLDERS)})(?:s|x)?\b")
_VOLUME = re.compile(rf"{_NUMBER} ?(ml|l|g|kg)\b")
_COUNTED = re.compile(
    rf"(?<!avec ){_NUMBER} ?(?:x ?(\d+) ?)?({'|'.join(name for name, _ in _UNIT_DOSES)})(?:s|x)?\b"
)


def units_per_pack(label: str, form: str = "") -> tuple[Decimal, Unit] | None:
    """How many countable units the pack with that label holds, or None when it cannot be told.

    `form` is that of the medicine: a powder and its solvent make one unit, two medicines do not.
    """
    text = _plain(label)
    parts = _PARTS.split(text)
    if len(parts) > 1:
        # What stands beside needles is counted; a label that has nothing else counts that.
        parts = [part for part in parts if not _ACCESSORY.match(part.strip())]
    if len(parts) == 2 and _WITH_SOLVENT.search(form.casefold()):
        return _reconstituted(*(part.strip() for part in parts))
    if len(parts) != 1:
        return None
    text = parts[0].strip()
    for reading in (_singles, _bulk, _unit_doses):
        found = reading(text)
        if found is not None:
            count, unit = found
            return (count, unit) if 0 < count <= MAX_VALUE else None
    return None


def _reconstituted(one: str, other: str) -> tuple[Decimal, Unit] | None:
    """As many doses as containers of powder, when the solvents are as many; the first is named."""
    found = [_unit_doses(each) for each in (one, other)]
    first, second = found
    if first is None or second is None or first[0] != second[0]:
        return None
    return first if 0 < first[0] <= MAX_VALUE else None


def _plain(label: str) -> str:
    """Lower case, singular marks and asides removed, single spaces."""
    text = _ASIDE.sub(" ", _PLURAL.sub("", label.casefold()))
    text = re.sub(r"[\s\u00a0\u202f]+", " ", _CLOSURE.sub(" ", text))
    return re.sub(r"(\w)-doses?\b", r"\1", text).strip()


def _singles(text: str) -> tuple[Decimal, Unit] | None:
    """Tablets and the like, times the holders named before them.

    Said twice (« 12 comprimés en 4 plaquettes de 3 comprimés »), both must give the same count.
    """
    found = list(_SINGLE.finditer(text))
    if len(found) > 1:
        found = [match for match in found if match[3] != "film"]
    counts = {
        (_value(match[1]) * Decimal(match[2] or 1) * _holders(text[: match.start()]), match[3])
        for match in found
    }
    if len(counts) != 1 or (found[0][3] == "dose" and "unidose" in text):
        return None
    count, name = counts.pop()
    return count, Unit(name)


def _bulk(text: str) -> tuple[Decimal, Unit] | None:
    """Bottles, tubes and pots from which doses are drawn: their whole volume or mass."""
    head = text.split(" avec ", 1)[0]
    if re.search(r"unidose|ampoule|seringue|stylo|cartouche|sachet|poche|gaz|acier", head):
        return None
    volumes = list(_VOLUME.finditer(head)) or list(_VOLUME.finditer(text))[:1]
    if len(volumes) != 1 or not re.search(rf"\b(?:{'|'.join(_HOLDERS)})s?\b", head):
        return None
    unit, factor = _BULK[volumes[0][2]]
    return _value(volumes[0][1]) * factor * _holders(text[: volumes[0].start()]), unit


def _unit_doses(text: str) -> tuple[Decimal, Unit] | None:
    """Ampoules, syringes, pens, sachets: the containers themselves."""
    match = _COUNTED.search(text)
    if match is None:
        return None
    name = dict(_UNIT_DOSES)[match[3]]
    if name in {"cartouche", "seringue"} and re.search(r"\bstylos?\b", text[match.end() :]):
        name = "stylo"
    if name == "récipient unidose" or re.match(r"s? unidoses?\b", text[match.end() :]):
        name = "récipient unidose"
    before = _holders(text[: match.start()])
    return _value(match[1]) * Decimal(match[2] or 1) * before, Unit(name)


def _holders(text: str) -> Decimal:
    """Product of the numbers of holders in that part of the label; 1 when none is numbered."""
    product = Decimal(1)
    for match in _HELD.finditer(text):
        product *= _value(match[1]) * Decimal(match[2] or 1)
    return product


def _value(text: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0]", "", text).replace(",", "."))
