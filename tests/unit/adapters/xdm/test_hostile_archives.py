"""Hostile archives are refused in bounded time and memory, before anything is unpacked."""

import io
import stat
import struct
import time
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable, Iterable

import pytest

from ordonnance.bootstrap.xdm import archived, read_archive
from ordonnance.documents.cda.reading import CdaInvalid
from tests.conformance.cda.written import a_dispensation, a_prescription

SECONDS, MEMORY = 5.0, 300 * 1024 * 1024
FOLDER = "IHE_XDM/SUBSET01"
DOCUMENT, METADATA = f"{FOLDER}/DOC00001.XML", f"{FOLDER}/METADATA.XML"


def right() -> bytes:
    return archived((a_prescription("ald"), a_dispensation()), "ordonnance 0.1.0")


def members(archive: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {each.filename: opened.read(each) for each in opened.infolist()}


def zipped(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # a name that is there twice
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def with_files(*more: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    return zipped(*members(right()).items(), *more)


def with_metadata(change: Callable[[bytes], bytes]) -> bytes:
    files = members(right())
    changed = change(files[METADATA])
    assert changed != files[METADATA]
    return zipped(*{**files, METADATA: changed}.items())


def special(kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(f"{FOLDER}/LINK.XML")
    info.create_system = 3
    info.external_attr = (kind | 0o777) << 16
    return info


def nested(levels: int) -> bytes:
    inside = b"\0" * 1_000_000
    for level in range(levels):
        inside = zipped((f"{level}.zip", inside))
    return with_files(("DEEP.ZIP", inside))


def bomb() -> bytes:
    """Two hundred mebibytes of nothing in some kibibytes."""
    return with_files(*((f"{FOLDER}/B{n}.XML", bytes(19 * 1024 * 1024)) for n in range(11)))


def lying_size() -> bytes:
    """A member says one byte and holds ten mebibytes."""
    whole = bytearray(with_files((f"{FOLDER}/LIE.XML", bytes(10 * 1024 * 1024))))
    at = whole.rindex(b"LIE.XML") - len(FOLDER) - 1 - 46
    struct.pack_into("<L", whole, at + 24, 1)
    return bytes(whole)


def overlapping() -> bytes:
    """Two entries of the table of contents for the same bytes."""
    whole = bytearray(with_files(("A.XML", b"a" * 999), ("B.XML", b"b" * 999)))
    first, second = whole.rindex(b"A.XML") - 46, whole.rindex(b"B.XML") - 46
    whole[second + 42 : second + 46] = whole[first + 42 : first + 46]
    return bytes(whole)


def spoiled_table(count: int) -> bytes:
    whole = bytearray(right())
    struct.pack_into("<2H", whole, len(whole) - 14, count, count)
    return bytes(whole)


def numbered(count: int) -> Iterable[tuple[str, bytes]]:
    return ((f"F{n:05d}.TXT", b"") for n in range(count))


def encrypted() -> bytes:
    whole = bytearray(right())
    at = whole.rindex(b"DOC00001.XML") - len(FOLDER) - 1 - 46
    whole[at + 8] |= 1
    return bytes(whole)


PAYLOAD = b"<x/>"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "not an archive": lambda: b"%PDF-1.7",
    "cut": lambda: right()[:-30],
    "a PDF before": lambda: b"%PDF-1.7\n" + right(),
    "a program before": lambda: b"#!/bin/sh\n" + right(),
    "something after": lambda: right() + b"<html>",
    "two archives": lambda: right() + right(),
    "climbs out": lambda: with_files(("../../etc/cron.d/x", PAYLOAD)),
    "climbs out within": lambda: with_files((f"{FOLDER}/../../X.XML", PAYLOAD)),
    "absolute": lambda: with_files(("/etc/passwd", PAYLOAD)),
    "a drive": lambda: with_files(("C:/X.XML", PAYLOAD)),
    "backslashes": lambda: with_files(("..\\X.XML", PAYLOAD)),
    "a null in a name": lambda: with_files((zipfile.ZipInfo("A.XML"), PAYLOAD)).replace(
        b"A.XML", b"A\0XML"
    ),
    "a name not in ASCII": lambda: with_files(("é.XML", PAYLOAD)),
    "a very long name": lambda: with_files(("A" * 5_000, PAYLOAD)),
    "a symbolic link": lambda: with_files((special(stat.S_IFLNK), b"/etc/passwd")),
    "a device": lambda: with_files((special(stat.S_IFCHR), b"")),
    "a name twice": lambda: with_files((DOCUMENT, PAYLOAD)),
    "a name twice in other letters": lambda: with_files((DOCUMENT.lower(), PAYLOAD)),
    "ten thousand members": lambda: with_files(*numbered(10_000)),
    "members told to be few": lambda: spoiled_table(1),
    "members told to be many": lambda: spoiled_table(65_535),
    "a bomb": bomb,
    "a size that lies": lying_size,
    "bytes shared": overlapping,
    "encrypted": encrypted,
    "a method unknown": lambda: right().replace(b"\x14\0\0\0\x08\0", b"\x14\0\0\0\x0e\0"),
    "bytes changed": lambda: right()[:2_000] + bytes(64) + right()[2_064:],
    "no metadata": lambda: zipped(("README.TXT", b"")),
    "two sets of metadata": lambda: with_files(("IHE_XDM/SUBSET02/METADATA.XML", PAYLOAD)),
    "metadata that are no XML": lambda: with_metadata(lambda _: b"{}"),
    "metadata with an entity": lambda: with_metadata(
        lambda body: body.replace(
            b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>', 1
        ).replace(b"fr-FR", b"&e;", 1)
    ),
    "metadata that laugh": lambda: with_metadata(
        lambda body: body.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "ha">]>', 1)
    ),
    "metadata of another kind": lambda: with_metadata(
        lambda body: body.replace(b"SubmitObjectsRequest", b"RemoveObjectsRequest")
    ),
    "metadata without documents": lambda: with_metadata(
        lambda body: body.replace(b"ExtrinsicObject", b"OtherObject")
    ),
    "a million slots": lambda: with_metadata(
        lambda body: body.replace(b"<rim:Slot", b"<rim:Slot/>" * 1_000_000 + b"<rim:Slot", 1)
    ),
    "another hash": lambda: with_metadata(
        lambda body: body.replace(_slot(body, b"hash"), b"0" * 40, 1)
    ),
    "no hash": lambda: with_metadata(lambda body: body.replace(b'"hash"', b'"cash"', 1)),
    "another size": lambda: with_metadata(lambda body: body.replace(_slot(body, b"size"), b"7", 1)),
    "a size without end": lambda: with_metadata(
        lambda body: body.replace(_slot(body, b"size"), b"9" * 5_000, 1)
    ),
    "a document elsewhere": lambda: with_metadata(
        lambda body: body.replace(b"DOC00001.XML", b"../../README.TXT")
    ),
    "a document that is not there": lambda: with_metadata(
        lambda body: body.replace(b"DOC00002", b"DOC00009")
    ),
    "no identifier": lambda: with_metadata(
        lambda body: body.replace(b"2e82c1f6-a085", b"00000000-a085")
    ),
}


def _slot(body: bytes, name: bytes) -> bytes:
    after = body.partition(b'name="' + name + b'"')[2]
    return after.partition(b"<rim:Value>")[2].partition(b"<")[0]


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE.keys())
def test_it_is_refused_soon_and_without_much_memory(made: Callable[[], bytes]) -> None:
    body = made()
    started = time.process_time()
    with pytest.raises(CdaInvalid):
        read_archive(body)
    assert time.process_time() - started < SECONDS
    tracemalloc.start()
    try:
        with pytest.raises(CdaInvalid):
            read_archive(body)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEMORY


def test_an_archive_within_an_archive_is_named_and_left_closed() -> None:
    found = read_archive(nested(6))
    assert "DEEP.ZIP" in found.others
    assert len(found.documents) == 2


def test_folders_and_a_copy_as_pdf_are_admitted() -> None:
    """Other software writes them: the right documents are read all the same."""
    found = read_archive(with_files(("IHE_XDM/", b""), (f"{FOLDER}/DOC00001.PDF", b"%PDF-1.7")))
    assert found.others == ("IHE_XDM/SUBSET01/DOC00001.PDF", "INDEX.HTM", "README.TXT")
