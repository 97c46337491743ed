"""Sheets drawn as PDF by Typst, with the fonts that ship with the package."""

from ordonnance.adapters.renderer.typst_renderer import TypstRenderer, UnknownLayout

__all__ = ["TypstRenderer", "UnknownLayout"]
