"""One Postfix and one Dovecot for the tests of this folder, in each process of tests."""

from collections.abc import Iterator

import pytest

from ordonnance.adapters.mailbox.operators import Operators, read_operators
from tests.ports.conftest import a_reachable_folder
from tests.ports.mail.servers import SAMU, MailServers, operators_file, require_services, running


@pytest.fixture(scope="session")
def servers() -> Iterator[MailServers]:
    require_services()
    with a_reachable_folder() as folder, running(folder) as made:
        yield made


@pytest.fixture(scope="session")
def operators(servers: MailServers) -> Operators:
    text = operators_file(servers.smtp, servers.imap, certificate=SAMU)
    (servers.folder / "mail.toml").write_text(text)
    return read_operators(servers.folder / "mail.toml")
