"""What the doctor finds, in sentences: what is wrong, and the command or the deed that mends it."""

from collections.abc import Mapping
from typing import Any

from capcli.texts import N_, _, listed, ngettext
from capcli.texts.systems import system_words

DAMAGE: dict[str, str] = {
    "empty": N_("The file is empty."),
    "zeros": N_("Zeros stand where text should be, as after a power cut."),
    "other_kind": N_("This is a file of another kind ({kind})."),
    "sqlite": N_("This is an SQLite database. If it is one of cap’s, name it by its address: sqlite:///PATH."),
    "wide": N_("The file is in {encoding}, as an editor saved it; cap writes UTF-8."),
    "encoding": N_("This line is not UTF-8. Read as Windows-1252, as editors save, it is text."),
    "encoding_more": N_("Nor is this line, and so on to the end: {count} lines more."),
    "conflict": N_("Two versions of the file stand here, between the marks of a merge."),
    "comma": N_("A comma is missing here, or one too many."),
    "syntax": N_("This is not JSON."),
    "cut": N_("The file stops here, before its end."),
    "document": N_("{record} cannot be read from here on: this is not JSON."),
    "document_cut": N_("The file stops here, in the middle of {record}."),
    "again": N_("The file begins a second time here."),
    "after_end": N_("Something else stands behind the end of the file."),
    "table": N_("Table {table} is not an object of records."),
    "table_twice": N_("Table {table} stands twice."),
    "number": N_("A record of table {table} has no number that cap could have given."),
    "record": N_("{record} is no record that cap could have written."),
    "record_twice": N_("{record} stands twice."),
    "field": N_("In {record}, {field} is missing or wrong."),
    "field_twice": N_("In {record}, {field} stands twice."),
    "many": N_("There is more, and it is not looked at any further."),
    "no_meta": N_("Table _meta is missing, by which cap knows its own files."),
    "meta": N_("Table _meta, in which the file tells of itself, is wrong."),
    "unreadable": N_("The file is damaged in a way that has no place in it."),
    "journal_line": N_("This line of the history cannot be read."),
    "journal_lines": N_("Nor can {count} lines more, from here on."),
    "journal_order": N_("{entry} stands behind {before} in the history: its entries are out of their order, or twice."),
    "numbers_low": N_("{record} was there once, and cap would give its number again."),
    "journal_missing": N_("The history is missing: cap log and cap undo have nothing to go by."),
    "journal_unreadable": N_("The history {path} cannot be read ({why})."),
    "journal_gap": N_("The history goes on with {entry} after {before}: what lies between is missing."),
    "journal_behind": N_(
        "The history ends with {newest}, the data file stands at {entry}: what lies between is missing."
    ),
    "journal_ahead": N_(
        "The history tells of {count} more entries than the data file, which stands at {entry}: an older copy of the "
        "file was put back."
    ),
    "journal_other": N_("The records are not as {entry}, the newest entry of the history, left them."),
    "edited": N_("Changed outside cap: {record}."),
    "edited_added": N_("Added outside cap: {record}."),
    "edited_removed": N_("Removed outside cap: {record}."),
    "edited_unknown": N_("The file was changed outside cap. Neither a backup nor the history tells which records."),
    "edited_meta": N_("The checksum of the file was changed outside cap; no record was."),
}

MENDS: dict[str, str] = {
    "repair": N_("cap doctor --repair"),
    "next_change": N_(
        "Nothing to do if it was meant: the next change enters it in the history; cap undo takes it back from there."
    ),
    "ask_owner": N_("Ask its owner to let you read it, with the data file."),
    "in_database": N_("Set it right in the database, where it was changed; cap log tells what it was."),
    "journal_noted": N_(
        "The data file is whole. Put the history back from a copy if there is one; else cap doctor --repair notes in "
        "it what is missing."
    ),
    "journal_other": N_(
        "The data file is whole, and the next change goes on from it. Put the right history back before if there is "
        "a copy of it."
    ),
    "journal_ahead": N_(
        "If the older copy was not meant, put the newer file back before any change: cap backup list. The next change "
        "puts the newer entries aside."
    ),
}


MOST_RECORDS = 12
"""So many records are named in a sentence."""


def told(table: Mapping[str, str], code: str, values: Mapping[str, Any]) -> str:
    """The sentence of `code` with its values; lists are strung together."""
    shown = {key: listed(value) if isinstance(value, list) else value for key, value in values.items()}
    if "why" in shown:
        shown["why"] = system_words(str(shown["why"]))
    return _(table[code]).format(**shown)


def way_words(way: str, *, count: int, entry: str, lost: list[str]) -> str:
    """What a repair does to the file, and what is lost by it."""
    if way == "reread":
        text = ngettext(
            "Write the same {count} record anew; the checksum proves that nothing is lost.",
            "Write the same {count} records anew; the checksum proves that nothing is lost.",
            count,
        )
    elif way == "rebuilt":
        text = ngettext(
            "Rebuild the file as cap last wrote it, {count} record, from the backups and the history up to {entry}; "
            "the checksum proves that nothing is lost.",
            "Rebuild the file as cap last wrote it, {count} records, from the backups and the history up to {entry}; "
            "the checksum proves that nothing is lost.",
            count,
        )
    elif way == "remade":
        text = ngettext(
            "Rebuild the file, {count} record, from the backups and the history up to {entry}, its newest entry.",
            "Rebuild the file, {count} records, from the backups and the history up to {entry}, its newest entry.",
            count,
        )
    elif lost:
        text = ngettext(
            "Keep the {count} record that can be read. Lost or in doubt: {lost}.",
            "Keep the {count} records that can be read. Lost or in doubt: {lost}.",
            count,
        )
    else:
        text = ngettext(
            "Keep the {count} record that can be read.", "Keep the {count} records that can be read.", count
        )
    return text.format(count=count, entry=entry, lost=several(lost))


def differing_words(records: list[str]) -> str:
    """Of the damaged file, what reads otherwise than after the repair."""
    text = ngettext(
        "{count} record that reads otherwise in the damaged file is put back: {records}.",
        "{count} records that read otherwise in the damaged file are put back: {records}.",
        len(records),
    )
    return text.format(count=len(records), records=several(records))


def several(records: list[str]) -> str:
    """Records by their references, or whatever else is listed: the first ones of many."""
    more = len(records) - MOST_RECORDS
    if more <= 1:
        return listed(records)
    text = ngettext("{records} and {count} more", "{records} and {count} more", more)
    return text.format(records=", ".join(records[:MOST_RECORDS]), count=more)
