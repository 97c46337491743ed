"""The code of an ordonnance as a screen shows it: the same as on the sheet."""

import base64
from dataclasses import dataclass, field

from ordonnance.adapters.renderer.codes import drawing
from ordonnance.documents.framing import qr_code
from ordonnance.domain.number import OrdonnanceNumber


@dataclass(frozen=True, slots=True)
class ScreenCode:
    """A picture that a page holds (`data:` address, SVG without margin) and what it shows."""

    address: str = field(repr=False)
    said: str = field(repr=False)


def screen_code(number: OrdonnanceNumber, base_url: str) -> ScreenCode:
    """The QR code of that number; its picture grows to whatever size it is given."""
    code = qr_code(number, base_url)
    drawn = drawing(code.symbology.value, code.text)
    modules, svg = drawn["modules"], str(drawn["svg"])
    size = f'viewBox="0 0 {modules} {modules}" shape-rendering="crispEdges"'
    scaled = svg.replace(f'width="{modules}" height="{modules}"', size, 1)
    packed = base64.b64encode(scaled.encode()).decode()
    return ScreenCode(f"data:image/svg+xml;base64,{packed}", code.alternative)
