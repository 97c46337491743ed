"""Ways to the refusals of a sheet shown to be verified."""

import base64
import io
import json
from dataclasses import replace

import httpx
import pikepdf

from ordonnance.adapters.openings.pace import Pace
from ordonnance.adapters.scans.sheet_files import SandboxedSheetFiles
from ordonnance.bootstrap.verifying import Verifying
from ordonnance.domain.number import OrdonnanceNumber
from tests.builders import shown_files
from tests.journeys.asking import FHIR
from tests.journeys.refusing import World, met
from tests.ports.drawn import pdf_of
from tests.unit.documents.situations import sheet_of


def binary(content: bytes) -> dict[str, str]:
    return {"resourceType": "Binary", "contentType": "application/octet-stream",
            "data": base64.b64encode(content).decode()}  # fmt: skip


def body(content: bytes | None = None, number: str | None = None) -> bytes:
    """What `$verify` takes."""
    parts: list[dict[str, object]] = []
    if number is not None:
        parts.append({"name": "number", "valueString": number})
    if content is not None:
        parts.append({"name": "file", "resource": binary(content)})
    return json.dumps({"resourceType": "Parameters", "parameter": parts}).encode()


def shown(
    world: World, content: bytes | None = None, number: str | None = None,
    verifying: Verifying | None = None, times: int = 1,
) -> httpx.Response:  # fmt: skip
    """The last of so many answers, asked by nobody in particular."""
    made = verifying or Verifying(pace=Pace(1000, 1000))
    with world.base.served_with(verifying=made) as address:
        for _ in range(times):
            answer = httpx.post(
                f"{address}/fhir/$verify", content=body(content, number),
                headers={"Content-Type": FHIR}, timeout=60, trust_env=False,
            )  # fmt: skip
    return answer


@met("FILE_KIND")
def no_kind(world: World) -> httpx.Response:
    return shown(world, b"MZ")


@met("FILE_DAMAGED")
def damaged(world: World) -> httpx.Response:
    return shown(world, b"%PDF-1.7")


@met("FILE_ENCRYPTED")
def encrypted(world: World) -> httpx.Response:
    locked = pikepdf.Encryption(owner="patron", user="secret")
    return shown(world, shown_files.a_pdf(encryption=locked))


@met("FILE_POLYGLOT")
def polyglot(world: World) -> httpx.Response:
    return shown(world, shown_files.a_pdf() + b"PK\x05\x06")


@met("FILE_TOO_MANY_PAGES")
def too_many_pages(world: World) -> httpx.Response:
    return shown(world, shown_files.a_pdf(21))


@met("FILE_TOO_LARGE_PICTURE")
def too_large_a_picture(world: World) -> httpx.Response:
    return shown(world, shown_files.a_bomb_of_pixels())


@met("FILE_TOO_COSTLY")
def too_costly(world: World) -> httpx.Response:
    return shown(world, shown_files.a_pdf(), verifying=Verifying(SandboxedSheetFiles(0.001)))


@met("FILE_SEVERAL_NUMBERS")
def several_numbers(world: World) -> httpx.Response:
    sheet = sheet_of("simple")
    assert sheet.qr is not None
    another = OrdonnanceNumber.from_payload("D", 78)
    code = replace(sheet.qr, text=f"https://ordonnance.example/o#{another}")
    first = pikepdf.open(io.BytesIO(pdf_of(sheet)))
    second = pikepdf.open(io.BytesIO(pdf_of(replace(sheet, qr=code, number=another.grouped))))
    first.pages.extend(second.pages)
    return shown(world, shown_files.saved(first))


@met("FILE_OTHER_NUMBER")
def other_number(world: World) -> httpx.Response:
    number = OrdonnanceNumber.from_payload("D", 77).value
    return shown(world, pdf_of(sheet_of("simple")), number)


@met("VERIFY_NOTHING")
def nothing(world: World) -> httpx.Response:
    return shown(world)


@met("TOO_MANY_VERIFICATIONS")
def too_many(world: World) -> httpx.Response:
    number = OrdonnanceNumber.from_payload("D", 77).value
    return shown(world, number=number, verifying=Verifying(pace=Pace(1, 1000)), times=2)
