"""A small publication of the drug database, invented, with the defects that the real one has."""

from pathlib import Path

from ordonnance.domain.ids import Cip7, Cip13

ONE, TWO, LOST = "60000001", "60000002", "69999999"
PACK_ONE, PACK_TWO = (Cip13.of(Cip7(code)).value for code in ("3000012", "3000023"))


def speciality(cis: str, name: str, sold: str = "Commercialisée") -> str:
    return (
        f"{cis}\t{name}\tcomprimé\torale\tAutorisation active\tProcédure nationale\t{sold}\t"
        "12/03/1998\t\t\t LABORATOIRE DÉMO\tNon"
    )


def pack(cis: str, cip13: str, price: str = "2,58", label: str = "boîte de 30 comprimés") -> str:
    return (
        f"{cis}\t{cip13[5:12]}\t{label}\tPrésentation active\tDéclaration de commercialisation\t"
        f"16/03/2011\t{cip13}\toui\t65%\t{price}\t{price}\t1,02\t"
    )


def publication() -> dict[str, bytes]:
    """Every file by official name: encodings, line ends and columns that differ, rows astray."""
    return {
        "CIS_bdpm.txt": lines(
            speciality(ONE, "EXEMPLE 5 mg, comprimé"), speciality(TWO, "DÉMONE 10 mg, comprimé")
        ),
        "CIS_CIP_bdpm.txt": lines(
            pack(ONE, PACK_ONE), pack(TWO, PACK_TWO, "1,466,29"), pack(LOST, PACK_TWO),
            encoding="utf-8", end="\n",
        ),
        "CIS_COMPO_bdpm.txt": lines(
            f"{ONE}\tcomprimé\t00001\tEXEMPLINE\t5 mg\tun comprimé\tSA\t1\t",
            f"{TWO}\tcomprimé\t00002\tDÉMONINE\t10 mg\tun comprimé\tSA\t1",
            f"{TWO}\tcomprimé\t00003\tDÉMONINE BASE\t8 mg\tun comprimé\tFT\t1",
        ),
        "CIS_CPD_bdpm.txt": (
            f"{ONE}\tliste I\r\n{ONE}\tpour tous les essais :\r\r\n\r\r\n"
            f"{TWO}\tréservé à l’essai\r\n{TWO}\r\n"
        ).encode("cp1252"),
        "CIS_GENER_bdpm.txt": lines(
            f"1\tEXEMPLINE 5 mg\t{ONE}\t0\t1\t", f"1\tEXEMPLINE 5 mg\t{LOST}\t1\t2"
        ),
        "CIS_CIP_Dispo_Spec.txt": lines(
            f"{ONE}\t\t1\tRupture de stock\t14/04/2026\t18/05/2026\t\thttps://exemple.test/rupture",
            f"{TWO}\t{PACK_TWO}\t2\ttension\t01/04/2026\t18/05/2026\t\t",
            f"{TWO}\t\t7\tinconnu\t01/04/2026\t18/05/2026\t\t",
        ),
        "CIS_HAS_SMR_bdpm.txt": lines(
            f"{ONE}\tCT-1\tInscription (CT)\t20230830\tImportant\tAvis<br>favorable\ten tout",
            end="\n",
        ),
        "HAS_LiensPageCT_bdpm.txt": lines("CT-1\thttps://exemple.test/avis"),
        "CIS_InfoImportantes_20260519_bdpm.txt": lines(
            f"{ONE}\tbientôt\t2026-06-01\tx", f"{ONE}\t2026-05-01\t2026-06-01\t"
            "<a href='https://exemple.test/info'>À savoir</a>",
        ),
    }  # fmt: skip


def lines(*rows: str, encoding: str = "cp1252", end: str = "\r\n") -> bytes:
    return "".join(row + end for row in rows).encode(encoding)


def written(folder: Path, files: dict[str, bytes] | None = None) -> Path:
    """That publication in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in (publication() if files is None else files).items():
        (folder / name).write_bytes(content)
    return folder


def priced(folder: Path, price: str) -> Path:
    """The same with another price: another version."""
    files = publication()
    files["CIS_CIP_bdpm.txt"] = files["CIS_CIP_bdpm.txt"].replace(b"2,58", price.encode())
    return written(folder, files)
