"""A scanner that believes the keyboard to be American, on a machine where it is French.

It plays the keys of the American layout, and the machine reads them on its own: « à » for 0, « q »
for A, « 3 » for #. The same table stands in static/scan.js, for what never reaches the server.
"""

from ordonnance.domain.number import InvalidNumber, OrdonnanceNumber

FRENCH = (
    "²&é\"'(-è_çà)=azertyuiop$qsdfghjklmù*<wxcvbn,;:!1234567890°+AZERTYUIOP£QSDFGHJKLM%µ>WXCVBN?./§"
)
AMERICAN = (
    "`1234567890-=qwertyuiop]asdfghjkl;'\\<zxcvbnm,./"
    '!@#$%^&*()_+QWERTYUIOP}ASDFGHJKL:"|>ZXCVBNM<>?'
)
"""What the same keys write on either keyboard, in the same order."""

_MEANT = str.maketrans(FRENCH, AMERICAN)


def american(typed: str) -> str:
    """The same keys on an American keyboard."""
    return typed.translate(_MEANT)


def meant(typed: str) -> str:
    """What was typed; the keys read on the other keyboard where only that makes a number."""
    other = american(typed)
    return other if not _is_number(typed) and _is_number(other) else typed


def _is_number(text: str) -> bool:
    try:
        OrdonnanceNumber.parse(text)
    except InvalidNumber:
        return False
    return True
