"""Sign-in sheets on paper: a PDF, set by typst."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import json

from capcli.documents.scripts import needs_other_fonts
from capcli.documents.sheets import SignInSheet

TEMPLATE = Path(__file__).with_name("sign_in_sheets.typ")


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
        ignore_system_fonts=not needs_other_fonts(told),
    )
    assert isinstance(made, bytes)
    return made
