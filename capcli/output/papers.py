"""The language of what leaves the desk for people to read: papers, and spreadsheets with headings."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from capcli import texts
from capcli.output.outlets import Counter, setting


@contextmanager
def paper_language(desk: Counter) -> Iterator[None]:
    """Speak the language asked for on the command line or by `CAP_LANG`, else that of the papers."""
    before = texts.language()
    texts.use(desk.language or os.environ.get("CAP_LANG") or setting(desk, "language", before))
    try:
        yield
    finally:
        texts.use(before)
