"""What the doctor finds as rows of a list, and repairs as numbered lines."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from capcli.domain.checkups import Checkup
from capcli.errors import DataFileError
from capcli.services.checking_mends import mendable
from capcli.services.history import ref
from capcli.store.faults import Fault
from capcli.store.mending import Repair
from capcli.store.protocol import Change
from capcli.store.reading import label
from capcli.store.surroundings import Danger
from capcli.texts import _
from capcli.texts.checkup_sentences import mend_words, sentences, severity
from capcli.texts.dangers import sentences as danger_sentences
from capcli.texts.findings import DAMAGE, MENDS, differing_words, told, way_words

Row = dict[str, Any]

_MENDED_BY = {
    "journal_missing": "journal_noted",
    "journal_unreadable": "ask_owner",
    "journal_gap": "journal_noted",
    "journal_behind": "journal_noted",
    "journal_other": "journal_other",
    "journal_ahead": "journal_ahead",
}


def damage_rows(faults: Iterable[Fault], file: str) -> list[Row]:
    """Each fault of the data file with its place, by line."""
    return [_fault_row(fault, file, "damage", None) for fault in faults]


def history_rows(faults: Iterable[Fault], file: str) -> list[Row]:
    """Each fault of the history, which takes nothing from the data file."""
    return [_fault_row(fault, file, "warning", _MENDED_BY.get(fault.code, "repair")) for fault in faults]


def edit_rows(changes: Sequence[Change] | None, file: str) -> list[Row]:
    """What somebody else changed since the last write of `cap`; None when nothing tells."""
    if not changes:
        code = "edited_unknown" if changes is None else "edited_meta"
        return [_row("warning", code, told(DAMAGE, code, {}), None, file=file)]
    return [_edit_row(change, file) for change in changes]


def edit_line() -> str:
    """What to do about all that was changed outside."""
    return told(MENDS, "next_change", {})


def _edit_row(change: Change, file: str) -> Row:
    code = "edited_added" if change.before is None else "edited_removed" if change.after is None else "edited"
    record = label(change.table, change.id)
    return _row(
        "warning",
        code,
        told(DAMAGE, code, {"record": record}),
        None,
        file=file,
        record=record,
    )


def _fault_row(fault: Fault, file: str, severity: str, mend: str | None) -> Row:
    values = dict(fault.values)
    record = None
    if "number" in values:
        record = values["record"] = _label(values["table"], values["number"])
    return _row(
        severity,
        fault.code,
        told(DAMAGE, fault.code, values),
        told(MENDS, mend, {}) if mend else None,
        file=file,
        line=fault.line,
        column=fault.column,
        record=record,
        field=values.get("field"),
    )


def _label(table: str, number: str) -> str:
    return label(table, number) if number.isascii() and number.isdigit() else table


def _row(severity: str, code: str, message: str, mend: str | None, **place: Any) -> Row:
    """A row with every key, in the order of the contract."""
    empty: Mapping[str, Any] = dict.fromkeys(("file", "line", "column", "record", "field"))
    return {"severity": severity, "code": code, **empty, **place, "message": message, "mend": mend}


def checkup_rows(found: Iterable[Checkup]) -> list[Row]:
    """What cannot be among the records."""
    rows = []
    for one in found:
        message, mend = sentences(one.code, one.record, one.values)
        rows.append(_row(severity(one.code), one.code, message, mend, record=one.record, field=one.values.get("field")))
    return rows


def record_row(error: DataFileError) -> Row:
    """A record of a database that is none: its values were set there to what no command writes."""
    record, field = str(error.values.get("record", "")), error.values.get("field")
    code = "field" if field else "record"
    message = told(DAMAGE, code, {"record": record, "field": field})
    return _row("damage", code, message, told(MENDS, "in_database", {}), record=record, field=field)


def danger_rows(found: Iterable[Danger]) -> list[Row]:
    """What endangers the file where it is."""
    rows = []
    for one in found:
        grave, message, mend = danger_sentences(one.code, one.values)
        rows.append(_row(grave, one.code, message, mend, file=one.file))
    return rows


def broken_lines(codes: Collection[str]) -> Iterator[str]:
    """What a repair does to the files beside their records."""
    if "journal_line" in codes:
        yield _("The lines of the history that cannot be read are taken out of it; as it is now it stays beside.")
    if "journal_order" in codes:
        yield _("The entries of the history are put in their order; as it is now it stays beside.")
    if {"journal_gap", "journal_behind", "journal_missing"} & {*codes}:
        yield _("Which entries are missing is noted in the history: cap log tells it from then on.")
    if "numbers_low" in codes:
        yield _("Numbers that were used once are kept from being given again.")


def mend_lines(found: Iterable[Checkup]) -> Iterator[str]:
    """What a repair does to records, a line for each kind."""
    records: dict[str, dict[str, None]] = {}
    for one in mendable(found):
        records.setdefault(one.code, {})[one.record] = None
    for code, records_of in records.items():
        yield mend_words(code, list(records_of))


def way_lines(ways: Sequence[Repair], *, has_copies: bool) -> Iterator[str]:
    """The repairs by number, the best first, with what each does; whether there are older copies besides."""
    if not ways and has_copies:
        yield _("Its records are in its backups only, as they were: cap backup restore.")
        return
    if not ways:
        yield _("Nothing gives its records back: neither a backup nor the history nor the file itself.")
        yield _("Put a copy of it back, or begin another with cap init and import your lists.")
        return
    if not any(way.base for way in ways) and has_copies:
        yield _("Older states of the file are in its backups: cap backup list.")
    yield _("Repairs, the best first (cap doctor --repair does the first, --way N another):")
    for number, way in enumerate(ways, 1):
        yield f"{number}. {way_words(way.way, count=way.count, entry=ref(way.entry), lost=way.lost)}"
        if way.differing:
            yield differing_words([label(*one) for one in way.differing])
