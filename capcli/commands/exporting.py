"""How `cap export` writes a folder: whole, or not at all."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from capcli.commands.handover_words import Written, columns_page, successor_page
from capcli.desk import Desk
from capcli.domain.records import SESSIONS
from capcli.errors import DataFileError, OtherFileError, Usage
from capcli.output.files import unwritable
from capcli.output.papers import paper_language
from capcli.output.sheet import Sheet
from capcli.output.showing import chosen_format
from capcli.pages.writing import page_of
from capcli.services.exporting import has_sensitive_answers, history, listings, session_listings, settings_rows
from capcli.texts import _, ngettext

SUFFIXES = {"csv": "csv", "csv-excel": "csv", "json": "json", "jsonl": "jsonl", "xlsx": "xlsx"}
"""The formats that lists are written in, and the suffix of each."""
HISTORY = "history.jsonl"


def carry_out(desk: Desk, folder: Path, *, typed: str | None, sensitive: bool) -> None:
    """Write everything that is kept to `folder`, in the language of the papers.

    Raises:
        Usage: `export_format`.
        OtherFileError: `export_not_empty`; the folder cannot be written.
    """
    form = chosen_format(desk, typed, Path("list.csv"))
    if form not in SUFFIXES:
        raise Usage("export_format", format=form, known=", ".join(SUFFIXES))
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise OtherFileError("export_not_empty", folder=folder)
    with paper_language(desk):
        files = dict(_files(desk, form, sensitive=sensitive))
    _put(folder, files)
    said = ngettext("{count} file written to {folder}.", "{count} files written to {folder}.", len(files))
    desk.say(said.format(count=len(files), folder=folder))
    if HISTORY not in files:
        desk.note(_("The history is missing or damaged: it is left out."))
    if not sensitive and has_sensitive_answers(desk.store.read()):
        desk.note(_("Sensitive answers are left out; --with-answers writes them."))


def _files(desk: Desk, form: str, *, sensitive: bool) -> Iterator[tuple[str, bytes]]:
    """The content of each file by its name in the folder."""
    read, suffix = desk.store.read(), SUFFIXES[form]
    written = []
    for listing in [*listings(read, today=desk.today, sensitive=sensitive), settings_rows(desk.settings)]:
        sheet = Sheet(desk, listing.rows, listing.shape, form, None, ())
        made = Written(
            name=f"{listing.name}.{suffix}", title=sheet.shape.title, count=len(listing.rows), columns=sheet.columns()
        )
        written.append(made)
        yield made.name, sheet.content()
    for session, listing in session_listings(read, today=desk.today, sensitive=sensitive):
        yield (
            f"{listing.name}/{session.code}.{suffix}",
            Sheet(desk, listing.rows, listing.shape, form, None, ()).content(),
        )
    for session in read.scan(SESSIONS):
        yield f"pages/{session.code}.md", page_of(session, desk.settings["language"]).encode()
    with suppress(DataFileError):
        yield HISTORY, b"".join(msgspec.json.encode(one) + b"\n" for one in history(desk.store, sensitive=sensitive))
    yield "README.md", columns_page(desk, written, form).encode()
    yield _("handover.md"), successor_page(desk).encode()


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files beside the folder first, readable by their owner only, and put them in its place at once.

    Raises:
        OtherFileError: the folder cannot be written; what was there stays.
    """
    target = folder.absolute()
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        beside.mkdir(0o700)
        for name, content in files.items():
            path = beside / name
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with path.open("wb") as file:
                file.write(content)
                os.fsync(file.fileno())
        if target.exists():
            target.rmdir()  # it is empty; not every system renames over it
        beside.rename(target)
    except OSError as error:
        raise unwritable(error, folder) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)
