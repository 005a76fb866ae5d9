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
