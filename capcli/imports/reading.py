"""Files from elsewhere, read into the records that an import takes."""

from collections.abc import Callable

from capcli.imports.opening import opened
from capcli.imports.sheets import sheet_of
from capcli.imports.tables import MOST_BYTES, MOST_ROWS, Book, Row, SetAside, Sheet, Table

__all__ = ["MOST_BYTES", "MOST_ROWS", "Book", "Row", "SetAside", "Sheet", "Table", "opened", "read", "sheet_of"]


def read(content: bytes, file: str, known: Callable[[str], bool]) -> Sheet:
    """The records of a file, as `opened` and `sheet_of` together.

    Raises:
        OtherFileError: as these.
    """
    return sheet_of(opened(content, file), known)
