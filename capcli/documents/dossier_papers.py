"""What is held about somebody, on paper: a PDF, set by typst."""

from pathlib import Path

from msgspec import json

from capcli.documents.dossiers import Dossier
from capcli.documents.scripts import needs_other_fonts

TEMPLATE = Path(__file__).with_name("dossiers.typ")


def paper(dossier: Dossier) -> bytes:
    """A PDF of the dossier: the same bytes for the same one; fonts as for sign-in sheets."""
    import typst

    told = json.encode(dossier).decode()
    made = typst.compile(
        TEMPLATE,
        format="pdf",
        sys_inputs={"dossier": told},
        ignore_system_fonts=not needs_other_fonts(told),
    )
    assert isinstance(made, bytes)
    return made
