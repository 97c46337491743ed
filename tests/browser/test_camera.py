"""The camera of the counter: a fake one, which sees a sheet that the base really rendered."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.conftest import chromium_program, sign_in
from tests.browser.test_counter import scan
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.shown import sheet

FRAME = (1280, 720)
Judge = Callable[[Page], None]


def filmed(pdf: bytes, film: Path) -> Path:
    """A film of the bottom of a sheet, where its code is: frames of JPEG one after the other."""
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("RGB")
    shown = page.crop((0, page.height - FRAME[1], page.width, page.height))
    frame = Image.new("RGB", FRAME, "white")
    frame.paste(shown, ((FRAME[0] - shown.width) // 2, 0))
    still = io.BytesIO()
    frame.save(still, "JPEG", quality=85)
    film.write_bytes(still.getvalue() * 5)
    return film


@contextmanager
def with_camera(door: Door, *options: str) -> Iterator[Page]:
    """A browser with those options for its camera, and a pharmacist signed in."""
    launched = ["--no-sandbox", "--disable-dev-shm-usage", *options]
    with sync_playwright() as playwright:
        program = chromium_program()
        browser = playwright.chromium.launch(executable_path=program, args=launched)
        page = browser.new_context(base_url=door.address, locale="fr-FR").new_page()
        page.set_default_timeout(60_000)
        yield sign_in(page, "pharmacien")
        browser.close()


def test_a_sheet_held_before_the_camera_opens(door: Door, tmp_path: Path) -> None:
    number = door.issued(documents.simple())
    film = filmed(sheet(door, number), tmp_path / "feuille.mjpeg")
    fake = (
        "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    )  # fmt: skip
    with with_camera(door, *fake) as page:
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/comptoir")
        page.get_by_role("link", name="Caméra").click()
        page.wait_for_url(lambda url: "/comptoir/" in url and not url.endswith("/camera"))
        expect(page.get_by_role("heading", name="Jeanne EXEMPLE")).to_be_visible()
        assert complaints == []


def test_without_a_camera_the_page_says_what_to_do_and_has_it(
    door: Door, accessible: Judge
) -> None:
    number = door.issued(documents.simple())
    with with_camera(door) as page:
        page.goto("/comptoir/camera")
        told = page.locator("[data-dit]")
        expect(told).to_contain_text("Aucune caméra n’est branchée", timeout=60_000)
        expect(told).to_contain_text("tapez le numéro")
        expect(page.locator("video")).to_be_hidden()
        accessible(page)
        scan(page, number)
        expect(page.get_by_role("heading", name="Jeanne EXEMPLE")).to_be_visible()


FAULTS = {
    "refused": "L’accès à la caméra est refusé",
    "taken": "La caméra est prise par un autre programme",
    "unsafe": "Ce navigateur ne donne la caméra qu’à une adresse en https",
    "reader": "Ce navigateur ne laisse pas marcher le programme qui lit les codes",
    "network": "Le programme qui lit les codes n’a pas pu être téléchargé",
}
BROKEN = {
    "refused": "navigator.mediaDevices.getUserMedia = () =>"
    " Promise.reject(new DOMException('', 'NotAllowedError'))",
    "taken": "navigator.mediaDevices.getUserMedia = () =>"
    " Promise.reject(new DOMException('', 'NotReadableError'))",
    "unsafe": "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })",
    "reader": "WebAssembly.instantiate = () =>"
    " Promise.reject(new WebAssembly.CompileError('refused'))",
}


def test_each_way_in_which_the_camera_fails_is_said_by_its_name(door: Door) -> None:
    fake = ("--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream")
    with with_camera(door, *fake) as page:
        for fault, told in FAULTS.items():
            tab = page.context.new_page()
            if fault in BROKEN:
                tab.add_init_script(BROKEN[fault])
            else:
                tab.route("**/*.wasm", lambda route: route.abort())
            tab.goto("/comptoir/camera")
            expect(tab.locator("[data-dit]")).to_contain_text(told)
            expect(tab.locator("[data-dit]")).to_have_attribute("role", "alert")
            tab.close()


def test_only_the_page_with_the_camera_may_use_it(door: Door) -> None:
    with with_camera(door) as page:
        allowed = page.goto("/comptoir/camera")
        other = page.goto("/comptoir")
        assert allowed is not None
        assert other is not None
        assert "camera=(self)" in allowed.headers["permissions-policy"]
        assert "'wasm-unsafe-eval'" in allowed.headers["content-security-policy"]
        assert "camera=()" in other.headers["permissions-policy"]
        assert "wasm" not in other.headers["content-security-policy"]
