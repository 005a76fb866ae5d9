"""An entry of the history in one line, before what it changed is told."""

from capcli.desk import Desk
from capcli.services.history import Told, ref
from capcli.store.protocol import OUTSIDE_EDIT, REPAIR, Entry
from capcli.texts import N_, _, moment, translated

UNCHANGED: dict[str, str] = {
    OUTSIDE_EDIT: N_("Which records is not known: neither a backup nor the history told it."),
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
    if told.undone_by is not None:
        return _("{entry}, {moment}, by {by}: {command} (undone by {undone_by})").format(
            undone_by=ref(told.undone_by), **about
        )
    if entry.undoes is not None:
        return _("{entry}, {moment}, by {by}: {command} (undoes {undoes})").format(undoes=ref(entry.undoes), **about)
    return _("{entry}, {moment}, by {by}: {command}").format(**about)


def unchanged_words(entry: Entry) -> str:
    """Why an entry tells of no record; nothing where it tells of some."""
    return "" if entry.changes else translated(UNCHANGED.get(entry.command))
