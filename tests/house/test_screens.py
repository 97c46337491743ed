"""What must follow the table of screens: the album, and what is said of an act not answered."""

import re

from ordonnance.doors.web.awaited import AWAITED, SHOWN_AGAIN
from ordonnance.doors.web.routes import SCREENS
from tools.screens.album import FOLDER, NOT_SHOWN, PAGE, SHOTS, file_of, page_of

LARGEST = 4_800_000
"""Bytes of all the pictures together: they are in every copy of the project."""


def shown() -> set[str]:
    return {shot.route for shot in SHOTS.values()}


def test_every_screen_is_shown_or_says_why_it_is_not() -> None:
    screens = {screen.path for screen in SCREENS if screen.method == "GET"}
    assert screens - shown() - set(NOT_SHOWN) == set(), "give it a picture in tools/screens"
    assert (shown() | set(NOT_SHOWN)) - screens == set(), "no such screen any more"
    assert shown() & set(NOT_SHOWN) == set()


def test_the_folder_holds_each_picture_of_the_page_and_no_other() -> None:
    wanted = {file_of(name, *each) for name, shot in SHOTS.items() for each in shot.wanted()}
    assert {path.name for path in FOLDER.iterdir()} == wanted, "./dev screens"


def test_the_page_of_screens_is_the_one_that_the_album_writes() -> None:
    assert PAGE.read_text("utf-8") == page_of(), "./dev screens"


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < LARGEST


def test_what_is_not_answered_is_told_of_every_act_or_says_why_it_is_not() -> None:
    sent = {screen.path for screen in SCREENS if screen.method == "POST"}
    assert sent - set(AWAITED) - set(SHOWN_AGAIN) == set(), "give it a row in doors/web/awaited.py"
    assert (set(AWAITED) | set(SHOWN_AGAIN)) - sent == set(), "no such form any more"
    assert set(AWAITED) & set(SHOWN_AGAIN) == set()


def test_what_the_base_keeps_of_such_an_act_is_shown_at_an_address_that_its_form_knows() -> None:
    pages = {screen.path for screen in SCREENS if screen.method == "GET"}
    for path, act in AWAITED.items():
        assert act.shown_at in pages, path
        assert set(re.findall(r"{\w+}", act.shown_at)) <= set(re.findall(r"{\w+}", path)), path


def test_such_an_act_is_named_by_a_feminine_noun() -> None:
    # « Délivrance de 18:42 : non confirmée. »
    nouns = {act.named.split()[0] for act in AWAITED.values()}
    assert [noun for noun in nouns if noun != "Fin" and not noun.endswith(("ion", "e"))] == []
