"""The value of a cell: found in the row, and told the way programs read it."""

from collections.abc import Callable, Mapping
from typing import Any

from capcli.domain.views import JOINT
from capcli.output.columns import Column

Row = Mapping[str, Any]


def at(row: Row, key: str) -> Any:
    """The value at the path `key`; None where any step of the path is absent."""
    if "." not in key:
        return row.get(key)
    value: Any = row
    for step in key.split("."):
        if not isinstance(value, Mapping):
            return None
        value = value.get(step)
    return value


def answer(row: Row, key: str) -> Any:
    """The value of `key` where a question of a form may hold dots (`answers.Repas ?`)."""
    table, _, question = key.partition(".")
    return (row.get(table) or {}).get(question)


def mark(row: Row, column: Column) -> Any:
    """The mark of the slot whose number ends the key, or its minutes."""
    number = int(column.key.rpartition(".")[2])
    found = next((item for item in row.get("presence") or [] if item["slot"] == number), None)
    return found and found["state" if column.kind == "mark" else "minutes"]


def of(row: Row, column: Column) -> Any:
    """The value of `column` in `row`, before it is told."""
    if column.kind == "answer":
        return answer(row, column.key)
    if column.kind in ("mark", "mark_minutes"):
        return mark(row, column)
    return MADE[column.kind](row) if column.kind in MADE else at(row, column.key)


def name(row: Row) -> str | None:
    """Given and family name, never rewritten."""
    return " ".join(part for part in (row.get("given_name"), row.get("family_name")) if part) or None


def first_day(row: Row) -> str | None:
    """The first dated slot's day."""
    return min((item["date"] for item in row.get("slots") or [] if item.get("date")), default=None)


def plan_name(row: Row) -> str | None:
    """Whom a row of a plan is about: a person, else an organisation, else what the row itself says."""
    found = name(row.get("person") or {}) or at(row, "organisation.name") or name(row.get("values") or {})
    return found or at(row, "values.name") or at(row, "values.email")


def places(row: Row) -> str:
    """Places held, of how many: "21/25"; only held without a capacity."""
    counts = row.get("counts") or {}
    held = sum(counts.get(state, 0) for state in ("confirmed", "pending", "offered"))
    return str(held) if row.get("capacity") is None else f"{held}/{row['capacity']}"


def queue(row: Row) -> int | None:
    """How many wait; None for nobody, so that the few queues stand out."""
    return (row.get("counts") or {}).get("waiting") or None


def voter(row: Row) -> str | None:
    """Who casts the vote: the person, or whom the organisation named; nothing while it named nobody."""
    name: str | None = at(row, "representative.name" if row.get("kind") == "organisation" else "who.name")
    return name


def for_programs(row: Row, column: Column) -> str:
    """A cell as programs read it: keys' own words, ISO days, E.164 phones; nothing for None."""
    return _told(of(row, column), column.kind)


def _told(value: Any, kind: str) -> str:
    if value is None:
        return ""
    if kind == "money":
        return f"{value['cents'] / 100:.2f}"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        part = PARTS.get(kind, thing)
        return JOINT.join(part(item) if isinstance(item, Mapping) else _told(item, "") for item in value)
    if isinstance(value, Mapping):
        return thing(value)
    return str(value)


def thing(item: Row) -> str:
    """A value with several parts, in the order of its keys: "Pascale Vincent, trainer, Ciedel"."""
    return ", ".join(_told(part, "") for part in item.values() if part is not None and not isinstance(part, bool))


def slot(item: Row) -> str:
    """A slot as people type it: "2023-12-05 10:00-12:00", "2023-12-05/2023-12-06"."""
    days = [day for day in (item.get("date"), item.get("end_date")) if day]
    hours = [hour for hour in (item.get("start"), item.get("end")) if hour]
    return " ".join(part for part in ("/".join(dict.fromkeys(days)), "-".join(hours)) if part)


def step(item: Row) -> str:
    """A line of the programme: "10:30 Welcome"."""
    return " ".join(part for part in (item.get("time"), item["title"]) if part)


def amount(item: Row) -> str:
    """A price and whom it is for: "20.00 EUR members"."""
    parts = (f"{item['cents'] / 100:.2f}", item.get("currency"), item.get("audience"))
    return " ".join(part for part in parts if part)


def bound(item: Row) -> str:
    """A bound as people type it: "onsite=25", "slot:2=30"; nothing for what is not bound."""
    if item["places"] is None:
        return ""
    kind, key = item["kind"], item["key"]
    name = key if kind == "mode" else f"{kind}:{key}" if key else kind
    return f"{name}={item['places']}"


def change(item: Row) -> str:
    """A record of an entry: "sessions 7"."""
    return f"{item['table']} {item['id']}"


MADE: dict[str, Callable[[Row], Any]] = {
    "name": name,
    "plan_name": plan_name,
    "first_day": first_day,
    "hours": lambda row: row.get("slots"),
    "places": places,
    "queue": queue,
    "voter": voter,
    "other_payer": lambda row: at(row, "payer.name") if at(row, "payer.ref") != at(row, "who.ref") else None,
    "blank": lambda _row: None,
    "news": lambda row: " ".join(PARTS["reasons"](item) for item in row.get("changes") or []) or None,
    "plan_marks": lambda row: [item["state"] for item in at(row, "values.slots") or [] if isinstance(item, Mapping)],
    "plan_dues": lambda row: {"dues": at(row, "values.dues")} if at(row, "values.dues") else None,
    "contact": lambda row: row.get("email") or row.get("phone"),
    "finding_place": lambda row: {"place": row},
}
"""Values made out of the whole row."""

PARTS: dict[str, Callable[[Row], str]] = {
    "hours": lambda item: "-".join(item[end] for end in ("start", "end") if item.get(end)),
    "slots": slot,
    "steps": step,
    "amounts": amount,
    "bounds": bound,
    "lifts": lambda item: f"{item['rule']}: {item['reason']}",
    "reason": lambda item: item.get("message") or item["code"],
    "reasons": lambda item: item.get("message") or item["code"],
    "below": lambda item: item.get("message") or item["code"],
    "changes": change,
    "effects": lambda item: f"{item['kind']} R{item['registration']}",
    "series_sessions": lambda item: item["ref"],
}
