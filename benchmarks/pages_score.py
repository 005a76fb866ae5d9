"""How well published pages are read, field by field: right, wrong (another value), missed (none where there is one).

    python benchmarks/pages_score.py [FOLDER]

FOLDER holds `pages/*.md` with their `*.expected.json` and
`cases/practical_lines.json`; it defaults to `../shared` beside the checkout.
"""

import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from capcli.domain.views import plain
from capcli.pages.reading import Reading, drafted, read_page

TODAY = dt.date(2023, 10, 2)
WARNINGS = {
    "cancelled": "cancelled",
    "postponed": "postponed",
    "weekday_mismatch": "weekday_mismatch",
    "invalid_date": "invalid_date",
}


class Outcome(NamedTuple):
    """One field of one sample; `verdict` is right, wrong or missed."""

    sample: str
    field: str
    verdict: str
    expected: Any
    read: Any


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every field of every sample that is stated or was read."""
    lines = json.loads((folder / "cases" / "practical_lines.json").read_text(encoding="utf-8"))
    for case in lines["cases"]:
        yield from line_outcomes(case)
    for path in sorted((folder / "pages").glob("*.expected.json")):
        yield from page_outcomes(path)


def line_outcomes(case: dict[str, Any]) -> Iterator[Outcome]:
    """A practical line, under its heading on a page that says nothing else."""
    page = f"# Session\n\n## En pratique\n\n- {case['text']}\n"
    reading = read_page(page, year=case["context"]["ref_year"], today=TODAY)
    read = plain(drafted(reading.sessions[0]))
    yield from compared(case["id"], line_expected(case["expected"]), read, reading)


def page_outcomes(path: Path) -> Iterator[Outcome]:
    """A whole page, or each session of one that announces several."""
    expected = json.loads(path.read_text(encoding="utf-8"))
    name = path.name.removesuffix(".expected.json")
    reading = read_page(
        path.with_name(f"{name}.md").read_text(encoding="utf-8"), year=expected["ref_year"], today=TODAY
    )
    wanted = page_expected(expected)
    parts = expected.get("sessions") or [{"title": expected["title"], "occurrences": expected["occurrences"]}]
    for number, part in enumerate(parts):
        sample = f"{name[:2]}.{number + 1}" if len(parts) > 1 else name[:2]
        read = plain(drafted(reading.sessions[number])) if number < len(reading.sessions) else {}
        wanted = {**wanted, "title": part["title"], "slots": slots_of(part["occurrences"])}
        yield from compared(sample, wanted, read, reading if number == 0 else Reading(sessions=[]))


def line_expected(told: dict[str, Any]) -> dict[str, Any]:
    """What a line's reading is in the words of the contract."""
    place = told["place"] or {}
    contact = told["contact"] or {}
    return {
        "slots": slots_of(told["occurrences"]),
        "mode": told["mode"],
        **{f"place.{key}": place.get(key) for key in ("name", "address", "postcode", "city")},
        "last_day_to_register": last_day(told),
        "capacity": told["capacity"],
        "minimum": told.get("capacity_min"),
        **price_of(told["price"]),
        "registration_required": {"required": True, "meal_only": False}.get(told["registration"]),
        "follows": told.get("related_dates", []),
        **{f"contact.{key}": contact.get(key) or None for key in ("name", "phones", "emails")},
        "warnings": warnings_of(told["flags"], told["occurrences"]),
    }


def page_expected(told: dict[str, Any]) -> dict[str, Any]:
    """What a page's reading is in the words of the contract."""
    line = line_expected({**told, "flags": [], "occurrences": told["occurrences"]})
    speakers = [{"role": None, "organisation": None, "confirmed": True, **speaker} for speaker in told["speakers"]]
    partial = any(not {"role", "organisation"} & set(speaker) for speaker in told["speakers"])
    line.pop("warnings")
    return {
        **line,
        "requires_dues": told["dues_required"],
        "registration_url": told["registration_url"],
        "audience": told["audience"],
        "objectives": told["objectives"],
        "programme": [{"title": step["title"], "time": step["time"]} for step in told["programme"]],
        "speakers": [{"name": s["name"], "confirmed": s["confirmed"]} for s in speakers] if partial else speakers,
    }


def slots_of(occurrences: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Occurrences as slots: an unknown year is no date."""
    return [
        {
            key: None if str(found.get(key)).startswith("XXXX") else found.get(key)
            for key in ("date", "end_date", "start", "end")
        }
        for found in occurrences
    ]


def last_day(told: dict[str, Any]) -> str | None:
    """The last open day."""
    if not told["deadline"]:
        return None
    day = dt.date.fromisoformat(told["deadline"])
    return (day if told["deadline_inclusive"] else day - dt.timedelta(days=1)).isoformat()


def price_of(price: dict[str, Any] | None) -> dict[str, Any]:
    """Amounts in cents."""
    if price is None:
        return {"price.kind": None, "price.amounts": None}
    amounts = [
        {"cents": round(float(a["amount"]) * 100), "currency": a.get("currency", "EUR"), "audience": a["audience"]}
        for a in price["amounts"]
    ]
    return {"price.kind": price["kind"], "price.amounts": amounts or None}


def warnings_of(flags: list[str], occurrences: list[dict[str, Any]]) -> list[str]:
    """The warnings that the flags of a line ask for."""
    codes = {WARNINGS[flag] for flag in flags if flag in WARNINGS}
    if "year_missing" in flags:
        codes.add("year_inferred")
    if any(str(found["date"]).startswith("XXXX") for found in occurrences):
        codes.add("year_missing")
    return sorted(codes)


def compared(sample: str, expected: dict[str, Any], read: dict[str, Any], reading: Reading) -> Iterator[Outcome]:
    """Each field that is stated or was read."""
    for field, wanted in expected.items():
        got = value_of(read, field, reading)
        if field == "speakers" and wanted and "role" not in wanted[0] and got:
            got = [{"name": s["name"], "confirmed": s["confirmed"]} for s in got]
        wanted, got = wanted or None if wanted is not False else False, got or None if got is not False else False
        if wanted is None and got is None:
            continue
        verdict = "right" if wanted == got else "missed" if got is None else "wrong"
        yield Outcome(sample, field, verdict, wanted, got)


def value_of(read: dict[str, Any], field: str, reading: Reading) -> Any:
    """The value of a field, by its path."""
    if field == "warnings":
        return sorted({warning.code for warning in reading.warnings})
    value: Any = read
    for key in field.split("."):
        value = value.get(key) if value else None
    return value


def main() -> None:
    """Print the table and every miss."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "shared"
    found = list(outcomes(folder))
    counts: dict[str, Counter[str]] = {}
    for outcome in found:
        counts.setdefault(outcome.field, Counter())[outcome.verdict] += 1
    print(f"{'field':24}{'right':>7}{'wrong':>7}{'missed':>8}")
    for field, tally in counts.items():
        print(f"{field:24}{tally['right']:7}{tally['wrong']:7}{tally['missed']:8}")
    total = Counter(outcome.verdict for outcome in found)
    print(f"{'all':24}{total['right']:7}{total['wrong']:7}{total['missed']:8}\n")
    for outcome in found:
        if outcome.verdict != "right":
            print(f"{outcome.sample} {outcome.field}: {outcome.verdict}")
            print(f"    expected {outcome.expected}\n    read     {outcome.read}")


if __name__ == "__main__":
    main()
