"""Lists of revocation of invented authorities."""

from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from tests.ports.pades.people import NOW, Authority

DAY = timedelta(days=1)


def a_list(
    issuer: Authority,
    *revoked: x509.Certificate,
    made: datetime = NOW - DAY,
    until: datetime = NOW + 6 * DAY,
    since: datetime = NOW - 2 * DAY,
    entry: x509.ExtensionType | None = None,
    whole: x509.ExtensionType | None = None,
) -> x509.CertificateRevocationList:
    """A list of that authority. `entry` is said of each certificate, `whole` of the list."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(made)
        .next_update(until)
    )
    if whole is not None:
        builder = builder.add_extension(whole, critical=True)
    for each in revoked:
        line = x509.RevokedCertificateBuilder().serial_number(each.serial_number)
        line = line.revocation_date(since)
        if entry is not None:
            line = line.add_extension(entry, critical=False)
        builder = builder.add_revoked_certificate(line.build())
    return builder.sign(issuer.key, hashes.SHA256())
