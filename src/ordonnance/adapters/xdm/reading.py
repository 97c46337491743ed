"""A ZIP that comes from outside: looked at whole before anything of it is unpacked."""

import stat
import struct
import zipfile
import zlib
from io import BytesIO
from typing import Final

from ordonnance.domain.markup import LARGEST_ARCHIVE, LARGEST_DOCUMENT

MOST_MEMBERS: Final = 200
_MOST_DIRECTORY: Final = 128 * 1024
_END: Final = struct.Struct("<4s4H2LH")
_END_MARK, _START_MARK = b"PK\x05\x06", b"PK\x03\x04"
_ENCRYPTED: Final = 0x1
_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_LOCAL_HEADER: Final = 30
_LONGEST_NAME: Final = 100


class ArchiveUnreadable(ValueError):
    """The bytes are no archive that can be read; the reason is French, without content."""


def unzipped(body: bytes) -> dict[str, bytes]:
    """The files of an archive by name, folders left out. Raises ArchiveUnreadable."""
    told = _one_archive(body)
    try:
        with zipfile.ZipFile(BytesIO(body)) as archive:
            members = archive.infolist()
            if len(members) != told:
                raise ArchiveUnreadable("la table de l’archive ne tient pas ce qu’elle annonce")
            _plain(members)
            return {each.filename: _content(archive, each) for each in members if not each.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error) as error:
        raise ArchiveUnreadable("l’archive est abîmée") from error


def _one_archive(body: bytes) -> int:
    """How many members one archive and nothing else says it has: read before any of them."""
    if len(body) > LARGEST_ARCHIVE:
        raise ArchiveUnreadable(f"l’archive dépasse {LARGEST_ARCHIVE // 1024 // 1024} Mio")
    if not body.startswith(_START_MARK):
        raise ArchiveUnreadable("ce n’est pas une archive ZIP, ou autre chose la précède")
    at = len(body) - _END.size
    if at < 0 or body[at : at + 4] != _END_MARK:
        raise ArchiveUnreadable("l’archive est coupée, ou autre chose la suit")
    _, disk, start_disk, here, count, size, offset, _ = _END.unpack_from(body, at)
    if disk or start_disk or here != count:
        raise ArchiveUnreadable("une archive en plusieurs volumes n’est pas admise")
    if count > MOST_MEMBERS or size > _MOST_DIRECTORY:
        raise ArchiveUnreadable(f"l’archive a plus de {MOST_MEMBERS} fichiers")
    if offset + size != at:
        raise ArchiveUnreadable("la table de l’archive n’est pas à sa place")
    return int(count)


def _plain(members: list[zipfile.ZipInfo]) -> None:
    """Names that stay inside, each once, nothing hidden, nothing shared, nothing too large."""
    names: set[str] = set()
    total = 0
    end = 0
    for each in sorted(members, key=lambda member: member.header_offset):
        _named_well(each)
        if each.filename.casefold() in names:
            raise ArchiveUnreadable("un nom est deux fois dans l’archive")
        names.add(each.filename.casefold())
        if each.flag_bits & _ENCRYPTED or each.compress_type not in _METHODS:
            raise ArchiveUnreadable("un fichier est chiffré, ou comprimé d’une façon inconnue")
        if each.header_offset < end:
            raise ArchiveUnreadable("deux fichiers partagent les mêmes octets")
        end = each.header_offset + _LOCAL_HEADER + each.compress_size
        total += each.file_size
        if each.file_size > LARGEST_DOCUMENT or total > LARGEST_ARCHIVE:
            raise ArchiveUnreadable("ce que l’archive contient est trop grand")


def _named_well(member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    parts = name.removesuffix("/").split("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveUnreadable("un lien ou un fichier spécial n’est pas admis")
    if (
        not name.isascii()
        or not name.isprintable()
        or len(name) > _LONGEST_NAME
        or any(char in name for char in '\\:*?"<>|')
        or any(part in ("", ".", "..") for part in parts)
    ):
        raise ArchiveUnreadable("un nom de fichier n’est pas admis")


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """What it unpacks to, never more than it says: the announced size may lie."""
    with archive.open(member) as opened:
        content = opened.read(member.file_size + 1)
    if len(content) != member.file_size:
        raise ArchiveUnreadable("un fichier n’a pas la taille annoncée")
    return content
