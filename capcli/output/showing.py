"""How a command shows its records: one rule for the format, the columns and the destination."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from capcli.errors import Usage
from capcli.output import files
from capcli.output.outlets import Counter, setting
from capcli.output.sheet import Row, Sheet
from capcli.texts import _, ngettext
from capcli.texts.wrapping import fitted

FORMATS = ("table", "csv", "csv-excel", "json", "jsonl", "md", "xlsx", "emails", "vcard")
SUFFIXES = {".csv": "csv", ".json": "json", ".jsonl": "jsonl", ".md": "md", ".xlsx": "xlsx", ".vcf": "vcard"}
OTHER_SUFFIXES = frozenset({".doc", ".docx", ".htm", ".html", ".ods", ".odt", ".pdf", ".png", ".rtf", ".xls", ".zip"})
"""Of files that no list is written as: as text, under such a name, nothing would open it."""


def show(
    desk: Counter,
    rows: Sequence[Row],
    shape: str,
    *,
    format: str | None = None,  # noqa: A002 # the option's name
    output: Path | None = None,
    columns: str | None = None,
    yes: bool = False,
    footer: Sequence[str] = (),
    beside: tuple[Sequence[Row], str] | None = None,
) -> None:
    """Show a list of records; `footer` (the totals) goes below tables and Markdown.

    `beside` are the rows and the shape of a second sheet, which spreadsheets
    only have; the footer goes below their first one then.

    Raises:
        Usage: `format`, `column`, `no_emails`, `no_cards`, `xlsx_terminal`, `output_exists` (off a terminal, without
            `--yes`).
        OtherFileError: the output file cannot be written.
    """
    sheet = Sheet(desk, rows, shape, chosen_format(desk, format, output), columns, footer, beside=beside)
    _deliver(desk, sheet, output, yes=yes)


def show_one(
    desk: Counter,
    row: Row,
    shape: str,
    *,
    format: str | None = None,  # noqa: A002 # the option's name
    output: Path | None = None,
    columns: str | None = None,
    yes: bool = False,
    footer: Sequence[str] = (),
) -> None:
    """Show one thing: an object in JSON, `Heading: value` lines on the screen. Raises what `show` raises."""
    sheet = Sheet(desk, [row], shape, chosen_format(desk, format, output), columns, footer, single=True)
    _deliver(desk, sheet, output, yes=yes)


def chosen_format(desk: Counter, typed: str | None, output: Path | None) -> str:
    """The flag, else the file's suffix, else table.

    Raises:
        Usage: `format`, it is none of `FORMATS`; `format_suffix`, another program would look for what is not there.
    """
    if typed is not None:
        if typed.lower() not in FORMATS:
            raise Usage("format", format=typed, known=", ".join(FORMATS))
        return typed.lower()
    suffix = output.suffix.lower() if output else ""
    if suffix in OTHER_SUFFIXES:
        raise Usage("format_suffix", suffix=suffix, known=", ".join(SUFFIXES))
    found = SUFFIXES.get(suffix, "table")
    return "csv-excel" if found == "csv" and setting(desk, "export.csv", "rfc") == "excel" else found


def _deliver(desk: Counter, sheet: Sheet, output: Path | None, *, yes: bool) -> None:
    if output is not None and str(output) != "-":
        files.check(output)
        if _may_replace(desk, output, yes=yes):
            files.write(output, sheet.content())
            desk.note(_written(sheet, output))
        else:
            desk.note(_("Nothing was written."))
    elif sheet.format == "table":
        _to_screen(desk, sheet)
    else:
        if sheet.format == "xlsx" and desk.terminal.shows_tables:
            raise Usage("xlsx_terminal")
        _to_stream(desk.terminal.out, sheet.content())
    if sheet.format == "emails":
        from capcli.output.emails import unreachable

        for line in unreachable(sheet.rows):
            desk.note(line)


def _written(sheet: Sheet, path: Path) -> str:
    if sheet.format == "emails":
        from capcli.output.emails import addresses

        count = len(addresses(sheet.rows))
        said = ngettext("{count} address written to {path}.", "{count} addresses written to {path}.", count)
    elif sheet.format == "vcard":
        from capcli.output.vcards import people

        count = len(people(sheet.rows))
        said = ngettext("{count} contact card written to {path}.", "{count} contact cards written to {path}.", count)
    else:
        count = len(sheet.rows)
        said = ngettext("{count} row written to {path}.", "{count} rows written to {path}.", count)
    return said.format(count=count, path=path)


def _to_screen(desk: Counter, sheet: Sheet) -> None:
    terminal = desk.terminal
    if not terminal.shows_tables:
        width = os.environ.get("COLUMNS", "")
        terminal.out.write(sheet.table(int(width) if width.isdecimal() and int(width) else 80))
        return
    import shutil

    size = shutil.get_terminal_size((80, 24))
    body = sheet.body(size.columns, coloured=not os.environ.get("NO_COLOR"))
    if sheet.single or not sheet.rows:  # the lines of a list are laid out already
        body = fitted(body)
    text = body + "".join(f"{fitted(line)}\n" for line in sheet.footer)
    if text.count("\n") < size.lines:
        terminal.out.write(text)
    else:
        from capcli.output.paging import page

        page(text, terminal.out)


def give(desk: Counter, content: bytes, output: Path | None, *, yes: bool = False) -> None:
    """Hand over a document that is no list of records: to a file, else to standard output.

    Raises:
        Usage: `output_exists`.
        OtherFileError: the output file cannot be written.
    """
    if output is None or str(output) == "-":
        _to_stream(desk.terminal.out, content)
        return
    files.check(output)
    if _may_replace(desk, output, yes=yes):
        files.write(output, content)
        desk.note(_("Written to {path}.").format(path=output))
    else:
        desk.note(_("Nothing was written."))


def _to_stream(out: TextIO, content: bytes) -> None:
    """Bytes as they are, where the stream has them: no system rewrites the line ends then."""
    if hasattr(out, "buffer"):
        out.flush()
        out.buffer.write(content)
        out.buffer.flush()
    else:
        out.write(content.decode("utf-8"))


def _may_replace(desk: Counter, path: Path, *, yes: bool) -> bool:
    if yes or not path.is_file():
        return True
    if not desk.terminal.interactive:
        raise Usage("output_exists", path=path)
    answer = desk.terminal.ask(_("{path} exists. Replace it? [y/N]").format(path=path))
    return answer.casefold() in ("y", "yes", "o", "oui")
