"""Papers set by typst, and the letters that no font of the machine has for them."""

import re
import unicodedata
from pathlib import Path
from typing import Any

from msgspec import json

_OTHER_SCRIPTS = re.compile("[\u0530-\u1dff\u2e80-\ufb12\ufb1d-\ufefe\uff01-\uffef\U00010000-\U0010ffff]")
"""Beyond Latin, Greek, Cyrillic and the signs: the fonts that come with typst have few of these letters, or none."""
_NO_LETTER = "\U0010fffe"
"""Is nobody's letter, and drawn as the box that stands for those no font has."""
_ALONE = """\
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Libertinus Serif")
#for letter in json(bytes(sys.inputs.letters)) { page(letter) }
"""
_SHAPE = re.compile(rb'<use [^>]*href="#([^"]+)"')


def pdf(template: Path, name: str, thing: Any) -> bytes:
    """A PDF of `thing`, which the template reads as JSON under `name`: the same bytes for the same one.

    The fonts are those that come with typst; those of the system are looked at
    only when a text has letters that they may lack, since that takes a while.
    """
    import typst

    told = json.encode(thing).decode()
    made = typst.compile(template, sys_inputs={name: told}, ignore_system_fonts=_OTHER_SCRIPTS.search(told) is None)
    assert isinstance(made, bytes)
    return made


def boxes(thing: Any) -> list[str]:
    """The letters of `thing` that are drawn as boxes, since no font of this machine has them, each once and in order.

    typst does not say so: every letter is set alone, and its shape compared with that of no letter.
    """
    found = dict.fromkeys(_OTHER_SCRIPTS.findall(json.encode(thing).decode()))
    letters = [letter for letter in found if unicodedata.category(letter)[0] not in "CM"]
    if not letters:
        return []
    import typst

    told = json.encode([_NO_LETTER, *letters]).decode()
    box, *shapes = typst.compile(_ALONE.encode(), format="svg", sys_inputs={"letters": told})
    assert isinstance(box, bytes)
    return [
        letter for letter, drawn in zip(letters, shapes, strict=True) if _SHAPE.findall(drawn) == _SHAPE.findall(box)
    ]
