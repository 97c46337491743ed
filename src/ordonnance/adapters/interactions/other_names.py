"""Other names of substances: how the public drug database writes what the thesaurus names.

Typed by hand on 22/11/2026 from the names of the composition file of May 2026 and the index of the
thesaurus of October 2020; every pair is one substance (pharmacopoeia, INN list of the WHO) or,
where the thesaurus only names the class, a member of it. What is not here and does not match by
itself is said to be unknown.
"""

import re

OTHER_NAMES: dict[str, tuple[str, ...]] = {
    "acide folinique": ("acide lévofolinique", "lévofolinate"),
    "acide ursodesoxycholique": ("acide ursodéoxycholique",),
    "adefovir": ("adéfovir dipivoxil",),
    "alteplase recombinante": ("altéplase",),
    "arsenieux": ("trioxyde d’arsenic",),
    "bleu de methylene": (
        "chlorure de méthylthioninium", "hydroxyde de méthylthioninium", "méthylthioninium",
    ),
    "botulique (toxine)": (
        "toxine botulinique type A", "toxine botulinique type B", "botulique (toxine) type B",
        "toxine botulinique de type A", "toxine botulinique de type B",
    ),
    "calcitonine": ("calcitonine de saumon", "calcitonine salmine synthétique"),
    "calcium": (
        "chlorure de calcium cristallisé", "gluconate de calcium pour solution injectable",
    ),
    "certolizumab": ("certolizumab pégol",),
    "cholecalciferol": (
        "colécalciférol", "vitamine D3", "concentrat de cholécalciférol, forme pulvérulente",
    ),
    "colistine": ("colistiméthate sodique", "colistiméthate"),
    "dexamethasone": ("dexaméthasone (métasulfobenzoate sodique de)",),
    "dextran": ("dextran 40", "dextran 60", "dextran 70"),
    "estradiol": ("bêta-estradiol",),
    "fer": (
        "ascorbate ferreux", "carboxymaltose ferrique", "fer sucrose", "férédétate de sodium",
        "fumarate ferreux", "gluconate ferreux", "hydroxyde ferrique", "sulfate ferreux",
        "sulfate ferreux sesquihydraté", "dérisomaltose ferrique", "fer élément",
    ),
    "hydrocortisone": ("acéponate d’hydrocortisone",),
    "inotuzumab": ("inotuzumab ozogamicine",),
    "brentuximab": ("brentuximab védotine",),
    "loflazépate": ("loflazépate d’éthyle",),
    "magnésium": (
        "oxyde de magnésium léger", "oxyde de magnésium lourd", "magnésium (thiosulfate de)",
        "magnésium (chlorure de) cristallisé", "glycérophosphate acide de magnésium",
    ),
    "mitomycine c": ("mitomycine",),
    "montelukast": ("montélukast acide",),
    "bisoprolol": ("bisoprolol (fumarate acide de)",),
    "paraffine": ("paraffine liquide", "paraffine liquide légère"),
    "pentamidine": ("diiséthionate de pentamidine",),
    "phenoxymethylpenicilline": ("pénicilline V",),
    "pipéraquine": ("pipéraquine (tétraphosphate de)",),
    "povidone iodée": ("polyvidone iodée",),
    "scopolamine": ("butylbromure de scopolamine",),
    "sulfadiazine": ("sulfadiazine argentique",),
    "sorbitol": ("sorbitol liquide (cristallisable)", "sorbitol à 70 pour cent cristallisable"),
    "thiopental": ("thiopental et carbonate sodiques",),
    "trinitrine": ("trinitrate de glycéryle", "nitroglycérine"),
    "vitamine a": (
        "rétinol", "palmitate de rétinol", "acétate de rétinol",
        "concentrat de vitamine A synthétique, forme huileuse",
    ),
    "acide ascorbique": ("vitamine C",),
    "gel d'hydroxyde d'aluminium et de carbonate de magnesium codesseches": (
        "gel d’hydroxyde d’aluminium et de carbonate de magnésium codesséchés",
    ),
    "phosphate d'aluminium": ("gel de phosphate d’aluminium",),
    "oxyde d'aluminium": ("hydroxyde d’aluminium",),
    "dantrolene": ("dantrolène sodique hémiheptahydraté",),
    "tretinoine": ("trétinoïne",),
    "immunoglobuline de lapin anti-lymphocyte t humain": (
        "immunoglobuline de lapin anti-thymocytes humains",
    ),
    "immunoglobulines equines antilymphocyte humain": (
        "immunoglobuline équine anti-lymphocyte T humain",
    ),
}  # fmt: skip
"""By substance of the thesaurus, the other ways of writing it."""

FAMILIES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^insuline\b"), "insuline"),
    (re.compile(r"^macrogol \d"), "macrogol"),
    (re.compile(r"\bmillepertuis\b"), "millepertuis"),
    (re.compile(r"\bginkgo\b"), "ginkgo"),
    (re.compile(r"\bniaouli\b"), "niaouli"),
    (re.compile(r"\beucalyptus\b"), "eucalyptus"),
    (re.compile(r"\bboldo\b"), "boldo"),
    (re.compile(r"\bbourdaine\b"), "bourdaine"),
    (re.compile(r"\bcascara\b"), "cascara"),
    (re.compile(r"\brhubarbe\b"), "rhubarbe"),
    (re.compile(r"\bmenthe poivree\b"), "menthe"),
    (re.compile(r"\bcarbonate (de )?magnesium|magnesium \(carbonate"), "magnésium"),
    (re.compile(r"^rotavirus .*viva"), "rotavirus"),
    (re.compile(r"^(virus|bcg|bacille|serotype|vibrio|salmonella).*\b(vivant|attenue)"),
     "vaccins vivants atténués"),
)  # fmt: skip
"""Names that vary (strain, length of chain, part of the plant), and the term they belong to."""
