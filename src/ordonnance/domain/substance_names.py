"""Names of substances compared: the same one is written with its salt, its water, or inverted.

« CHLORHYDRATE DE TRAMADOL », « tramadol (chlorhydrate de) » and « tramadol » are one substance;
« folinate de calcium » is acide folinique, not calcium. Only words known as salts, water or linking
words are ever left out, so that two substances are never taken for one because of a shared word.
"""

import re
from functools import lru_cache

from ordonnance.domain.drug import folded

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
_WORD = re.compile(r"[a-z0-9]+")
_ELIDED = re.compile(r"\b[dl]'")
_LINKS = frozenset({"de", "du", "des", "la", "le", "les", "et", "en", "sel", "sels"})
_ISOMERS = frozenset({"l", "dl"})
_WATER = frozenset(
    {
        "anhydre", "hydrate", "hydratee", "monohydrate", "monohydratee", "dihydrate", "dihydratee",
        "trihydrate", "trihydratee", "tetrahydrate", "pentahydrate", "hexahydrate", "heptahydrate",
        "hemihydrate", "hemihydratee", "sesquihydrate", "decahydrate", "dodecahydrate", "hydrates",
        "hemipentahydrate", "hydrique",
    }
)  # fmt: skip
_SALTS = frozenset(
    {
        "acetate", "acetonide", "acistrate", "adipate", "arginine", "axetil", "benzathine",
        "benzoate", "besilate", "besylate", "bicarbonate", "bisulfate", "bitartrate", "bromhydrate",
        "bromure", "butyrate", "camsilate", "carbonate", "chlorhydrate", "chlorure", "cilexetil",
        "citrate", "dichlorhydrate", "dipropionate", "disodique", "disoproxil", "ditosilate",
        "edisilate", "embonate", "enantate", "erbumine", "esilate", "estolate", "ethylsuccinate",
        "etexilate", "fumarate", "furoate", "gluconate", "glutamate", "hemifumarate",
        "hemisuccinate", "hydrobromure", "hydrochlorure", "hydrogenotartrate", "iodure",
        "isethionate", "isetionate", "lactate", "lactobionate", "lysine", "magnesique", "malate",
        "maleate", "medoxomil", "meglumine", "mesilate", "mesylate", "metilsulfate", "mofetil",
        "monosodique", "mucate", "napadisilate", "napsilate", "nitrate", "oxalate", "oxydihydrate",
        "palmitate", "pamoate", "phosphate", "pivalate", "pivoxil", "potassique", "proxetil",
        "propionate", "resinate", "saccharinate", "sesquichlorhydrate", "sodique", "stearate",
        "succinate", "sulfate", "tannate", "tartrate", "tert", "butylamine", "tertbutylamine",
        "tosilate", "trifluoroacetate", "trometamol", "tromethamine", "undecanoate", "valerate",
        "xinafoate", "zincique", "calcique", "ammonium", "acetonate", "decanoate", "dimesilate",
        "dimaleate", "monochlorhydrate", "trometamine", "hexacetonide", "tebutate", "cipionate",
        "cypionate", "phenylpropionate", "caproate", "sodium", "potassium", "element", "acexamate",
        "dipotassique", "diethylamine", "epolamine", "olamine", "diolamine", "biphosphate",
        "diphosphate", "hydrogenofumarate", "hydrogenomaleate", "hydrogenosuccinate", "alafenamide",
        "lysinate", "base", "micronise", "micronisee", "racemique", "precipite", "pur",
        "laurylsulfate", "orotate", "pidolate", "aspartate", "glycerophosphate", "ascorbate",
        "levulinate", "glucoheptonate", "lactogluconate", "glubionate", "bromohydrate",
    }
)  # fmt: skip
_CATIONS = frozenset(
    {
        "sodium", "potassium", "calcium", "magnesium", "aluminium", "zinc", "ammonium", "lithium",
        "sodique", "potassique", "calcique", "magnesique", "lysine", "meglumine", "trometamol",
        "disodique", "monosodique", "arginine", "zincique", "trimagnesien",
    }
)  # fmt: skip
METALS = frozenset({"sodium", "potassium", "calcium", "magnesium", "aluminium", "zinc", "lithium"})
"""Keys that are what remains of many salts: they name no one of them."""
_ELEMENTS = METALS | {"fer", "argent", "baryum", "cuivre", "manganese", "selenium", "strontium"}
_INVERTED = re.compile(r"(.+?) \((\w+)(?: d[e’'] ?)?\)")
_HOMEOPATHIC = re.compile(r"pour preparations? homeo")


@lru_cache(maxsize=16384)
def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a name, folded, linking words left out, in their order."""
    plain = folded(name.translate(_LIGATURES)).translate(_LIGATURES)
    return tuple(word for word in _WORD.findall(_ELIDED.sub(" ", plain)) if word not in _LINKS)


def whole_key(name: str) -> str:
    """The name without case, accents, order or linking words: every word counts."""
    return " ".join(sorted(words_of_name(name)))


@lru_cache(maxsize=16384)
def keys_of_name(name: str) -> tuple[str, ...]:
    """What a name may stand under, the most exact first: whole, without water, without salt.

    A salt of a named acid also stands under that acid (« valproate de sodium »).
    """
    words = words_of_name(name)
    dry = [word for word in words if word not in _WATER and word not in _ISOMERS]
    bare = [word for word in dry if word not in _SALTS]
    found = [list(words), dry]
    found += [acid for acid in (_acid(dry),) if acid]
    if bare:
        found.append(bare)
    elif dry and all(word in _SALTS for word in dry):
        found.append([word for word in dry if word in _CATIONS][:1])
    return tuple(dict.fromkeys(" ".join(sorted(each)) for each in found if each))


def significant_words(name: str) -> tuple[str, ...]:
    """The words that tell a substance from another: neither salt, water, nor a short word."""
    return tuple(
        word
        for word in words_of_name(name)
        if len(word) >= 5 and word not in _SALTS and word not in _WATER
    )


def is_homeopathic(name: str) -> bool:
    """True for a stock « pour préparations homéopathiques »."""
    return _HOMEOPATHIC.search(folded(name)) is not None


def _acid(words: list[str]) -> list[str] | None:
    """« alendronate de sodium » -> acide alendronique; None when nothing says so."""
    named = [word for word in words if word not in _CATIONS]
    if len(named) != 1 or len(words) < 2 or not named[0].endswith("ate") or named[0] in _SALTS:
        return None
    return ["acide", f"{named[0][:-3]}ique"]


def same_substance(one: str, other: str) -> bool:
    """True when two names are one active substance, whatever its salt or its water."""
    return one == other or bool(_identity(one) & _identity(other))


@lru_cache(maxsize=16384)
def _identity(name: str) -> frozenset[str]:
    keys = keys_of_name(name)
    return frozenset(key for key in keys if key not in METALS) or frozenset(keys)


def common_name(name: str) -> str:
    """« CHLORHYDRATE DE METFORMINE » as doctors write it: « metformine ».

    Only salts and waters are left out; a salt of a metal or of a named acid is written whole
    (« carbonate de lithium », « valproate de sodium »).
    """
    plain = " ".join(name.lower().split())
    inverted = _INVERTED.fullmatch(plain)
    if inverted is not None and folded(inverted[2]) in _SALTS | _WATER:
        plain = inverted[1] if folded(inverted[1]) not in _ELEMENTS else plain
    head, _, rest = plain.partition(" de ") if " de " in plain else plain.partition(" d'")
    if rest and folded(head) in _SALTS and folded(rest.split()[0]) not in _ELEMENTS:
        plain = rest
    words = plain.split()
    while (
        len(words) > 1
        and folded(words[-1]) in _WATER | _SALTS
        and folded(words[0]) not in (*_ELEMENTS, "acide", *_SALTS)
    ):
        words.pop()
    return " ".join(words)
