"""Files shown as ordonnances, read for real in a process of their own, within limits."""

import asyncio
import os
import time
from datetime import UTC, datetime

import pytest
from PIL import Image

from ordonnance.adapters.scans import limits
from ordonnance.adapters.scans.sheet_files import SandboxedSheetFiles
from ordonnance.domain.errors import Refusal
from ordonnance.domain.presented import LARGEST_FILE, FileKind, Presented
from tests.builders import shown_files
from tests.builders.shown_files import pictured
from tests.ports.drawn import BUNDLE, pdf_of, photographed
from tests.unit.documents.situations import NUMBER, sheet_of

pytestmark = pytest.mark.anyio
NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)


async def read(content: bytes) -> Presented:
    return await SandboxedSheetFiles().read(content)


async def refused(content: bytes, code: str, *, seconds: float = limits.WALL_SECONDS) -> Refusal:
    with pytest.raises(Refusal) as refusal:
        await SandboxedSheetFiles(seconds).read(content)
    assert refusal.value.code == code
    return refusal.value


async def test_a_sheet_of_ours_is_read_with_its_code_its_words_and_its_document() -> None:
    found = await read(pdf_of(sheet_of("simple")))
    assert (found.kind, found.pages, found.numbers) == (FileKind.PDF, 1, (NUMBER,))
    assert found.attached == (BUNDLE,)
    assert "ORDONNANCE" in found.words[0]


@pytest.mark.parametrize(("kind", "saving"), [
    ("JPEG", {"quality": 60}), ("PNG", {}), ("TIFF", {"compression": "group4"}),
])  # fmt: skip
async def test_the_code_is_read_on_a_photograph(kind: str, saving: dict[str, object]) -> None:
    photo = photographed(pdf_of(sheet_of("simple")), dpi=150, turned=3)
    photo = photo.convert("1") if kind == "TIFF" else photo
    found = await read(pictured(photo, kind, **saving))
    assert (found.kind, found.numbers, found.words) == (FileKind(kind.lower()), (NUMBER,), ())


async def test_every_page_of_a_scan_is_read() -> None:
    blank = Image.new("L", (200, 200), 255)
    photo = photographed(pdf_of(sheet_of("simple")), dpi=150)
    found = await read(pictured(blank, "TIFF", save_all=True, append_images=[blank, photo]))
    assert (found.pages, found.numbers) == (3, (NUMBER,))


@pytest.mark.parametrize(("content", "code"), [
    (b"MZ rubbish", "FILE_KIND"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "FILE_KIND"),
    (b" %PDF-1.7 not at the beginning", "FILE_KIND"),
    (b"%PDF-1.7 no end", "FILE_DAMAGED"),
    (b"%PDF-1.7 nothing inside %%EOF", "FILE_DAMAGED"),
    (b"\xff\xd8\xff\xe0 cut", "FILE_DAMAGED"),
    (b"\x89PNG\r\n\x1a\n cut", "FILE_DAMAGED"),
    (b"II*\x00 cut", "FILE_DAMAGED"),
    (b"", "BODY_EMPTY"),
])  # fmt: skip
async def test_what_is_no_readable_file_is_refused(content: bytes, code: str) -> None:
    await refused(content, code)


async def test_a_picture_cut_in_the_middle_is_damaged() -> None:
    photo = photographed(pdf_of(sheet_of("simple")), dpi=100)
    for kind in ("JPEG", "PNG"):
        whole = pictured(photo, kind)
        await refused(whole[: len(whole) // 2], "FILE_DAMAGED")


async def test_a_protected_pdf_is_refused_whether_it_opens_or_not() -> None:
    from pikepdf import Encryption

    for user in ("", "secret"):
        locked = Encryption(owner="patron", user=user)
        await refused(shown_files.a_pdf(encryption=locked), "FILE_ENCRYPTED")


async def test_a_file_that_is_two_things_is_refused() -> None:
    await refused(shown_files.a_pdf() + b"PK\x05\x06" + bytes(18), "FILE_POLYGLOT")
    await refused(shown_files.a_pdf() + b"<script>alert(1)</script>", "FILE_POLYGLOT")


async def test_a_pdf_followed_by_blanks_is_an_ordinary_pdf() -> None:
    assert (await read(shown_files.a_pdf() + b"\r\n\r\n")).pages == 1


async def test_the_last_page_allowed_is_read_and_one_more_is_refused() -> None:
    assert (await read(shown_files.a_pdf(limits.MOST_PAGES))).pages == limits.MOST_PAGES
    refusal = await refused(shown_files.a_pdf(limits.MOST_PAGES + 1), "FILE_TOO_MANY_PAGES")
    assert refusal.first.facts == {"pages": "21", "limit": "20"}
    await refused(shown_files.a_tiff(limits.MOST_PAGES + 1), "FILE_TOO_MANY_PAGES")


async def test_ten_thousand_pages_are_refused_at_once() -> None:
    many = shown_files.a_pdf(10_000)
    started = time.process_time()
    refusal = await refused(many, "FILE_TOO_MANY_PAGES")
    assert refusal.first.facts["pages"] == "10000"
    # In this process: what the other one spends is bounded by its own limit.
    assert time.process_time() - started < 2


async def test_a_bomb_of_pixels_is_refused_before_it_is_unpacked() -> None:
    await refused(shown_files.a_bomb_of_pixels(), "FILE_TOO_LARGE_PICTURE")


async def test_a_bomb_of_streams_takes_its_own_process_only() -> None:
    bomb = shown_files.a_bomb_of_streams()
    assert len(bomb) < LARGEST_FILE
    await refused(bomb, "FILE_TOO_COSTLY")


async def test_a_huge_page_is_drawn_small() -> None:
    assert (await read(shown_files.a_huge_page())).pages == 1


async def test_attached_files_are_all_read_or_none() -> None:
    await refused(shown_files.a_bomb_of_attachments(), "FILE_TOO_COSTLY")


async def test_an_archive_whose_comment_ends_as_a_pdf_is_refused() -> None:
    comment = b"\n%%EOF"
    end = b"PK\x05\x06" + bytes(16) + len(comment).to_bytes(2, "little") + comment
    await refused(shown_files.a_pdf() + end, "FILE_POLYGLOT")


async def test_a_reading_that_lasts_is_ended() -> None:
    await refused(pdf_of(sheet_of("simple")), "FILE_TOO_COSTLY", seconds=0.001)


async def test_a_file_too_large_is_not_even_read() -> None:
    await refused(b"%PDF-" + bytes(LARGEST_FILE), "BODY_TOO_LARGE")


async def test_many_at_once_wait_for_each_other_and_are_all_answered() -> None:
    files = SandboxedSheetFiles()
    content = pdf_of(sheet_of("simple"))
    found = await asyncio.gather(*(files.read(content) for _ in range(5)))
    assert {each.numbers for each in found} == {(NUMBER,)}


async def test_nothing_stays_of_a_reading() -> None:
    """No file, no process: what was sent is gone with its answer."""
    before = set(os.listdir("/tmp"))
    await read(pdf_of(sheet_of("simple")))
    left = {name for name in set(os.listdir("/tmp")) - before if "pytest" not in name}
    assert not left
