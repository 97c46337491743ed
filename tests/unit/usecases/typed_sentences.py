"""What a typed line was read as, in the columns of `typed_lines.tsv`."""

from ordonnance.usecases.typed_line import ChipKind, TypedLine


def told(line: TypedLine) -> tuple[str, str, str, str, str]:
    """(how sure, medicine, posology, the other chips, what was not understood)."""
    medicine, posology = line.chip(ChipKind.MEDICINE), line.chip(ChipKind.POSOLOGY)
    others = [
        f"{chip.kind}={chip.text}"
        for chip in line.chips
        if chip.kind not in (ChipKind.MEDICINE, ChipKind.POSOLOGY, ChipKind.DURATION)
    ]
    return (
        line.confidence.value,
        medicine.text.split(", ")[0] if medicine else "-",
        posology.text if posology else "-",
        " ; ".join(others) or "-",
        " ; ".join(line.rest) or "-",
    )
