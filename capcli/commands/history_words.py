"""An entry of the history in sentences: what it created, changed and removed, with references and names."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

import msgspec

from capcli.commands.history_rows import TOLD_ELSEWHERE, as_shown
from capcli.desk import Desk
from capcli.domain.names import full_name
from capcli.domain.records import DUES, MEMORIES, ORGANISATIONS, PEOPLE, SESSIONS, TABLES, Dues, Record, Table
from capcli.output.columns import Column
from capcli.output.shapes import SHAPES
from capcli.output.words import Words, heading
from capcli.services.history import ref
from capcli.services.references import Key, records_of
from capcli.store.protocol import Change, Entry
from capcli.texts import N_, _, money, ngettext, shortened, strung, translated
from capcli.texts.reasons import period

Document = Mapping[str, Any]

SHOWN = 20
"""How many records an undo shows; `cap log H57` shows them all."""
LONGEST = 80
"""Signs of a value before and after a change, of which only the beginning tells what it is."""

DONE = {
    "created": N_("Created: {record}."),
    "changed": N_("Changed: {record}."),
    "changed_in": N_("Changed: {record} ({changes})."),
    "removed": N_("Removed: {record}."),
}
UNDONE = {
    "created": N_("Removed: {record}."),
    "changed": N_("Put back: {record}."),
    "changed_in": N_("Put back: {record} ({changes})."),
    "removed": N_("Created again: {record}."),
}
TO_UNDO = {
    "created": N_("Will be removed: {record}."),
    "changed": N_("Will be put back: {record}."),
    "changed_in": N_("Will be put back: {record} ({changes})."),
    "removed": N_("Will be created again: {record}."),
}


class Teller:
    """Tells the changes of one entry; the names of what they refer to come from the entry itself, else from today."""

    def __init__(self, desk: Desk, entry: Entry, back: Sequence[Change] | None = None) -> None:
        """`back` are the changes that an undo takes back, by default all of them."""
        self._back = entry.changes if back is None else back
        self._read = desk.store.read()
        self._entry = entry
        self._words = Words(desk.settings.timezone)
        self._kept = {(change.table, change.id): change.after or change.before for change in entry.changes}

    def done(self) -> list[str]:
        """What the entry did, a sentence for each record."""
        return [self._sentence(DONE, change, change.before, change.after) for change in _told(self._entry.changes)]

    def to_undo(self) -> list[str]:
        """What taking it back will do, a sentence for each record, the first ones when there are many."""
        return self._backward(TO_UNDO)

    def undone(self) -> list[str]:
        """What taking it back did, a sentence for each record, the first ones when there are many."""
        return self._backward(UNDONE)

    def staying(self, table: Table[Any], number: int) -> str:
        """A record that stays as it is, by the name that it has today."""
        record = self._read.get(table, number)
        return _RECORDS[table.name](self, table.ref(number), msgspec.to_builtins(record) if record else {})

    @cached_property
    def _now(self) -> dict[Key, Record]:
        """Whom and what the changed records refer to, as they are today, read at once."""
        documents = [document for document in self._kept.values() if document]
        fields = ((PEOPLE, "person"), (ORGANISATIONS, "organisation"), (SESSIONS, "session"))
        numbers = ((table, one[field]) for one in documents for table, field in fields if one.get(field) is not None)
        return records_of(self._read, numbers)

    def _backward(self, texts: Mapping[str, str]) -> list[str]:
        changes = _told(self._back)
        lines = [self._sentence(texts, change, change.after, change.before) for change in changes[:SHOWN]]
        more = len(changes) - len(lines)
        if more:
            told = ngettext(
                "And {count} record more: cap log {entry}.", "And {count} records more: cap log {entry}.", more
            )
            lines.append(told.format(count=more, entry=ref(self._entry.entry)))
        return lines

    def _sentence(self, texts: Mapping[str, str], change: Change, old: Document | None, new: Document | None) -> str:
        table = _TABLES.get(change.table)
        record = self._record(table, change) if table else f"{change.table} {change.id}"
        if change.before is None or change.after is None:
            return translated(texts["created" if change.before is None else "removed"]).format(record=record)
        changes = self._differences(table, old or {}, new or {}) if table else []
        if not changes:
            return translated(texts["changed"]).format(record=record)
        return translated(texts["changed_in"]).format(record=record, changes=strung(changes))

    def _differences(self, table: Table[Any], old: Document, new: Document) -> list[str]:
        """The facts that differ, under the headings that tables give them."""
        columns = _COLUMNS[table.name] if table.name in _COLUMNS else SHAPES[table.name].columns
        before, after = as_shown(table, old), as_shown(table, new)
        told = []
        for column in columns:
            if column.key in TOLD_ELSEWHERE:
                continue
            was, becomes = (self._words.cell(row, column) for row in (before, after))
            if was != becomes:
                shown = [shortened(text, LONGEST) or "–" for text in (was, becomes)]
                values = {"fact": heading(column), "before": shown[0], "after": shown[1]}
                told.append(_("{fact}: {before} → {after}").format(**values))
        return told

    def _record(self, table: Table[Any], change: Change) -> str:
        """The record with its reference and its name."""
        document = change.after or change.before or {}
        return _RECORDS[table.name](self, table.ref(change.id), document)

    def _name(self, table: Table[Any], number: int | None) -> str:
        """The name of a person, an organisation or a session, with its reference."""
        if number is None:
            return "–"
        document = self._kept.get((table.name, number))
        if document is None:
            record = self._now.get((table.name, number)) or self._read.get(table, number)
            document = msgspec.to_builtins(record) if record is not None else {}
        return _NAMES[table.name](table.ref(number), document)

    def _payer(self, document: Document) -> str:
        if document.get("person") is not None:
            return self._name(PEOPLE, document["person"])
        return self._name(ORGANISATIONS, document.get("organisation"))


def _told(changes: Sequence[Change]) -> Sequence[Change]:
    """The changes that are worth a sentence: what an import remembers is when it did nothing else."""
    return [change for change in changes if change.table != MEMORIES.name] or changes


def _person(reference: str, document: Document) -> str:
    name = full_name(document.get("given_name", ""), document.get("family_name", ""))
    return _("{name} ({person})").format(name=name, person=reference) if name else reference


def _organisation(reference: str, document: Document) -> str:
    name = document.get("name")
    return _("{name} ({organisation})").format(name=name, organisation=reference) if name else reference


def _session(reference: str, document: Document) -> str:
    return _("{session} {title}").format(session=reference, title=document.get("title", "")).strip()


def _affiliation(teller: Teller, _ref: str, document: Document) -> str:
    return _("affiliation of {person} to {organisation}").format(
        person=teller._name(PEOPLE, document.get("person")),
        organisation=teller._name(ORGANISATIONS, document.get("organisation")),
    )


def _registration(teller: Teller, reference: str, document: Document) -> str:
    return _("registration {registration} of {person} in {session}").format(
        registration=reference,
        person=teller._name(PEOPLE, document.get("person")),
        session=teller._name(SESSIONS, document.get("session")),
    )


def _dues(teller: Teller, reference: str, document: Document) -> str:
    one: Dues = msgspec.convert(document, Dues)
    return _(_DUES[one.kind]).format(
        dues=reference,
        dues_of=DUES.ref(one.of or 0),
        who=teller._payer(document),
        amount=money(abs(one.cents), one.currency),
        period=period(one.since, one.until) if one.since else "",
    )


def _rate(_teller: Teller, _ref: str, document: Document) -> str:
    amount = money(document.get("cents", 0), document.get("currency", "EUR"))
    return _("rate {name}, {amount}").format(name=document.get("name"), amount=amount)


def _setting(_teller: Teller, _ref: str, document: Document) -> str:
    return _("setting {key}, {value}").format(key=document.get("key"), value=document.get("value"))


_DUES: dict[str, str] = {
    "payment": N_("dues {dues} of {who}, {amount}, {period}"),
    "donation": N_("donation {dues} of {who}, {amount}"),
    "refund": N_("refund {dues} of {dues_of} to {who}, {amount}"),
    "cancellation": N_("cancellation {dues} of {dues_of}, {who}"),
    "promise": N_("promise {dues} of {who}, {amount}, {period}"),
    "call": N_("call {dues} to {who}, {period}"),
}
"""What a record of dues is called, by its kind."""
_COLUMNS: dict[str, tuple[Column, ...]] = {
    "affiliations": (
        Column("since", N_("From"), "day"),
        Column("until", N_("Until"), "day"),
        Column("role", N_("Function")),
    ),
    "series": (Column("title", N_("Name")), Column("sessions", N_("Sessions"), "texts")),
    "memories": (),
}
"""The facts of the tables that are not listed on their own."""
_TABLES = {table.name: table for table in TABLES}
_NAMES: dict[str, Callable[[str, Document], str]] = {
    "people": _person,
    "organisations": _organisation,
    "sessions": _session,
}
_RECORDS: dict[str, Callable[[Teller, str, Document], str]] = {
    "settings": _setting,
    "sessions": lambda _teller, reference, document: _session(reference, document),
    "organisations": lambda _teller, reference, document: _organisation(reference, document),
    "people": lambda _teller, reference, document: _person(reference, document),
    "affiliations": _affiliation,
    "rates": _rate,
    "dues": _dues,
    "registrations": _registration,
    "series": lambda _teller, reference, document: _session(reference, {"title": document.get("name", "")}),
    "memories": lambda _teller, _ref, document: _("import choice {key}").format(key=document.get("key")),
}
