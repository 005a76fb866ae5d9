"""Where a finding of the doctor is, and how grave."""

from capcli.texts import N_, _

SEVERITIES: dict[str, str] = {
    "damage": N_("damage"),
    "error": N_("error"),
    "warning": N_("warning"),
    "note": N_("note"),
}
"""`damage` keeps the file from being read; an `error` is to be mended, a `warning` looked at, a `note` only known."""

PLACE_KEYS = ("file", "line", "column", "record", "field")


def place_words(
    *, file: str | None, line: int | None, column: int | None, record: str | None, field: str | None
) -> str:
    """The line and the column where they are known, else the record, else the file."""
    about = {"file": file, "line": line, "column": column, "record": record, "field": field}
    if line is not None and record:
        return _("{file}, line {line}, column {column} ({record})").format(**about)
    if line is not None:
        return _("{file}, line {line}, column {column}").format(**about)
    if record and field:
        return _("{record}, {field}").format(**about)
    return record or file or ""
