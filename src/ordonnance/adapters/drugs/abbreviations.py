"""Abbreviations that French doctors type for substances and forms, and what they stand for.

Only those that are not the beginning of what they mean: « amox » or « suppo » need no help. Classes
(IPP, AINS) are left out: they name no medicine.
"""

import re

MEANING = {
    # Substances
    "aas": "acetylsalicylique",
    "ac": "acide",
    "azt": "zidovudine",
    "bdp": "beclometasone",
    "5asa": "mesalazine",
    "5fu": "fluorouracile",
    "3tc": "lamivudine",
    "cotrimoxazole": "sulfamethoxazole trimethoprime",
    "epo": "epoetine",
    "ftc": "emtricitabine",
    "hct": "hydrochlorothiazide",
    "hctz": "hydrochlorothiazide",
    "isdn": "isosorbide dinitrate",
    "kcl": "potassium chlorure",
    "lt4": "levothyroxine",
    "l thyroxine": "levothyroxine",
    "mgso4": "magnesium sulfate",
    "mmf": "mycophenolate",
    "mtx": "methotrexate",
    "nacl": "sodium chlorure",
    "peni g": "benzylpenicilline",
    "peni v": "phenoxymethylpenicilline",
    "smx": "sulfamethoxazole",
    "tdf": "tenofovir",
    "tmp": "trimethoprime",
    "ttfc": "tenofovir emtricitabine",
    "vit a": "retinol",
    "vit b1": "thiamine",
    "vit b6": "pyridoxine",
    "vit b9": "folique",
    "vit b12": "cyanocobalamine",
    "vit c": "ascorbique",
    "vit d": "cholecalciferol",
    "vit d3": "cholecalciferol",
    "vit e": "tocopherol",
    "vit k": "phytomenadione",
    "vit k1": "phytomenadione",
    # Forms
    "cp": "comprime",
    "cps": "comprime",
    "cpr": "comprime",
    "crm": "creme",
    "gelu": "gelule",
    "gtt": "gouttes",
    "gttes": "gouttes",
    "nrs": "nourrisson",
    "odt": "orodispersible",
    "pdre": "poudre",
    "patch": "transdermique",
}
"""Folded abbreviation -> folded words, each of which must then be found."""

_LONGEST_FIRST = sorted(MEANING, key=len, reverse=True)
_ALL = re.compile(
    rf"(?<!\w)(?:{'|'.join(each.replace(' ', '[ .-]+') for each in _LONGEST_FIRST)})(?!\w)"
)
_BETWEEN = re.compile(r"[ .-]+")


def written_out(text: str) -> str:
    """A folded query, its abbreviations written out; one that stands alone may be a beginning."""
    text = text.replace("vitamine ", "vit ")
    if " " not in text.strip() and len(text) < 3:
        return text
    return _ALL.sub(_meaning, text)


def _meaning(found: re.Match[str]) -> str:
    return MEANING[_BETWEEN.sub(" ", found[0])]
