"""Sign-in sheets on paper."""

from collections.abc import Sequence
from pathlib import Path

from capcli.documents.sheets import SignInSheet
from capcli.documents.typesetting import pdf

TEMPLATE = Path(__file__).with_name("sign_in_sheets.typ")


def paper(sheets: Sequence[SignInSheet]) -> bytes:
    """A PDF of these sheets, each beginning on a page of its own: the same bytes for the same sheets."""
    return pdf(TEMPLATE, "sheets", sheets)
