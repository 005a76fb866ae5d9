"""The sentence of each warning that reading a page may give."""

from typing import Any

from capcli.texts import MONTHS, N_, WEEKDAYS, _, day, hour, ngettext

WARNINGS: dict[str, str] = {
    "no_title": N_("The page has no title."),
    "year_inferred": N_("The year is not written: {date} is understood."),
    "year_missing": N_("The year of {day} {month} is not written and cannot be told."),
    "weekday_mismatch": N_("{date} is not a {weekday}."),
    "invalid_date": N_("There is no {day} {month}."),
    "end_before_start": N_("It would end ({end}) before it starts ({start}); the end is left out."),
    "cancelled": N_("The page says that the session is cancelled."),
    "postponed": N_("The page says that the session is moved to another day."),
}


def warning_words(code: str, args: dict[str, Any]) -> str:
    """The sentence of a warning, in the language spoken now."""
    if code == "several_sessions":
        count = args["count"]
        said = ngettext("The page announces {count} session.", "The page announces {count} sessions.", count)
        return said.format(count=count)
    return _(WARNINGS[code]).format(**{name: _said(name, value) for name, value in args.items()})


def _said(name: str, value: Any) -> str:
    if name == "weekday":
        return _(WEEKDAYS[value])
    if name in ("start", "end") and isinstance(value, str):
        return hour(value)
    if name == "month":
        return _(MONTHS[value - 1]) if value and 1 <= value <= 12 else f"{value:02}"
    return day(value) if hasattr(value, "year") else str(value)
