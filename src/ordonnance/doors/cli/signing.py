"""The command that signs a sheet with the prescriber's card or key file, without a base."""

import getpass
import os
import stat
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ordonnance.doors.cli import asking, output
from ordonnance.doors.cli.options import Json
from ordonnance.doors.cli.problems import REFUSED, Problem

if TYPE_CHECKING:
    from ordonnance.bootstrap.signing import KeyPlace, SignedFile

_LONGEST_SECRET = 256


@dataclass(frozen=True, slots=True)
class ToldSignature:
    """What the command answers."""

    file: str
    bytes: int
    level: str
    signer: str
    rpps: str | None
    timestamp: datetime | None
    certificate_until: datetime


_File = Annotated[str, typer.Argument(metavar="FICHIER", help="Feuille en PDF.")]
_To = Annotated[
    str, typer.Option("-o", "--output", metavar="FICHIER", help="Fichier signé à écrire.")
]
_Module = Annotated[
    str | None,
    typer.Option(
        "--pkcs11",
        metavar="MODULE",
        help="Bibliothèque PKCS#11 de la carte (CPS, clé USB) ; sinon ORDONNANCE_PKCS11.",
    ),
]
_Token = Annotated[
    str | None, typer.Option(metavar="NOM", help="Carte à choisir quand plusieurs sont présentes.")
]
_Certificate = Annotated[
    str | None,
    typer.Option(metavar="NOM", help="Certificat à choisir quand plusieurs peuvent signer."),
]
_KeyFile = Annotated[
    str | None,
    typer.Option("--key-file", metavar="FICHIER", help="Clé logicielle PKCS#12 (.p12, .pfx)."),
]
_PinFrom = Annotated[
    str | None,
    typer.Option(
        "--pin-from",
        metavar="FICHIER",
        help="Fichier qui tient le code de la carte ou le mot de passe de la clé, lisible de vous "
        "seul ; « - » : entrée standard ; sinon il est demandé sans s'afficher.",
    ),
]
_Tsa = Annotated[
    str | None,
    typer.Option(
        "--tsa", metavar="ADRESSE", help="Autorité d'horodatage (RFC 3161) ; sinon ORDONNANCE_TSA."
    ),
]
_WithoutTimestamp = Annotated[
    bool, typer.Option("--without-timestamp", help="Signe sans horodatage (PAdES B-B).")
]


def sign(
    file: _File,
    to: _To,
    pkcs11: _Module = None,
    token: _Token = None,
    certificate: _Certificate = None,
    key_file: _KeyFile = None,
    pin_from: _PinFrom = None,
    tsa: _Tsa = None,
    without_timestamp: _WithoutTimestamp = False,
    as_json: Json = False,
) -> None:
    """Signe une feuille en PDF avec la carte du prescripteur ou une clé logicielle (PAdES).

    Rien n'est envoyé, sinon une empreinte à l'autorité d'horodatage. Le fichier garde ses pièces
    jointes et sa conformité PDF/A.
    """
    if "-" in (file, key_file) and pin_from == "-":
        raise _usage("L'entrée standard ne peut pas donner deux choses.", "Nommer un fichier.")
    pdf = asking.file(file)
    place = _place(pkcs11, token, certificate, key_file)
    authority = _authority(tsa, without_timestamp=without_timestamp)
    made = _signed(pdf, place, _secret(pin_from, card=key_file is None), authority)
    asking.write(to, made.content)
    told = ToldSignature(
        to, len(made.content), made.level, made.signer, made.rpps, made.timestamp, made.expires
    )
    output.answer(told, _prose, as_json=as_json)


def _signed(pdf: bytes, place: "KeyPlace", secret: str, tsa: str | None) -> "SignedFile":
    from ordonnance.bootstrap import signing

    try:
        return signing.sign(pdf, place, secret, tsa)
    except ImportError as error:
        raise Problem.local(
            "TOOL_MISSING",
            f"La signature demande le module {error.name}.",
            "Installer les modules de signature, depuis le clone\u202f: pip install '.[sign]'",
            exit_code=REFUSED,
        ) from error


def _place(
    pkcs11: str | None, token: str | None, certificate: str | None, key_file: str | None
) -> "KeyPlace":
    from ordonnance.bootstrap.signing import KeyPlace

    if key_file is not None and (pkcs11 is not None or token is not None):
        raise _usage("--key-file ne va pas avec --pkcs11 ni --token.", "Choisir l'un ou l'autre.")
    if key_file is not None:
        return KeyPlace(file=asking.file(key_file), certificate=certificate)
    module = pkcs11 or os.environ.get("ORDONNANCE_PKCS11", "").strip()
    if not module:
        raise _usage(
            "Aucune clé n'est donnée.",
            "Donner la bibliothèque de la carte (--pkcs11) ou un fichier de clé (--key-file).",
        )
    return KeyPlace(module=module, token=token, certificate=certificate)


def _authority(tsa: str | None, *, without_timestamp: bool) -> str | None:
    if without_timestamp:
        if tsa is not None:
            raise _usage("--tsa ne va pas avec --without-timestamp.", "Choisir l'un ou l'autre.")
        return None
    address = tsa or os.environ.get("ORDONNANCE_TSA", "").strip()
    if not address.startswith(("http://", "https://")):
        raise _usage(
            "Aucune autorité d'horodatage n'est donnée, ou son adresse n'en est pas une.",
            "Donner --tsa https://…, ou signer sans horodatage (--without-timestamp).",
        )
    return address


def _secret(pin_from: str | None, *, card: bool) -> str:
    """The PIN or password: never an argument, which every user of the machine could read."""
    if pin_from is None:
        if not sys.stdin.isatty():
            raise Problem.local(
                "PIN_MISSING",
                "Le code ne peut pas être demandé\u202f: il n'y a pas de terminal.",
                "Le donner par --pin-from.",
            )
        return getpass.getpass("Code de la carte : " if card else "Mot de passe de la clé : ")
    if pin_from == "-":
        return _first_line(sys.stdin.buffer.readline(_LONGEST_SECRET + 2))
    _require_private(Path(pin_from))
    return _first_line(asking.file(pin_from))


def _require_private(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except OSError:
        return  # Said by whoever reads it.
    if stat.S_ISREG(mode) and mode & (stat.S_IRGRP | stat.S_IROTH):
        raise Problem.local(
            "PIN_EXPOSED",
            "Le fichier du code est lisible par d'autres que vous.",
            f"En retirer le droit\u202f: chmod 600 {path}",
        )


def _first_line(content: bytes) -> str:
    line = content.split(b"\n", 1)[0].rstrip(b"\r")
    try:
        secret = line.decode("utf-8")
    except UnicodeDecodeError:
        secret = ""
    if not secret or len(line) > _LONGEST_SECRET:
        raise Problem.local(
            "PIN_MISSING",
            "Aucun code n'est lu sur la première ligne.",
            "Écrire le code seul sur la première ligne, en UTF-8.",
        )
    return secret


def _usage(message: str, do: str) -> Problem:
    return Problem.local("USAGE", message, do)


def _prose(told: ToldSignature) -> str:
    from ordonnance.doors.cli.layout import instant

    stamped = (
        f"horodatée le {instant(told.timestamp)}"
        if told.timestamp is not None
        else "sans horodatage\u202f: rien ne prouve sa date"
    )
    rpps = f", RPPS {told.rpps}" if told.rpps else ", sans RPPS dans le certificat"
    return (
        f"Feuille signée\u202f: {told.file}\n"
        f"Signature PAdES {told.level}, {stamped}.\n"
        f"Signataire\u202f: {told.signer}{rpps}."
    )
