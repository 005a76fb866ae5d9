"""Sign-in sheets on paper: a PDF, set by typst."""

import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import json

from capcli.documents.sheets import SignInSheet

TEMPLATE = Path(__file__).with_name("sign_in_sheets.typ")
_OTHER_SCRIPTS = re.compile("[\u0530-\u1dff\u2e80-\ufb12\ufb1d-\ufefe\uff01-\uffef\U00010000-\U0010ffff]")
"""Beyond Latin, Greek, Cyrillic and the signs: the fonts that come with typst have few of these letters, or none."""


def paper(sheets: Sequence[SignInSheet]) -> bytes:
    """A PDF of these sheets, each beginning on a page of its own: the same bytes for the same sheets.

    The fonts are those that come with typst; those of the system are looked at
    only when a text has letters that they may lack.
    """
    import typst

    told = json.encode(sheets).decode()
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs={"sheets": told},
        ignore_system_fonts=_OTHER_SCRIPTS.search(told) is None,
    )
    assert isinstance(made, bytes)
    return made
