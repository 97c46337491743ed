"""What stands around a real base: who signs people in, an operator of secure mail, a directory."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.builders.directory_files import (
    organisation,
    publication,
    structure,
    written_list,
)
from tests.builders.provider import OwnProvider
from tests.builders.provider_over_http import over_http
from tests.journeys.running import clean
from tests.journeys.secrets.canary import Canary
from tests.ports.mail.authority import Authority
from tests.ports.mail.scripted import Scripted, scripted
from tests.ports.mail.servers import operators_file

CENTRE, PHARMACY, HOME = "990000051", "990000069", "990000176"
"""FINESS numbers: those of the regulator and of the pharmacist, and an establishment's."""
SECRET = "un secret d'exemple: 100 %"


@dataclass(frozen=True)
class Around:
    """Who answers outside, and the settings that name them."""

    provider: OwnProvider
    operator: Scripted
    settings: Mapping[str, str]


@contextmanager
def around(folder: Path, canary: Canary) -> Iterator[Around]:
    """Outside, until the end of the block. The operator takes no letter, and quotes to whom."""
    Authority.made(folder).certificate("samu", canary.centre_box)
    operator = Scripted(folder, to_recipients="450 4.2.1 personne ici :")
    with over_http(SECRET) as provider, scripted(operator), socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        text = operators_file(operator.port, nobody.getsockname()[1], canary.centre_box)
        place = f'[[place]]\nfiness = "{CENTRE}"\naddress = "{canary.centre_box}"\nname = "SAMU"\n'
        mail = folder / "messagerie.toml"
        mail.write_text(f"{text}\n{place}")
        listed = _providers(folder, provider)
        settings = {"ORDONNANCE_MAIL": str(mail), "ORDONNANCE_PROVIDERS": str(listed)}
        yield Around(provider, operator, settings)


def _providers(folder: Path, provider: OwnProvider) -> Path:
    (folder / "fournisseur.secret").write_text(SECRET)
    known, path = provider.provider, folder / "fournisseurs.json"
    path.write_text(json.dumps([{
        "id": id, "kind": kind, "name": name, "issuer": known.issuer, "client_id": known.client_id,
        "client_secret_file": "fournisseur.secret", "scope": known.scope, "acr_values": "eidas1",
    } for id, kind, name in (
        ("psc", "professional", "Pro Exemple Connect"),
        ("patients", "patient", "Patient Exemple Connect"),
    )]))  # fmt: skip
    return path


def publish(folder: Path, data: Path, canary: Canary) -> None:
    """Import the directory, where the marked pharmacy is, and the white list, as an operator."""
    row = organisation(canary.pharmacy_box, PHARMACY, "PHARMACIE EXEMPLE")
    place = structure(PHARMACY, "PHARMACIE EXEMPLE", "620", "3201", "59000 LILLE")
    published = publication(folder / "publication", [row], [place])
    command = [sys.executable, "-m", "ordonnance.doors.cli.main", "directory"]
    for words in (("import", published), ("white-list", written_list(published))):
        ran = [*command, *words, "--data", data]
        subprocess.run(ran, env=clean({}), check=True, capture_output=True)
