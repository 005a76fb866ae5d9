"""How `cap sweep` goes from its plan, through a yes, to what is done."""

from pathlib import Path

from msgspec import Struct

from capcli.commands.effects import say_effects
from capcli.commands.record_words import person_words, session_words, tell_words
from capcli.desk import Desk
from capcli.domain.effects import Effect
from capcli.domain.records import PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.domain.views import plain
from capcli.services import purging, sweeping
from capcli.services.sweeping import Swept, Withdrawn, views
from capcli.texts import _, day, moment, ngettext
from capcli.texts.deadlines import day_ended


class Asked(Struct, frozen=True, kw_only=True):
    """What was typed after `cap sweep`."""

    dry_run: bool
    format: str | None
    output: Path | None
    columns: str | None
    yes: bool


def run(desk: Desk, asked: Asked) -> None:
    """Show what a sweep does; do it after a yes, and show it again when the desk changed in the meantime."""
    from capcli.commands.asking import confirm, declined

    plan = _planned(desk)
    while True:
        _show(desk, asked, plan)
        if not plan:
            return
        if asked.dry_run:
            desk.note(_("Nothing was written: this was only the plan."))
            return
        if not confirm(desk, _question(plan), yes=asked.yes):
            declined(desk)
        shown = plan
        try:
            done = desk.change(
                lambda tx, shown=shown: sweeping.apply(  # type: ignore[misc] # bound to this plan
                    tx, shown, today=desk.today, now=desk.now, by=desk.user
                ),
                redact=sweeping.redacting(shown),
            )
        except Withdrawn as withdrawn:
            plan = withdrawn.swept
            desk.note(_("Somebody else wrote in the meantime; this is the plan now."))
            continue
        _say(desk, asked, done)
        return


def _planned(desk: Desk) -> list[Swept]:
    """What a sweep would do; nothing is locked where there is nothing to do."""
    read = desk.store.read()
    if not (sweeping.due(read, today=desk.today, now=desk.now) or purging.due(read, today=desk.today)):
        return []
    try:
        desk.change(lambda tx: sweeping.rehearse(tx, today=desk.today, now=desk.now, by=desk.user))
    except Withdrawn as withdrawn:
        return withdrawn.swept
    raise AssertionError


def _show(desk: Desk, asked: Asked, plan: list[Swept]) -> None:
    from capcli.output.showing import show

    read = desk.store.read()
    rows = [plain(row) for swept in plan for row in views(read, swept)]
    count = sum(len(swept.lapsed) for swept in plan)
    footer = [ngettext("{count} deadline passed.", "{count} deadlines passed.", count).format(count=count)]
    if purged := sum(len(swept.purged) for swept in plan):
        said = ngettext(
            "Sensitive answers of {count} registration have been kept long enough: they are deleted for good, "
            "here and in the history. No undo brings them back.",
            "Sensitive answers of {count} registrations have been kept long enough: they are deleted for good, "
            "here and in the history. No undo brings them back.",
            purged,
        )
        footer = [*(footer if count else []), said.format(count=purged)]
    show(
        desk,
        rows,
        "sweep",
        format=asked.format,
        output=asked.output,
        columns=asked.columns,
        yes=asked.yes,
        footer=footer if plan else [],
    )


def _question(plan: list[Swept]) -> str:
    lapses, purges = any(swept.lapsed for swept in plan), any(swept.purged for swept in plan)
    if lapses and purges:
        return _("Let these places go and delete these answers for good?")
    return _("Delete these answers for good?") if purges else _("Let these places go?")


def _say(desk: Desk, asked: Asked, done: list[Swept]) -> None:
    """Say what was done; beside standard output where programs read that."""
    from capcli.output.showing import chosen_format

    lines, effects = _lapsed_lines(desk, done), _effects(done)
    if asked.output is None and chosen_format(desk, asked.format, asked.output) != "table":
        for line in [*lines, *_undo_lines(desk, done)]:
            desk.note(line)
        return
    for line in lines:
        desk.say(line)
    say_effects(desk, effects)
    for line in _undo_lines(desk, done):
        desk.say(line)


def _undo_lines(desk: Desk, done: list[Swept]) -> list[str]:
    """How to take it back; nothing brings answers back."""
    lapsed = any(swept.lapsed for swept in done)
    return [_("Undo: cap undo H{entry}").format(entry=desk.last_entry)] if lapsed else []


def _effects(done: list[Swept]) -> list[Effect]:
    return [effect for swept in done for effect in swept.effects]


def _lapsed_lines(desk: Desk, done: list[Swept]) -> list[str]:
    read, lines = desk.store.read(), []
    sessions = read.get_any(SESSIONS, [swept.session for swept in done])
    people = read.get_any(PEOPLE, [one.person for swept in done for one in swept.lapsed])
    for swept in done:
        session = sessions.get(swept.session)
        for one in swept.lapsed:
            person = people.get(one.person)
            if session is not None and person is not None:
                lines += [_lapsed_line(session, one, person), tell_words(person)]
        if session is not None and swept.purged:
            lines.append(_purged_line(session, swept.purged))
    return lines


def _purged_line(session: Session, purged: list[int]) -> str:
    said = ngettext(
        "Deleted for good: the sensitive answers of {count} registration — {session}.",
        "Deleted for good: the sensitive answers of {count} registrations — {session}.",
        len(purged),
    )
    return said.format(count=len(purged), session=session_words(session))


def _lapsed_line(session: Session, registration: Registration, person: Person) -> str:
    assert registration.held_until is not None  # its deadline has passed
    last = day_ended(registration.held_until, session.timezone)
    said = _("cancelled  {registration}  {who} — {session}: kept until {moment}.")
    if last is not None:
        said = _("cancelled  {registration}  {who} — {session}: kept through {day}.")
    return said.format(
        registration=REGISTRATIONS.ref(registration.id),
        who=person_words(person, registration.organisation_name),
        session=session_words(session),
        moment=moment(registration.held_until, session.timezone),
        day=day(last) if last else "",
    )
