"""A PDF signed in the manner of PAdES: baseline B-T with a timestamp, B-B without.

The signature is appended: every byte of the file stays where it was. The version of PDF is not
raised, because a PDF/A-3 that says 2.0 is no longer one; the field stands outside the page, as
PDF/UA asks of what nobody sees.
"""

from io import BytesIO

from asn1crypto import x509 as asn1_x509  # type: ignore[import-untyped]  # ships no types
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.fields import (
    SigFieldSpec,
    SigSeedSubFilter,
    append_signature_field,
    enumerate_sig_fields,
)
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator.registry import SimpleCertificateStore

from ordonnance.adapters.pades import refusals
from ordonnance.adapters.pades.signing_key import SigningKey, digest_for

MAX_PDF = 32 * 1024 * 1024
FIELD = "Prescripteur"
_OUTSIDE_THE_PAGE = (-1, -1, -1, -1)
_SPOKEN = "Signature électronique du prescripteur"
_ZERO = generic.NumberObject(0)  # type: ignore[no-untyped-call]  # pyHanko types it in part


def signed(pdf: bytes, key: SigningKey, timestamps: TimeStamper | None) -> bytes:
    """The file with one signature more. Raises SigningRefused."""
    if len(pdf) > MAX_PDF:
        raise refusals.not_a_pdf("il est trop grand")
    digest = digest_for(key.chain[0])
    try:
        # PDF/A wants an end of line before what is appended; Typst ends its files without one.
        ended = pdf if pdf.endswith((b"\n", b"\r")) else pdf + b"\n"
        reader = PdfFileReader(BytesIO(ended), strict=True)
        if reader.encrypted:
            raise refusals.not_a_pdf("il est chiffré")
        writer = _Appending(reader.stream, prev=reader)
        name = _free_name(reader)
        _add_field(writer, name)
        made = _signer(key, digest, timestamps, name).sign_pdf(writer, existing_fields_only=True)
    except TimestampRequestError:
        raise refusals.timestamp_failed("réponse refusée") from None
    except SigningError:
        raise refusals.not_a_pdf("son auteur n'y permet plus de signature") from None
    except (PdfError, RecursionError):
        raise refusals.not_a_pdf("ce n'est pas un PDF entier") from None
    content: bytes = made.getvalue()
    return content


def _signer(
    key: SigningKey, digest: hashes.HashAlgorithm, timestamps: TimeStamper | None, name: str
) -> PdfSigner:
    return _Keeping(
        PdfSignatureMetadata(
            field_name=name, md_algorithm=digest.name, subfilter=SigSeedSubFilter.PADES
        ),
        signer=_Signing(key, digest),
        timestamper=timestamps,
    )


def _add_field(writer: IncrementalPdfFileWriter, name: str) -> None:
    """A field that nobody sees, with the empty appearance that PDF/A-1 asks of every field."""
    spec = SigFieldSpec(name, box=_OUTSIDE_THE_PAGE, readable_field_name=_SPOKEN)
    append_signature_field(writer, spec)
    (field,) = (ref for each, _, ref in enumerate_sig_fields(writer) if each == name)
    nothing = generic.StreamObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
            generic.pdf_name("/BBox"): generic.ArrayObject([_ZERO] * 4),
        },
        stream_data=b"",
    )
    annotation = field.get_object()
    shown = {generic.pdf_name("/N"): writer.add_object(nothing)}
    # pyHanko types its constructors in part.
    annotation[generic.pdf_name("/AP")] = generic.DictionaryObject(shown)  # type: ignore[no-untyped-call]
    writer.update_container(annotation)


def _free_name(reader: PdfFileReader) -> str:
    taken = {name for name, _, _ in enumerate_sig_fields(reader)}
    return next(
        name for rank in range(1, len(taken) + 2) if (name := f"{FIELD}{rank}") not in taken
    )


class _Appending(IncrementalPdfFileWriter):
    """Appends to a file, whose version of PDF it leaves as it is."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """Nothing: see the head of this module."""


class _Keeping(PdfSigner):
    """Announces the PAdES extension of PDF 1.7, and nothing to a PDF/A-1, which has none."""

    # The signature of the method is pyHanko's, whose argument is of no use here.
    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:  # noqa: ARG002
        if isinstance(pdf_out, _Appending) and pdf_out.prev.input_version >= (1, 7):
            pdf_out.register_extension(ESIC_EXTENSION_1)


class _Signing(Signer):
    """A SigningKey as pyHanko wants one."""

    def __init__(self, key: SigningKey, digest: hashes.HashAlgorithm) -> None:
        own, *others = (_for_asn1(each) for each in key.chain)
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # pyHanko types it in part
        store.register_multiple(others)
        super().__init__(signing_cert=own, cert_registry=store, embed_roots=False)
        self._key, self._digest = key, digest

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        """See Signer. A dry run only asks for the length."""
        if digest_algorithm != self._digest.name:
            raise AssertionError("the digest of the file and of its attributes are one")
        if dry_run:
            return bytes(600)
        hashed = hashes.Hash(self._digest)
        hashed.update(data)
        return self._key.sign_digest(hashed.finalize(), self._digest)


def _for_asn1(certificate: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))
