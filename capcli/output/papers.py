"""What papers share: the language of what leaves the desk for people to read, and a word on what they cannot show."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from capcli import texts
from capcli.output.outlets import Counter, setting
from capcli.texts import ngettext


@contextmanager
def paper_language(desk: Counter) -> Iterator[None]:
    """Speak the language asked for on the command line or by `CAP_LANG`, else that of the papers."""
    before = texts.language()
    texts.use(desk.language or os.environ.get("CAP_LANG") or setting(desk, "language", before))
    try:
        yield
    finally:
        texts.use(before)


def tell_boxes(desk: Counter, thing: Any) -> None:
    """Say which letters of `thing` its PDF shows as boxes, since no font of this machine has them."""
    from capcli.documents.typesetting import boxes
    from capcli.texts.findings import several

    letters = boxes(thing)
    if not letters:
        return
    text = ngettext(
        "cap: warning: no font of this machine has the letter {letters}: the PDF shows a box instead. Install a font "
        "that has it (Noto, for example), then make the PDF again.",
        "cap: warning: no font of this machine has the letters {letters}: the PDF shows boxes instead. Install a font "
        "that has them (Noto, for example), then make the PDF again.",
        len(letters),
    )
    desk.note(text.format(letters=several(letters)))
