"""What endangers a data file where it is, in sentences, and what to do about each."""

from collections.abc import Mapping
from shlex import quote
from typing import Any

from capcli.texts import N_, _
from capcli.texts.findings import several

DANGERS: dict[str, tuple[str, str, str]] = {
    "readable": (
        "warning",
        N_("Everybody who uses this machine may read {path}, in which people’s data are."),
        N_("chmod o-rwx {typed}"),
    ),
    "readable_inside": (
        "warning",
        N_("Only the folders around it keep others from reading {path}, in which people’s data are."),
        N_("chmod o-rwx {typed}"),
    ),
    "backups_shut": (
        "warning",
        N_("No backup can be made: {path} is no folder that you may read and write."),
        N_("Get the right to it from its owner, or move it away: the next change makes another"),
    ),
    "conflict_copy": (
        "warning",
        N_(
            "{path} looks like another version of the data file, made by a program or by hand. What is in it is not "
            "here."
        ),
        N_(
            "cap backup restore {typed} --dry-run counts what differs, cap --data {typed} shows it in lists; do it "
            "here again, then move that file away"
        ),
    ),
    "conflict_copy_told": (
        "warning",
        N_(
            "{path} looks like another version of the data file, made by a program or by hand. What is in it is not "
            "here."
        ),
        N_("cap --data {typed} log shows what was done in it; do it here again, then move that file away"),
    ),
    "conflict_history": (
        "warning",
        N_("{path} looks like another version of the history, made by a program or by hand."),
        N_("mv {typed} {named} puts it beside that copy of the data file: cap --data {copy} log reads it then"),
    ),
    "conflict_history_alone": (
        "warning",
        N_("{path} looks like another version of the history, made by a program or by hand."),
        N_("Move it away with the copy of the data file that it belongs to"),
    ),
    "same_copy": (
        "note",
        N_("{path} is a copy of the data file, byte for byte."),
        N_("Remove it, so that nobody writes in it by mistake"),
    ),
    "aside": (
        "note",
        N_("Put aside by repairs, outside edits or a new file, with people’s data in them: {files}."),
        N_("Remove them when nobody needs them any more"),
    ),
    "synced": (
        "note",
        N_("{service} keeps this folder in step between machines: two that write at once make two versions."),
        N_("One machine writes at a time, or keep the file elsewhere and its backups here: cap backup now --to FOLDER"),
    ),
    "leftover": (
        "note",
        N_("{path} was left by a write that was stopped. It is of no use."),
        N_("The next change takes it away"),
    ),
    "little_room": (
        "warning",
        N_("The disk has {free} MB free; {needed} MB leave room for writing safely."),
        N_("Make room: cap never starts a write that it cannot finish, and refuses from then on"),
    ),
    "no_backup_elsewhere": (
        "warning",
        N_("No backup was made on another disk yet: if this one breaks, everything is lost."),
        N_("cap backup now --to FOLDER"),
    ),
    "old_backup_elsewhere": (
        "warning",
        N_("The last backup on another disk is {days} days old, and the data changed since."),
        N_("cap backup now --to FOLDER"),
    ),
}
"""How grave it is, what it is, and what to do."""


def sentences(code: str, values: Mapping[str, Any]) -> tuple[str, str, str]:
    """How grave it is, what it is, and what to do about it."""
    grave, what, mend = DANGERS[code]
    shown = {key: several(value) if isinstance(value, list) else value for key, value in values.items()}
    about = {**shown, "typed": quote(str(values.get("path", "")))}
    if "copy" in about:
        about |= {"copy": quote(str(values["copy"])), "named": quote(f"{values['copy']}.journal")}
    return grave, _(what).format(**about), _(mend).format(**about)
