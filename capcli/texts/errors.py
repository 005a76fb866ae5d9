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
    "damaged_history": N_("The history {path} is damaged before H{entry}. The data file itself is whole."),
    "folder": N_("{path} is a folder. Name the data file in it."),
    "read_denied": N_("You may not read the data file {path}. Ask its owner, or name another with --data."),
    "unreadable": N_("The data file {path} cannot be read ({reason}). Try again, or name another with --data."),
    "write_denied": N_("You may not write {path} or its folder. Nothing was changed. Ask its owner."),
    "disk_full": N_("The disk of {path} is full. Nothing was changed. Make room and try again."),
    "unwritable": N_("{path} cannot be written ({reason}). Nothing was changed."),
    "locked": N_(
        "The data file is being written by another command ({command}, process {pid}), and {seconds} seconds were not enough. "
        "Try again, or set store.lock_seconds."
    ),
    "newer": N_(
        "The data file {path} has format {format}, this cap knows formats up to {known}. Nothing was changed. Install a newer cap."
    ),
    "not_cap": N_("{path} is not a data file of cap: it has no _meta table. Create one with cap init, or name yours with --data."),
    "damaged_empty": N_("The data file {path} is empty. Put a copy of it back, or create another with cap init."),
    "damaged_encoding": N_("The data file {path} is damaged: line {line} is not UTF-8 text. Mend it, or put a copy back."),
    "damaged_json": N_(
        "The data file {path} is damaged: it is not JSON at line {line}, column {column}. Mend it there, or put a copy back."
    ),
    "damaged_twice": N_("The data file {path} is damaged: “{key}” stands twice in one object. Remove one, or put a copy back."),
    "damaged_shape": N_("The data file {path} is damaged: it is not a JSON object of tables. Put a copy of it back."),
    "damaged_table": N_("The data file {path} is damaged: table {table} is not an object of records. Mend it, or put a copy back."),
    "damaged_number": N_(
        "The data file {path} is damaged: in table {table}, “{number}” is not the number of a record. Mend it, or put a copy back."
    ),
    "damaged_record": N_("The data file {path} is damaged: record {record} cannot be read. Mend it, or put a copy back."),
    "damaged_field": N_("The data file {path} is damaged: in record {record}, {field} is missing or wrong. Mend it, or put a copy back."),
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
    "one_of": N_("Only one of {options} at a time."),
    "speaker": N_("“{text}” names no speaker. Write for example \"Mylène Thou, trainer, Cap Exemple\"."),
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
    # people, organisations and whom a command names
    "email": N_("“{value}” is not an e-mail address. Write for example anne.roche@mairie.example."),
    "phone": N_("“{value}” is not a phone number. Write for example 04 75 78 17 15, or +41 22 767 61 11 for abroad."),
    "no_name": N_("“{name}” names nobody. Give a reference such as P12, an e-mail, or words of the name."),
    "no_such_ref": N_("There is no {name}. Find people and organisations with cap find WORDS."),
    "not_a_person": N_("{ref} is an organisation. Name a person, such as P12."),
    "not_an_organisation": N_("{ref} is a person. Name an organisation, such as O3."),
    "person": N_("Nobody answers to “{name}”. Look with cap find WORDS, or add them with cap person add \"{name}\"."),
    "person_near": N_("Nobody answers to “{name}”. Did you mean {near}? Name one by number, or use cap person add."),
    "people_unknown": N_("Nobody answers to these names: {names}. Nothing was done. Look with cap find WORDS."),
    "organisation": N_("No organisation answers to “{name}”. Add it with cap org add \"{name}\"."),
    "who": N_("Nobody and no organisation answers to “{name}”. Look with cap find WORDS."),
    "person_ambiguous": N_("“{name}” names {count} people. Name one by number:"),
    "organisation_ambiguous": N_("“{name}” names {count} organisations. Name one by number:"),
    "who_ambiguous": N_("“{name}” names {count} people or organisations. Name one by number:"),
    "needs_yes": N_("This needs a yes, and nobody is at the terminal. Add {option}."),
    "needs_option": N_("Nobody is at the terminal to ask. Add {option}."),
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
