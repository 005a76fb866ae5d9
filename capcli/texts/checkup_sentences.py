"""What cannot be among the records, in sentences, and the command that mends each."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from capcli.domain.checkups import Checkup
from capcli.texts import LANGUAGES, N_, _, day, is_translated
from capcli.texts.findings import several
from capcli.texts.settings_sentences import SENTENCES

_UNDO = N_("cap log tells which entry wrote it, cap undo takes that back")
_REPAIR = N_("cap doctor --repair")
_CANCEL = N_("cap dues cancel {record} --reason TEXT")
_SLOTS = N_('cap session edit {record} --slot "DAY FROM-TO", once for each slot')

CHECKUPS: dict[str, tuple[str, str]] = {
    "orphan": (
        N_("{record} refers to {missing} as its {field}, and there is no {missing}."),
        N_("cap log tells what removed {missing}, cap undo takes that back"),
    ),
    "orphan_spare": (N_("{record} refers to {missing} as its {field}, and there is no {missing}."), _REPAIR),
    "live_twice": (
        N_("{person} is registered twice in {session}, as {one} and {other}."),
        N_("cap unregister {session} {person}"),
    ),
    "places_over": (
        N_("In {session}, places held: {held}; capacity: {places}. Nobody allowed it with a reason."),
        N_("cap unregister {session} WHO, or cap session edit {session} --capacity {held}"),
    ),
    "bound_over": (
        N_("In {session}, places held under the limit {bound}: {held}. Nobody allowed it with a reason."),
        N_("cap unregister {session} WHO, or a higher --limit with cap session edit {session}"),
    ),
    "no_such_slot": (
        N_("{record} is for a slot that {session} does not have."),
        N_('cap session edit {session} --slot "DAY FROM-TO", once for each slot'),
    ),
    "other_state": (
        N_("The state of {record} is not the last one that its own history tells of."),
        N_("cap why {person} --session {session}"),
    ),
    "request_ahead": (N_("{record} was asked for on {day}, which is still to come."), _UNDO),
    "session_title": (N_("{record} has no title."), N_("cap session edit {record} --title TITLE")),
    "capacity": (N_("The capacity of {record} is {capacity}."), N_("cap session edit {record} --capacity NUMBER")),
    "minimum": (N_("The minimum of {record} is {minimum}."), N_("cap session edit {record} --minimum NUMBER")),
    "minimum_above_capacity": (
        N_("In {record}, the minimum, {minimum}, is above the capacity, {capacity}."),
        N_("cap session edit {record} --minimum NUMBER"),
    ),
    "last_day_after_start": (
        N_("In {record}, the last day to register, {last_day}, comes after the session starts, on {day}."),
        N_("cap session edit {record} --last-day DAY"),
    ),
    "backwards": (N_("In {record}, {field} ends before it begins."), _SLOTS),
    "year": (N_("In {record}, {field} lies in a year that cannot be."), _SLOTS),
    "affiliation_backwards": (
        N_("The affiliation of {person} to {organisation} ends before it begins: it is of no day at all."),
        _REPAIR,
    ),
    "affiliation_year": (
        N_("The affiliation of {person} to {organisation} lies in the year {year}."),
        _UNDO,
    ),
    "dues_backwards": (N_("The period of {record} ends before it begins."), _CANCEL),
    "dues_year": (N_("In {record}, {field} lies in the year {year}."), _CANCEL),
    "other_year": (N_("In {record}, {field} lies in the year {year}."), _UNDO),
    "dues_ahead": (N_("{record} is dated {day}, which is still to come."), _CANCEL),
    "dues_payer": (N_("{record} is of nobody, or of a person and an organisation at once."), _CANCEL),
    "dues_below": (N_("{record} is of an amount below zero and takes nothing back."), _CANCEL),
    "dues_of": (N_("{record} does not say what it takes back, or takes something back that it cannot."), _CANCEL),
    "dues_overlap": (
        N_("The dues {one} and {other} of {who} cover the same days."),
        N_("cap dues cancel {other} --reason TEXT"),
    ),
    "exempt_backwards": (
        N_("An exemption of {record} ends before it begins: it is of no day at all."),
        _REPAIR,
    ),
    "exempt_year": (
        N_("An exemption of {record} lies in the year {year}."),
        _UNDO,
    ),
    "keys": (N_("{record} is not found by its name: its keys are those of another."), _REPAIR),
    "nul": (N_("In {record}, {field} holds a letter that nobody can type (NUL)."), _REPAIR),
    "code_twice": (N_("{one} and {other} have the same code."), N_("cap session edit {other} --code CODE")),
    "rate_twice": (
        N_("The rates {one} and {other} have the same name and begin on the same day."),
        _UNDO,
    ),
    "series_twice": (N_("{one} and {other} have the same name."), N_("cap series edit {other} --name NAME")),
    "memory_twice": (
        N_("Two answers to one question of an import are kept ({one} and {other})."),
        _REPAIR,
    ),
    "setting_unknown": (
        N_("This cap knows no setting {key}."),
        N_("Nothing to do: another version of cap knows it"),
    ),
    "setting_value": (N_("Setting {key} has a value that it does not take."), N_("cap config set {key} {example}")),
    "setting_twice": (N_("Setting {key} is kept twice."), _REPAIR),
    "untranslated_all": (
        N_("The texts of the language “{language}” are not installed: papers and pages are in English."),
        N_("Install cap again, whole"),
    ),
    "untranslated": (
        N_("Setting {key} has no words in the language “{language}”: papers tell of it in English."),
        N_("Install cap again, whole"),
    ),
}

NOTES = frozenset({"setting_unknown"})
"""What there is nothing to do about."""
WARNINGS = frozenset({"other_state", "keys", "nul", "untranslated", "untranslated_all", "memory_twice", "orphan_spare"})
"""What misleads and breaks no rule."""


def severity(code: str) -> str:
    """How grave it is."""
    return "note" if code in NOTES else "warning" if code in WARNINGS else "error"


def sentences(code: str, record: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong, and the command that mends it."""
    what, mend = CHECKUPS[code]
    shown = {name: day(value) if isinstance(value, dt.date) else value for name, value in values.items()}
    about = {"record": record, **shown}
    return _(what).format(**about), _(mend).format(**about)


MENDING: dict[str, str] = {
    "keys": N_("The keys by which names are found are made anew: {records}."),
    "nul": N_("Letters that nobody can type are taken out: {records}."),
    "orphan_spare": N_("References to what is not there are taken out: {records}."),
    "affiliation_backwards": N_("Affiliations of no day at all are removed: {records}."),
    "exempt_backwards": N_("Exemptions of no day at all are taken out: {records}."),
    "setting_twice": N_("Settings that are kept a second time are removed: {records}."),
    "memory_twice": N_("Answers to imports that are kept a second time are removed: {records}."),
}


def mend_words(code: str, records: list[str]) -> str:
    """What a repair does to these records."""
    return _(MENDING[code]).format(records=several(records))


def untranslated(language: str) -> Iterator[Checkup]:
    """The settings of which papers in `language`, one that the setting takes, would tell in English."""
    if language == "en" or language not in LANGUAGES:
        return
    missing = [key for key, sentence in SENTENCES.items() if not is_translated(sentence, language)]
    if len(missing) == len(SENTENCES):
        yield Checkup("untranslated_all", "language", {"language": language})
        return
    for key in missing:
        yield Checkup("untranslated", key, {"key": key, "language": language})
