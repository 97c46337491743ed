"""The page that lists every key and every word of a case file, made from the tables themselves."""

from collections.abc import Iterable, Iterator, Mapping

from ordonnance.adapters.case_files import counter_keys, keys, words
from ordonnance.adapters.case_files.fields import Keys

SECTIONS: tuple[Keys, ...] = (
    keys.FILE, keys.CASE, keys.PRESCRIBER, keys.PATIENT, keys.REGULATION, keys.MEDICINE, keys.LINE,
    keys.PREPARATION, keys.EXAMINATION, keys.INTERVENTION, keys.INITIAL, keys.CONDITIONAL,
    keys.SUPPORTING, counter_keys.OTHER, counter_keys.SERVED, counter_keys.COUNTER,
    counter_keys.ASKED, counter_keys.AGREEMENT, counter_keys.RESULT, counter_keys.SEEN,
    counter_keys.EXPECTED, counter_keys.DUE,
)  # fmt: skip
"""The sections in the order in which the page shows them."""

WORDS: tuple[tuple[str, Mapping[str, object]], ...] = (
    ("issue", words.OUTCOMES),
    ("profession", words.PROFESSIONS),
    ("spécialité", words.SHORT_SPECIALTIES),
    ("exercice", words.SETTINGS),
    ("sexe", words.SEXES),
    ("identité", words.IDENTITIES),
    ("forme (de l’ordonnance)", words.FORMS),
    ("motif du papier", words.GROUNDS),
    ("circuit", words.CIRCUITS),
    ("messagerie", words.BOXES),
    ("catégorie", words.CATEGORIES),
    ("prise en charge", words.EXONERATIONS),
    ("non substituable", words.NOT_SUBSTITUTABLE),
    ("accès", words.ACCESSES),
    ("test", words.TESTS),
    ("accord préalable", words.PRIOR_AGREEMENTS),
    ("motif de la quantité", words.QUANTITY_REASONS),
    ("sur (accord du prescripteur)", words.AGREED),
    ("document (vu)", words.SEEN),
    ("porteur", words.BEARERS),
    ("motif de la substitution", words.SUBSTITUTIONS),
    ("à titre exceptionnel", words.EXCEPTIONAL),
    ("rien", words.NOTHING_DUE),
)
"""Keys whose value is one of a few words."""


def lines(
    sections: Iterable[Keys],
) -> Iterator[tuple[str, str, tuple[tuple[str, str, str], ...]]]:
    """Title, introduction and rows (key, how to write it, meaning) of each section."""
    for section in sections:
        rows = tuple(
            (f"{key.name} *" if key.required else key.name, key.form, key.meaning)
            for key in section.keys
        )
        yield section.title, section.intro, rows
