"""The sentence of every error: what, with the values, then the way out.

The key is the error's code; the names in braces are its values. A test holds
every `raise` in the sources against this table.
"""

import datetime as dt

from capcli.errors import Ambiguous, CapError
from capcli.texts import N_, _, day, listed, short_day

ERRORS: dict[str, str] = {
    # settings
    "setting": N_("No setting is called {key}. The settings are: {known}."),
    "setting_value": N_("{key} does not take “{value}”. It takes, for example: {accepted}."),
    # the data file
    "no_data_file": N_("No data file is chosen. Create one with cap init, or name yours with cap use PATH."),
    "absent": N_("The data file {path} does not exist. Create it with cap init {path}, or name another with --data."),
    "exists": N_("The file {path} exists already. Use it with cap use {path}, or name another."),
    "no_history": N_(
        "The history {path} is missing, so there is nothing to show or undo. The next change starts it again."
    ),
    # days and hours
    "day": N_("“{text}” is not a day. Write for example 28/11, 28/11/2023, 2023-11-28 or 28 November 2023."),
    "bare_day": N_("“{text}” alone is not a day. Add the month, for example 12/03."),
    "no_such_day": N_("There is no such day as “{text}”. Check the day and the month; the day comes first."),
    "weekday": N_("{day} is not the day of the week given in “{text}”. Correct it, or add the year."),
    "hour": N_("“{text}” is not an hour. Write for example 10:30, 10h30 or 14h."),
    "slot": N_("“{text}” is not a slot. Write for example \"2023-12-05 10:00-12:00\"."),
    "slot_order": N_("The slot “{text}” ends before it starts. Give its start first."),
    "moment": N_("“{text}” is not a moment. Write a day, a day and an hour, or an hour of today."),
    # sessions
    "session": N_("No session is called “{text}”. List them with cap session list --all."),
    "session_several": N_("Several sessions answer to “{text}”. Name one by its number:"),
    "session_title": N_("A session needs a title. Give it with --title."),
    "session_twice": N_(
        "{session} “{title}” is that session already, on {day}. Change it with cap session edit {session}, or "
        "give another title or day."
    ),
    "session_twice_undated": N_(
        "{session} “{title}” is that session already, without a day. Give it one with cap session edit {session} "
        "--date DAY, or give another title."
    ),
    "session_cancelled": N_(
        "{session} “{title}” is cancelled. Make it again with cap session copy {session} --date DAY."
    ),
    "session_undated": N_(
        "{session} “{title}” has no day yet. Give it one with cap session edit {session} --date DAY."
    ),
    "session_timezone": N_("“{timezone}” is not a time zone. Write for example Europe/Paris."),
    "same_day": N_(
        "{session} “{title}” is on {day} already. Give another day with --to, or change its hours with cap "
        "session edit {session}."
    ),
    "capacity": N_(
        "A session cannot have {capacity} places. Give 1 or more with --capacity, or --capacity none for no limit."
    ),
    "capacity_below_held": N_(
        "{session} “{title}” cannot go down to {capacity} places: {held} are held. Free some with cap unregister "
        "{session} WHO."
    ),
    "minimum": N_("A minimum of {minimum} is none. Give 1 or more with --minimum, or --minimum none."),
    "minimum_above_capacity": N_(
        "The minimum of {minimum} is above the {capacity} places. Lower it with --minimum, or raise --capacity."
    ),
    "last_day_after_start": N_(
        "The last day to register, {last_day}, is after the session starts, on {day}. Give an earlier one with "
        "--last-day."
    ),
    "undated_with_people": N_(
        "{session} “{title}” must keep a day: {people} people are registered or wait. Move it with cap session "
        "postpone {session} --to DAY."
    ),
    "whole_number": N_("{option} takes a whole number, not “{text}”. Write for example {option} 25."),
    "hours_without_day": N_("Hours need a day. Give it with --date, or both with --slot \"2023-12-05 10:00-12:00\"."),
    "hours_per_day": N_(
        "{hours} hours typed with {option} do not go with {days} days. Give one for all, or one a day, or use "
        "--slot."
    ),
    "end_before_start": N_(
        "The end, {end}, is not after the start, {start}. Correct --from or --to; only an end by 06:00 is the "
        "next morning’s."
    ),
    "slot_days": N_("The slot ends on {end_day}, before it starts on {day}. Give its first day first."),
    "slot_twice": N_("The same slot is there twice, on {day}. Give each slot once."),
    "hour_skipped": N_("{hour} on {day} does not exist in {timezone}: the clocks jump over it. Give another hour."),
    "code": N_("“{text}” is not a code. Use a to z, digits and hyphens, with a letter, such as atelier-compost-2."),
    "code_taken": N_("The code “{code}” is taken by another session. Give another with --code."),
    # output
    "format": N_("“{format}” is not a format. The formats are: {known}."),
    "column": N_("No column is called “{column}”. The columns are: {known}."),
    "xlsx_terminal": N_("A spreadsheet cannot be shown on a terminal. Name its file with -o list.xlsx."),
    "output_exists": N_("{path} exists. Replace it with --yes, or name another file."),
    "output_is_folder": N_("{path} is a folder. Name a file in it."),
    "output_folder": N_("{path} cannot be written: the folder {folder} does not exist. Create it, or name another."),
    "output_denied": N_("{path} cannot be written: permission is missing. Name another file."),
    "output_full": N_("{path} cannot be written: the disk is full. Make room, or name another place."),
    "output_failed": N_("{path} cannot be written ({why}). Name another file."),
}


def explain(error: CapError) -> str:
    """The sentence of `error` in the language spoken now, with the candidates of an ambiguous name."""
    sentence = _(ERRORS[error.code]).format(**{name: said(value) for name, value in error.values.items()})
    if isinstance(error, Ambiguous):
        candidates = error.values.get("candidates", ())
        sentence += "".join(f"\n  {ref}  {description}" for ref, description in candidates)  # type: ignore[attr-defined]
    return sentence


def said(value: object) -> str:
    """A raw value as a sentence holds it: a day in words, a list joined."""
    if isinstance(value, dt.datetime):
        return f"{short_day(value.date())} {value:%H:%M}"
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return listed([said(inner) for inner in value])
    return str(value)
