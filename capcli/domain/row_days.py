"""The days that a row of a file names."""

import datetime as dt

from capcli.domain.moments import moment_in
from capcli.domain.plans import TypedRow
from capcli.errors import Usage


def day_in(row: TypedRow, field: str, *, american: bool) -> dt.date | None:
    """The day in the cell of `field`, whatever its hour; None where the row has no such cell.

    Raises:
        Usage: `import_day`, the cell holds no day.
    """
    text = row.values.get(field)
    if text is None:
        return None
    found = moment_in(text, "UTC", american=american)
    if found is None:
        raise Usage("import_day", text=text)
    return found.date()
