"""What is held about somebody, on paper."""

from pathlib import Path

from capcli.documents.dossiers import Dossier
from capcli.documents.typesetting import pdf

TEMPLATE = Path(__file__).with_name("dossiers.typ")


def paper(dossier: Dossier) -> bytes:
    """A PDF of the dossier: the same bytes for the same one."""
    return pdf(TEMPLATE, "dossier", dossier)
