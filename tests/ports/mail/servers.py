"""A Postfix and a Dovecot of the tests: their own folder, ports, certificates, mailboxes."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes

from tests.ports.mail.authority import Authority
from tests.services import absent

SAMU = "samu99@chu-exemple.mssante.fr"
DOCTOR = "claire.exemple@chu-exemple.mssante.fr"
PHARMACY = "officine@officine-exemple.mssante.fr"
UNKNOWN = "absente@officine-exemple.mssante.fr"
DOMAINS = ("chu-exemple.mssante.fr", "officine-exemple.mssante.fr")

_PROGRAMS = {"postfix": "postfix", "dovecot": "dovecot-imapd dovecot-lmtpd"}
_SECONDS = 60.0
_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin"

_DOVECOT = """
base_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap lmtp
ssl = required
ssl_cert = <{folder}/server.pem
ssl_key = <{folder}/server.key
ssl_ca = <{folder}/ca.pem
ssl_verify_client_cert = yes
ssl_require_crl = no
auth_ssl_username_from_cert = yes
auth_mechanisms = xoauth2 external
mail_location = maildir:{folder}/mail/%d/%n
first_valid_uid = 1
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = external
  args = nopassword=y
}}
userdb {{
  driver = passwd-file
  args = username_format=%u {folder}/users
}}
service imap-login {{
  inet_listener imap {{
    address = 127.0.0.1
    port = {imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  unix_listener lmtp {{
    mode = 0666
  }}
}}
# Tokens that a test has refused delay nobody who signs in next from the same address.
auth_failure_delay = 0
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service auth {{
  unix_listener auth-postfix {{
    mode = 0666
  }}
}}
"""

_OAUTH2 = """
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = email
"""

_MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.chu-exemple.mssante.fr
myorigin = chu-exemple.mssante.fr
mydestination =
virtual_mailbox_domains = {domains}
virtual_mailbox_maps =
virtual_transport = lmtp:unix:{folder}/run/lmtp
alias_maps =
local_recipient_maps =
message_size_limit = 30000000
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
smtpd_tls_cert_file = {folder}/server.pem
smtpd_tls_key_file = {folder}/server.key
smtpd_tls_CAfile = {folder}/ca.pem
smtpd_tls_security_level = encrypt
smtpd_tls_ask_ccert = yes
smtpd_tls_fingerprint_digest = sha256
relay_clientcerts = texthash:{folder}/clients
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/run/auth-postfix
smtpd_sasl_mechanism_filter = !external, static:rest
smtpd_recipient_restrictions = permit_sasl_authenticated, permit_tls_clientcerts, reject
"""

_MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
"""


@dataclass(frozen=True)
class MailServers:
    """The servers, running."""

    folder: Path
    authority: Authority
    smtp: int
    imap: int


def require_services() -> None:
    """Skips, or fails where services are required: Postfix starts as root only."""
    lacking = [
        needed for name, needed in _PROGRAMS.items() if shutil.which(name, path=_PATH) is None
    ]
    if os.geteuid() != 0:
        pytest.skip("Postfix starts as root only")
    if lacking:
        absent(f"Debian packages needed: {', '.join(lacking)}")


@contextmanager
def running(folder: Path) -> Iterator[MailServers]:
    """Both servers, until the end of the block."""
    authority = Authority.made(folder)
    client = authority.certificate("samu", SAMU)
    servers = MailServers(folder, authority, _free_port(), _free_port())
    _write(servers, client.fingerprint(hashes.SHA256()))
    dovecot = subprocess.Popen(["dovecot", "-F", "-c", str(folder / "dovecot.conf")])
    postfix = ["postfix", "-c", str(folder / "postfix")]
    try:
        subprocess.run([*postfix, "start"], check=True, capture_output=True)
        _until_open(servers.smtp)
        _until_open(servers.imap)
        yield servers
    finally:
        subprocess.run([*postfix, "stop"], check=False, capture_output=True)
        dovecot.terminate()
        dovecot.wait(_SECONDS)


def _write(servers: MailServers, fingerprint: bytes) -> None:
    folder = servers.folder
    nobody = pwd.getpwnam("nobody")
    for name in ("run", "mail", "queue", "data", "postfix", "keys/default/ES256"):
        (folder / name).mkdir(parents=True)
    os.chown(folder / "mail", nobody.pw_uid, nobody.pw_gid)
    os.chown(folder / "data", pwd.getpwnam("postfix").pw_uid, -1)
    said = {"folder": folder, "smtp": servers.smtp, "imap": servers.imap,
            "domains": ", ".join(DOMAINS)}  # fmt: skip
    texts = {"dovecot.conf": _DOVECOT, "oauth2.conf": _OAUTH2, "postfix/main.cf": _MAIN,
             "postfix/master.cf": _MASTER}  # fmt: skip
    for name, text in texts.items():
        (folder / name).write_text(text.format(**said))
    (folder / "users").write_text(
        "".join(
            f"{each}::{nobody.pw_uid}:{nobody.pw_gid}::{folder}/mail::\n"
            for each in (SAMU, DOCTOR, PHARMACY)
        )
    )
    told = ":".join(f"{each:02X}" for each in fingerprint)
    (folder / "clients").write_text(f"{told} {SAMU}\n")
    (folder / "keys/default/ES256/default").write_bytes(servers.authority.public_key())


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _until_open(port: int) -> None:
    """Wait until somebody answers there."""
    until = time.monotonic() + _SECONDS
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


def operators_file(smtp: int, imap: int, certificate: str | None, more: str = "") -> str:
    """A file of ORDONNANCE_MAIL for servers on those ports, beside the files of the authority."""
    domains = ", ".join(f'"{each}"' for each in DOMAINS)
    text = (
        f'product = "PRODUIT-DEMO"\nauthorities = "ca.pem"\n{more}\n'
        f'[[server]]\ndomains = [{domains}]\nsmtp = "localhost:{smtp}"\nimap = "localhost:{imap}"\n'
    )
    if certificate is None:
        return text
    box = f'address = "{certificate}"\nname = "SAMU 99"\ncertificate = "samu.pem"\nkey = "samu.key"'
    return f"{text}\n[[box]]\n{box}\n"
