"""A cell as people read it, in their language: days in digits, phones in pairs, states in words."""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from capcli.domain.records import REGISTRATIONS, TABLES
from capcli.domain.views import JOINT
from capcli.output import values
from capcli.output.columns import Column
from capcli.output.marks import IN_LETTERS, MARK_KINDS, letters
from capcli.output.values import Row
from capcli.texts import MONTHS, N_, _, hour, listed, money, ngettext, phone, short_day
from capcli.texts.backups import records_words, size_words, wholeness_words
from capcli.texts.finding_places import PLACE_KEYS, SEVERITIES, place_words
from capcli.texts.lengths import length_words
from capcli.texts.limits import limit_words
from capcli.texts.presences import MARKS
from capcli.texts.states import MODES, dues_state_words, session_state_words, state_words, status_words
from capcli.texts.wheres import short_words

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

NOTHING: tuple[Any, ...] = (None, "", {}, [])
YES_NO = (N_("no"), N_("yes"))
WAITLISTS = {"auto": N_("given in the order of the queue"), "offer": N_("offered in the order of the queue")}
QUEUES = {"strict": N_("strict"), "skip": N_("a party too big lets others pass")}
PRICES = {"free": N_("free"), "paid": N_("with a fee"), "tiered": N_("tiered"), "dues_required": N_("dues required")}
RATE_STATES = {"past": N_("ended"), "current": N_("in force"), "future": N_("to come")}
ACTIONS = {
    "create": N_("add"),
    "change": N_("change"),
    "same": N_("same"),
    "skip": N_("skip"),
    "ambiguous": N_("unclear"),
    "error": N_("error"),
}
SWEEPING = {
    "lapses": N_("lapses"),
    "promoted": N_("gets a place"),
    "offered": N_("is offered a place"),
    "stopped": N_("a place by hand"),
    "purged": N_("answers deleted"),
}
EFFECTS = {
    "confirmed": N_("then confirmed: {registration}"),
    "approved": N_("then confirmed: {registration}"),
    "promoted": N_("then gets a place: {registration}"),
    "offered": N_("then is offered a place: {registration}"),
    "stopped": N_("a place stays free, to be given by hand: {registration}"),
    "uncovered": N_("no longer covered by dues: {registration}"),
    "moved_up": N_("moves up on the waiting list: {registration}"),
}
CONTACTS = {"attended": N_("came"), "registered": N_("registered"), "paid": N_("payment"), "added": N_("was added")}
"""What somebody last did here."""
DUES_KINDS = {
    "payment": N_("payment"),
    "refund": N_("refund"),
    "cancellation": N_("cancellation"),
    "donation": N_("donation"),
    "promise": N_("promise"),
    "call": N_("call"),
}
PAYERS = {"person": N_("person"), "organisation": N_("organisation")}


class Words:
    """How cells are told; instants in the local time of `timezone`."""

    def __init__(self, timezone: "ZoneInfo") -> None:
        self._zone = timezone

    def cell(self, row: Row, column: Column) -> str:
        """The cell of `column` in one line of text; nothing for None."""
        return JOINT.join(self.lines(row, column))

    def lines(self, row: Row, column: Column) -> list[str]:
        """The cell of `column`, one text a line where it holds several things."""
        value = values.of(row, column)
        if column.kind == "voter" and value is None:
            return [_("to be named")]
        if column.kind == "mark" and value is None:
            return ["–"]
        if column.kind in IN_LETTERS:
            return [letters(row, column)]
        if value in NOTHING:
            return []
        if column.kind == "state":
            return [state_words(value, waits_for=row.get("waits_for"), position=row.get("position"))]
        if column.kind == "hours" and len(value) > 1:
            return [ngettext("{count} slot", "{count} slots", len(value)).format(count=len(value))]
        if isinstance(value, list):
            return [told for item in value if (told := self._one(item, column.kind))]
        return [self._one(value, column.kind)]

    def local(self, moment: str) -> dt.datetime:
        """An instant of the contract in local time, without its zone."""
        return dt.datetime.fromisoformat(moment).astimezone(self._zone).replace(tzinfo=None)

    def _one(self, value: Any, kind: str) -> str:
        if kind in ("moment", "deadline"):
            local = self.local(value)
            if kind == "deadline" and local.time() == dt.time():
                return short_day(local.date() - dt.timedelta(days=1))  # the last day, which counts to its end
            return f"{short_day(local.date())} {hour(f'{local:%H:%M}')}"
        if kind in TOLD:
            return TOLD[kind](value)
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return _(YES_NO[value])
        return values.thing(value) if isinstance(value, Mapping) else str(value)


@cache  # the rows of a list share their days
def day(value: str) -> str:
    """A day in digits, day first."""
    return short_day(dt.date.fromisoformat(value))


def month(value: str) -> str:
    """A month of the journal: "October 2023"."""
    year, number = value.split("-")
    return f"{_(MONTHS[int(number) - 1])} {year}"


def hours(item: Row) -> str:
    """The hours of a slot: "10:30–12:00", "10 h 30–12 h"."""
    return "–".join(hour(item[end]) for end in ("start", "end") if item.get(end))


def slot(item: Row) -> str:
    """A slot: "28/11/2023 10:30–12:00", "28/11/2023–29/11/2023"."""
    days = [day(item[end]) for end in ("date", "end_date") if item.get(end)]
    return " ".join(part for part in ("–".join(dict.fromkeys(days)), hours(item)) if part)


def step(item: Row) -> str:
    """A line of the programme: "10 h 30 Accueil"."""
    return " ".join(part for part in (hour(item["time"]) if item.get("time") else "", item["title"]) if part)


def amount(item: Row) -> str:
    """A price and whom it is for: "€20 members"."""
    told = money(item["cents"], item.get("currency") or "EUR")
    return f"{told} {item['audience']}" if item.get("audience") else told


def change(item: Row) -> str:
    """A record of an entry by its reference; a setting by its key, as it has none."""
    table = next((table for table in TABLES if table.name == item["table"] and table.letter), None)
    if table:
        return table.ref(item["id"])
    record = item.get("after") or item.get("before") or {}
    return str(record.get("key") or values.change(item))


def effect(item: Row) -> str:
    """What happens to a registration on the way."""
    return _(EFFECTS[item["kind"]]).format(registration=REGISTRATIONS.ref(item["registration"]))


def heading(column: Column) -> str:
    """The heading in the language; a form's question is its own."""
    return column.heading if column.kind == "answer" or column.kind in MARK_KINDS else _(column.heading)


def presence(item: Row) -> str:
    """What is said of somebody at a slot: "1: present"."""
    return _("{slot}: {mark}").format(slot=item["slot"], mark=_(MARKS[item["state"]]))


def year_of_dues(item: Row) -> str:
    """What a row of a plan keeps of a year: "2023: €20"."""
    told = {"year": item["year"], "amount": amount(item["amount"]) if item.get("amount") else ""}
    if item["kind"] == "exempt":
        return _("{year}: exempt").format(year=told["year"])
    if item["kind"] == "donation":
        return _("{year}: {amount} given").format(**told)
    if item["payer"] == "organisation":
        return _("{year}: {amount} by the organisation").format(**told)
    return _("{year}: {amount}").format(**told)


def _word(words: Mapping[str, str]) -> Callable[[Any], str]:
    return lambda value: _(words.get(value, value))


TOLD: dict[str, Callable[[Any], str]] = {
    "day": day,
    "days": day,
    "first_day": day,
    "hours": hours,
    "phone": phone,
    "phones": phone,
    "contact": lambda value: value if "@" in value else phone(value),
    "money": amount,
    "amounts": amount,
    "slots": slot,
    "steps": step,
    "session_state": session_state_words,
    "status": status_words,
    "dues_state": dues_state_words,
    "rate_state": _word(RATE_STATES),
    "mode": _word(MODES),
    "bounds": lambda item: limit_words(item["kind"], item["key"], item["places"]),
    "waitlist": _word(WAITLISTS),
    "queue_order": _word(QUEUES),
    "price": _word(PRICES),
    "payer": _word(PAYERS),
    "dues_kind": _word(DUES_KINDS),
    "contact_by": _word(CONTACTS),
    "month": month,
    "reason": values.PARTS["reason"],
    "length": lambda item: length_words(item["months"], item["days"], lifetime=item["lifetime"]),
    "action": _word(ACTIONS),
    "sweeping": _word(SWEEPING),
    "short": short_words,
    "mark": _word(MARKS),
    "mark_state": _word(MARKS),
    "plan_marks": _word(MARKS),
    "plan_dues": lambda item: listed([year_of_dues(one) for one in item["dues"]]),
    "presence": presence,
    "walk_in": lambda came: _(YES_NO[True]) if came else "",
    "entry": lambda number: f"H{number}",
    "lifts": values.PARTS["lifts"],
    "reasons": values.PARTS["reasons"],
    "below": values.PARTS["below"],
    "effects": effect,
    "changes": change,
    "series_sessions": values.PARTS["series_sessions"],
    "size": size_words,
    "wholeness": wholeness_words,
    "records": records_words,
    "severity": _word(SEVERITIES),
    "mend": "→ {}".format,
    "finding_place": lambda item: place_words(**{key: item["place"].get(key) for key in PLACE_KEYS}),
}
"""Cells told from their value alone."""
