"""`cap` alone: the day's board, each line with the command that handles it."""

import shutil
from collections.abc import Sequence

from capcli.commands.deadlines import SWEEP, deadlines_words
from capcli.commands.session_words import places
from capcli.desk import Desk
from capcli.domain.records import SESSIONS
from capcli.domain.sessions import first_day
from capcli.errors import DataFileError
from capcli.services.board import Board, Coming, Matter, board
from capcli.texts import _, day, hour, listed, ngettext, short_day

GAP = "  "
LEAST_TITLE = 12
COMMANDS = {
    "free": "cap waitlist {ref}",
    "stopped": "cap waitlist {ref}",
    "unfit": "cap waitlist {ref}",
    "waiting": "cap waitlist {ref}",
    "pending": "cap attendees {ref} --state pending",
    "approval": "cap attendees {ref} --state pending",
    "offers": "cap tell {ref}",
    "tell": "cap tell {ref}",
    "closing": "cap register {ref}",
    "minimum": "cap session postpone {ref} --to …",
    "undated": "cap session edit {ref} --date …",
    "attendance": "cap present {ref} …",
}
"""The command that handles each kind of matter."""


def show_board(desk: Desk) -> None:
    """Show the board of the day, or how to start where no data file is chosen.

    Raises:
        DataFileError: the data file that is named cannot be read.
    """
    try:
        read = desk.store.read()
    except DataFileError as error:
        if error.code != "no_data_file":
            raise
        _welcome(desk)
        return
    today, name = day(desk.today, weekday=True), desk.settings["organisation.name"]
    desk.say(_("{organisation}, {day}").format(organisation=name, day=today) if name else today)
    width = shutil.get_terminal_size((80, 24)).columns
    for line in lines(board(read, desk.today, desk.now), width):
        desk.say(line)


def lines(seen: Board, width: int) -> list[str]:
    """The board as lines of `width` signs where they fit; each thing ends with its command."""
    if seen.next:
        told = ["", _("Next sessions"), *_sessions(seen.next, width)]
    else:
        empty = _("No session to come. Make one: {command}")
        told = ["", empty.format(command='cap session new --title "…" --date …')]
    if seen.more:
        more = ngettext("{count} more: {command}", "{count} more: {command}", seen.more)
        told.append(GAP + more.format(count=seen.more, command="cap session list --upcoming"))
    matters = [*_of_the_desk(seen), *_matters(seen.matters, width), *_unrecorded(seen.unrecorded)]
    if matters:
        told += ["", _("To look after"), *matters]
    return told


def _of_the_desk(seen: Board) -> list[str]:
    """What matters in several sessions at once."""
    lines = [GAP + deadlines_words(seen.passed)] if seen.passed else []
    if seen.answers:
        told = ngettext(
            "sensitive answers of {count} session, kept long enough: {command}",
            "sensitive answers of {count} sessions, kept long enough: {command}",
            seen.answers,
        )
        lines.append(GAP + told.format(count=seen.answers, command=SWEEP))
    people, sessions = seen.tell
    if people:
        told = ngettext(
            "{count} person to tell, {sessions} sessions: {command}",
            "{count} people to tell, {sessions} sessions: {command}",
            people,
        )
        lines.append(GAP + told.format(count=people, sessions=sessions, command="cap tell"))
    return lines


def _unrecorded(more: int) -> list[str]:
    if not more:
        return []
    told = ngettext(
        "attendance of {count} more past session not recorded: {command}",
        "attendance of {count} more past sessions not recorded: {command}",
        more,
    )
    return [GAP + told.format(count=more, command="cap session list --past")]


def _sessions(coming: Sequence[Coming], width: int) -> list[str]:
    rows = [(*_facts(one), one.session.title, _command(one)) for one in coming]
    facts = [max(len(row[column]) for row in rows) for column in range(3)]
    commands = max(len(row[4]) for row in rows)
    left = width - sum(facts) - commands - 5 * len(GAP)
    longest = max(len(row[3]) for row in rows)
    titles = min(left, longest)
    if titles < min(LEAST_TITLE, longest):
        return [line for row in rows for line in _stacked(row, width)]
    widths = (*facts, titles, 0)
    return [
        GAP + GAP.join(_cut(cell, size or len(cell)).ljust(size) for cell, size in zip(row, widths, strict=True))
        for row in rows
    ]


def _facts(one: Coming) -> tuple[str, str, str]:
    first = first_day(one.session)
    starts = [slot.start for slot in one.session.slots if slot.date == first and slot.start]
    start = hour(min(starts)) if starts else ""
    when = " ".join(filter(None, (short_day(first), start))) if first else _("no day yet")
    return SESSIONS.ref(one.session.id), when, places(one.counts, one.session.capacity)


def _command(one: Coming) -> str:
    ref = SESSIONS.ref(one.session.id)
    return f"cap attendees {ref}" if first_day(one.session) else f"cap session show {ref}"


def _stacked(row: Sequence[str], width: int) -> list[str]:
    """One session over several lines, for a narrow terminal."""
    *facts, title, command = row
    return [_cut(GAP + GAP.join(facts), width), _cut(GAP * 2 + title, width), GAP * 2 + command]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def _matters(matters: Sequence[Matter], width: int) -> list[str]:
    told = []
    for matter in matters:
        sentence, command = _matter_words(matter)
        line = f"{GAP}{SESSIONS.ref(matter.session.id)}{GAP}{sentence}{GAP}{command}"
        if len(line) <= width:
            told.append(line)
        else:
            from textwrap import wrap

            whole = f"{SESSIONS.ref(matter.session.id)}{GAP}{sentence}"
            told += wrap(whole, width, initial_indent=GAP, subsequent_indent=GAP * 2)
            told.append(GAP * 2 + command)
    return told


def _matter_words(matter: Matter) -> tuple[str, str]:
    ref, count = SESSIONS.ref(matter.session.id), matter.count
    short = (matter.session.minimum or 0) - count
    told = {
        "free": ngettext("{count} person waits, there is room:", "{count} people wait, there is room:", count),
        "waiting": ngettext("full, {count} person waits:", "full, {count} people wait:", count),
        "pending": ngettext("{count} person is subject to dues:", "{count} people are subject to dues:", count),
        "stopped": ngettext(
            "the waiting list stopped, {count} person who waits could have a place:",
            "the waiting list stopped, {count} people who wait could have a place:",
            count,
        ),
        "unfit": ngettext(
            "{count} person waits, no free place suits:", "{count} people wait, no free place suits:", count
        ),
        "approval": ngettext("{count} request waits for approval:", "{count} requests wait for approval:", count),
        "offers": ngettext("{count} place offered, not told yet:", "{count} places offered, not told yet:", count),
        "tell": ngettext("{count} person to tell:", "{count} people to tell:", count),
        "closing": _("registration ends on {day}:"),
        "minimum": ngettext(
            "{count} short of the minimum of {minimum}:", "{count} short of the minimum of {minimum}:", short
        ),
        "undated": _("no day yet:"),
        "attendance": ngettext(
            "attendance of {count} person not recorded:", "attendance of {count} people not recorded:", count
        ),
    }
    if matter.slots:
        told["attendance"] = ngettext(
            "attendance not recorded of slot {slots}:", "attendance not recorded of slots {slots}:", len(matter.slots)
        )
    on = day(matter.day, weekday=True) if matter.day else ""
    slots = listed([str(slot) for slot in matter.slots])
    number = short if matter.kind == "minimum" else count
    sentence = told[matter.kind].format(count=number, minimum=matter.session.minimum, day=on, slots=slots)
    return sentence, COMMANDS[matter.kind].format(ref=ref)


def _welcome(desk: Desk) -> None:
    desk.say(_("cap keeps the registrations of your sessions in one file on this machine."))
    desk.say(_("Start yours: {command}").format(command="cap init"))
    desk.say(_("Watch it work on sample data: {command}").format(command="cap demo"))
