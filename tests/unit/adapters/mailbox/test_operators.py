"""The file of ORDONNANCE_MAIL, and the sessions that are held in memory."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ordonnance.adapters.mailbox.operators import (
    Box,
    Host,
    Operators,
    OperatorsInvalid,
    read_operators,
)
from ordonnance.adapters.mailbox.proofs import LiveTokens, encoded, token_of, xoauth2
from ordonnance.bootstrap.given_files import OpeningRefused
from ordonnance.bootstrap.mailing import mail_loop, operators_of, require_local
from ordonnance.domain.letters import OpenBox
from ordonnance.domain.mssante import MssAddress
from ordonnance.usecases.ports.letters import MailTrouble
from tests.builders.mail import NOON, SAMU, Watch

WHOLE = """
product = "PRODUIT-DEMO"
authorities = "ca.pem"

[[server]]
domains = ["chu-exemple.mssante.fr"]
smtp = "smtp.chu-exemple.fr:587"
imap = "imap.chu-exemple.fr:143"

[[box]]
address = "regulation.samu99@chu-exemple.mssante.fr"
name = "SAMU 99"
certificate = "samu.pem"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    for name in ("ca.pem", "samu.pem"):
        (tmp_path / name).write_text("essai\n")
    (tmp_path / "mail.toml").write_text(WHOLE)
    return tmp_path / "mail.toml"


def test_a_whole_file_is_read(file: Path) -> None:
    operators = read_operators(file)
    server = operators.server_of(SAMU.address)
    assert server is not None
    assert (server.smtp, server.imap) == (
        Host("smtp.chu-exemple.fr", 587), Host("imap.chu-exemple.fr", 143),
    )  # fmt: skip
    assert operators.boxes[str(SAMU.address)].name == "SAMU 99"
    assert operators.server_of(MssAddress.parse("a@ailleurs.mssante.fr")) is None
    assert "samu99" not in repr(operators.boxes.values())


@pytest.mark.parametrize(
    ("former", "latter", "reason"),
    [
        ("product =", "produit =", "« produit » n’est pas connu"),
        ('product = "PRODUIT-DEMO"', "", "« product » manque"),
        ("ca.pem", "absent.pem", "« authorities »"),
        (":587", "", "un serveur s’écrit nom:port"),
        (":587", ":99999", "un serveur s’écrit nom:port"),
        ('["chu-exemple.mssante.fr"]', "[]", "« domains » manque"),
        ('["chu-exemple.mssante.fr"]', '["chu exemple"]', "nom de domaine"),
        ('["chu-exemple.mssante.fr"]', '["ailleurs.mssante.fr"]', "aucun serveur ne tient"),
        ('"regulation.samu99@chu-exemple.mssante.fr"', '"samu99"', "nom@domaine"),
        ("samu.pem", "absent.pem", "« certificate »"),
        ("[[box]]", "[box]", "liste de tables"),
        ("product", "product = ", "ne se lit pas"),
    ],
)
def test_what_is_wrong_is_named(file: Path, former: str, latter: str, reason: str) -> None:
    file.write_text(WHOLE.replace(former, latter))
    with pytest.raises(OperatorsInvalid) as refused:
        read_operators(file)
    assert reason in str(refused.value)


def test_a_base_does_not_open_with_certificates_that_are_none(file: Path) -> None:
    with pytest.raises(OpeningRefused) as refused:
        operators_of(file)
    assert refused.value.code == "MAIL_FILE_INVALID"


def test_a_demonstration_writes_to_servers_of_its_own_machine_only(file: Path) -> None:
    with pytest.raises(OpeningRefused) as refused:
        require_local(read_operators(file))
    assert refused.value.code == "DEMO_WITH_MAIL"
    text = WHOLE.replace("smtp.chu-exemple.fr", "localhost").replace("imap.chu-exemple.fr", "::1")
    file.write_text(text)
    require_local(read_operators(file))


def test_a_token_is_held_until_it_expires_or_its_session_ends() -> None:
    watch = Watch()
    tokens = LiveTokens(watch)
    mine = OpenBox(str(SAMU.address), "moi")
    tokens.hold(mine, "jeton", NOON + timedelta(minutes=2))
    assert tokens.of(mine) == "jeton"
    assert tokens.boxes() == {mine}
    watch.pass_by(minutes=2)
    assert tokens.of(mine) is None
    assert tokens.boxes() == frozenset()
    tokens.hold(mine, "jeton", NOON + timedelta(minutes=9))
    tokens.drop(mine)
    tokens.drop(mine)
    assert tokens.of(mine) is None


def test_who_shares_a_mailbox_never_opens_it_with_the_token_of_a_colleague(tmp_path: Path) -> None:
    tokens, shared = LiveTokens(Watch()), str(SAMU.address)
    mine, colleague = OpenBox(shared, "moi"), OpenBox(shared, "collègue")
    operators = Operators("DEMO", tmp_path, None, {}, {})
    tokens.hold(colleague, "le sien", NOON + timedelta(minutes=9))
    for closed in (mine, OpenBox(shared)):
        with pytest.raises(MailTrouble, match="NO_SESSION"):
            token_of(closed, tokens, operators)
    tokens.hold(mine, "le mien", NOON + timedelta(minutes=9))
    assert token_of(mine, tokens, operators) == "le mien"
    assert token_of(colleague, tokens, operators) == "le sien"
    with pytest.raises(ValueError, match="that of a person"):
        tokens.hold(OpenBox(shared), "de personne", NOON)
    certified = replace(operators, boxes={shared: Box(SAMU.address, "SAMU", tmp_path, None)})
    assert token_of(OpenBox(shared), tokens, certified) is None
    assert certified.opened(SAMU.address, "moi") == OpenBox(shared)
    assert operators.opened(SAMU.address, "moi") == mine


def test_xoauth2_is_written_as_its_operators_read_it() -> None:
    address = MssAddress.parse("a@b.fr")
    assert xoauth2(address, "jeton") == b"user=a@b.fr\x01auth=Bearer jeton\x01\x01"
    assert encoded(b"user=a") == "dXNlcj1h"


def test_without_configuration_there_is_no_loop() -> None:
    assert mail_loop(None, asyncio.Event(), unattended=True) == ()


PLACES = """
[[place]]
finess = "990000069"
address = "officine@chu-exemple.mssante.fr"
name = "Pharmacie Exemple"

[[place]]
siret = "99990000400014"
address = "cabinet@chu-exemple.mssante.fr"
"""


def test_a_structure_has_a_mailbox_of_its_own_by_finess_or_siret(file: Path) -> None:
    file.write_text(WHOLE + PLACES)
    operators = read_operators(file)
    assert {key: str(each.address) for key, each in operators.places.items()} == {
        "F990000069": "officine@chu-exemple.mssante.fr",
        "C99990000400014": "cabinet@chu-exemple.mssante.fr",
    }
    assert operators.name_of("officine@chu-exemple.mssante.fr") == "Pharmacie Exemple"
    assert operators.name_of("absente@chu-exemple.mssante.fr") == ""
    assert "officine" not in repr(operators.places.values())


def test_the_box_that_reminds_is_one_of_those_that_send_alone(file: Path) -> None:
    assert read_operators(file).preserie is None
    own = "regulation.samu99@chu-exemple.mssante.fr"
    for address in (own, "autre@chu-exemple.mssante.fr"):
        file.write_text(f'preserie = "{address}"\n{WHOLE}')
        if address == own:
            assert read_operators(file).preserie == own
            continue
        with pytest.raises(OperatorsInvalid) as refused:
            read_operators(file)
        assert "« preserie » est l’adresse d’une [[box]]" in str(refused.value)


@pytest.mark.parametrize(
    ("former", "latter", "reason"),
    [
        ('siret = "99990000400014"', 'finess = "990000069"', "une structure a deux boîtes"),
        ('"cabinet@', '"officine@', "deux structures ont la même boîte"),
        ('siret = "99990000400014"', "", "« finess » ou « siret »"),
        ('siret = "9', 'finess = "990000069"\nsiret = "9', "« finess » ou « siret »"),
        ("990000069", "99", "neuf caractères"),
        ("cabinet@chu-exemple", "cabinet@ailleurs", "aucun serveur ne tient"),
        ("finess =", "numero =", "n’est pas connu"),
    ],
)
def test_a_mailbox_of_nobody_or_of_two_is_refused(
    file: Path, former: str, latter: str, reason: str
) -> None:
    file.write_text(WHOLE + PLACES.replace(former, latter))
    with pytest.raises(OperatorsInvalid) as refused:
        read_operators(file)
    assert reason in str(refused.value)
