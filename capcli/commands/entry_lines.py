"""An entry of the history in one line, before what it changed is told."""

from collections.abc import Mapping

from capcli.desk import Desk
from capcli.services.history import Told, ref
from capcli.store.protocol import LOST, OUTSIDE_EDIT, REPAIR, Entry
from capcli.texts import N_, _, moment, translated

UNCHANGED: dict[str, str] = {
    OUTSIDE_EDIT: N_("Which records is not known: neither a backup nor the history told it."),
    LOST: N_("What they changed is not known any more; the records are as they were left."),
    REPAIR: N_("It tells of no record; the damaged file is kept beside the data file."),
}
"""What an entry of that command without changes says."""


def entry_line(desk: Desk, told: Told) -> str:
    """The entry's number, when it was, who typed what, and what undid it."""
    entry = told.entry
    about = {
        "entry": ref(entry.entry),
        "moment": moment(entry.at, desk.settings["timezone"]),
        "by": entry.by,
        "command": " ".join(["cap", entry.command, *entry.options]),
    }
    if entry.command == OUTSIDE_EDIT:
        if told.undone_by is not None:
            return _("{entry}, {moment}: changed outside cap (undone by {undone_by})").format(
                undone_by=ref(told.undone_by), **about
            )
        return _("{entry}, {moment}: changed outside cap").format(**about)
    if entry.command == LOST:
        return _lost_line(entry, about)
    if told.undone_by is not None:
        return _("{entry}, {moment}, by {by}: {command} (undone by {undone_by})").format(
            undone_by=ref(told.undone_by), **about
        )
    if entry.undoes is not None:
        return _("{entry}, {moment}, by {by}: {command} (undoes {undoes})").format(undoes=ref(entry.undoes), **about)
    return _("{entry}, {moment}, by {by}: {command}").format(**about)


def _lost_line(entry: Entry, about: Mapping[str, str]) -> str:
    if not entry.skips:
        return _("{entry} is missing from the history, as {by} had cap doctor note ({moment})").format(**about)
    text = _("{first} to {entry} are missing from the history, as {by} had cap doctor note ({moment})")
    return text.format(first=ref(entry.entry - entry.skips), **about)


def unchanged_words(entry: Entry) -> str:
    """Why an entry tells of no record; nothing where it tells of some."""
    return "" if entry.changes else translated(UNCHANGED.get(entry.command))
