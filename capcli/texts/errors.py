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
    "no_history": N_("The history {path} is missing, so there is nothing to show or undo. The next change starts it again."),
    # days and hours
    "day": N_("“{text}” is not a day. Write for example 28/11, 28/11/2023, 2023-11-28 or 28 November 2023."),
    "bare_day": N_("“{text}” alone is not a day. Add the month, for example 12/03."),
    "no_such_day": N_("There is no such day as “{text}”. Check the day and the month; the day comes first."),
    "weekday": N_("{day} is not the day of the week given in “{text}”. Correct it, or add the year."),
    "hour": N_("“{text}” is not an hour. Write for example 10:30, 10h30 or 14h."),
    "slot": N_("“{text}” is not a slot. Write for example \"2023-12-05 10:00-12:00\"."),
    "slot_order": N_("The slot “{text}” ends before it starts. Give its start first."),
    "moment": N_("“{text}” is not a moment. Write a day, a day and an hour, or an hour of today."),
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
