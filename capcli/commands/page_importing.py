"""`cap session import`: what is read of a page, shown, agreed to and kept."""

from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from capcli.commands.asking import ask_text, confirm, declined
from capcli.commands.naming import session_meant
from capcli.commands.session_said import differences, say_whom_to_tell
from capcli.commands.session_words import named, warnings, when, where
from capcli.desk import Desk
from capcli.domain.records import SESSIONS, Session
from capcli.domain.sessions import first_day
from capcli.domain.views import plain
from capcli.errors import Usage
from capcli.pages.decoding import Source, load
from capcli.pages.reading import TIMEZONE, Reading, drafted, read_page
from capcli.services.session_pages import Planned, keep, planned
from capcli.services.sessions import Changed
from capcli.texts import _, ngettext, shortened
from capcli.texts.page_warnings import warning_words

LONGEST = 240
"""Characters of a fact in a plan."""


class Read(Struct, frozen=True):
    """A page and what was read of it."""

    source: Source
    reading: Reading


def read_source(desk: Desk, path: str, *, title: str | None, year: str | None, on_its_own: bool) -> Read:
    """The sessions that a page announces; `on_its_own` when no data file may be opened.

    Raises:
        OtherFileError: the page cannot be read.
        Usage: `page_year`.
    """
    if year is not None and not (year.isascii() and year.isdigit() and 1900 <= int(year) <= 2999):
        raise Usage("page_year", text=year)
    source = load(path)
    reading = read_page(
        source.text,
        is_html=source.is_html,
        title=title,
        year=int(year) if year else None,
        today=desk.today_in(ZoneInfo(TIMEZONE)) if on_its_own else desk.today,
        timezone=TIMEZONE if on_its_own else desk.settings["timezone"],
    )
    return Read(source, reading)


def show_reading(desk: Desk, read: Read, *, has_title: bool) -> None:
    """What was read, as the JSON of the contract; then the end that applying would have.

    Raises:
        Usage: `page_title`, nobody can be asked for the title that the page lacks; `has_title` when `--session` has it.
    """
    from capcli.output.jsons import pretty

    desk.terminal.out.write(pretty(reading_object(read.reading)))
    if not has_title and not desk.terminal.interactive and not all(one.title for one in read.reading.sessions):
        raise Usage("page_title")


def reading_object(reading: Reading) -> dict[str, Any]:
    """The sessions and the warnings of a page."""
    return {
        "sessions": [plain(drafted(session)) for session in reading.sessions],
        "warnings": [
            {"code": warning.code, "message": warning_words(warning.code, warning.args), "line": warning.line}
            for warning in reading.warnings
        ],
    }


def carry_out(desk: Desk, read: Read, *, session: str | None, yes: bool) -> None:
    """Show what the page would make or change, and do it after a yes.

    Raises:
        Usage: `page_title`, `page_several`, `needs_yes`; what the session refuses.
        Refused: as `capcli.services.sessions.edit`.
    """
    for warning in read.reading.warnings:
        say_warning(desk, warning.line, warning_words(warning.code, warning.args))
    known = session_meant(desk, session) if session else None
    sessions = [_titled(desk, one, known) for one in read.reading.sessions]
    number = known.id if known else None
    done = None
    while done is None:
        # What was agreed to is decided again under the lock; when it changed meanwhile, it is shown and asked again.
        plans = planned(desk.store.read(), sessions, known=number)
        if all(plan.is_same for plan in plans):
            say_nothing_new(desk, plans)
            return
        for plan in plans:
            say_plan(desk, plan)
        if not confirm(desk, question(plans), yes=yes):
            declined(desk)
        done = _kept(desk, plans, number)
    say_done(desk, done)


def _kept(desk: Desk, plans: list[Planned], number: int | None) -> list[Changed] | None:
    return desk.change(lambda tx: keep(tx, plans, known=number, today=desk.today, now=desk.now, by=desk.user))


def say_nothing_new(desk: Desk, plans: list[Planned]) -> None:
    """Every session is as the page says."""
    for plan in plans:
        desk.say(_("{session} is as the page says already; nothing to change.").format(session=named(plan.after)))


def _titled(desk: Desk, session: Session, known: Session | None) -> Session:
    """The session with a title: its own, that of the one it is, or one that is typed now."""
    if session.title:
        return session
    if known is not None:
        return replace(session, title=known.title)
    if not desk.terminal.interactive:
        raise Usage("page_title")
    title = ask_text(desk, _("The page has no title. What is the session called?"), option="--title")
    if not title:
        declined(desk)
    return replace(session, title=title)


def say_warning(desk: Desk, line: int | None, sentence: str) -> None:
    """A warning, with the line of the page when it is known."""
    desk.note(_("Line {line}: {warning}").format(line=line, warning=sentence) if line else sentence)


def say_plan(desk: Desk, plan: Planned) -> None:
    """What would become of one session, in sentences."""
    after = plan.after
    if plan.before is None:
        desk.say(_("New session “{title}”: {when}.").format(title=after.title, when=when(after)))
        for line in differences(desk, _blank(after), after):
            desk.say(f"  {shortened(line, LONGEST)}")
        if plan.namesake is not None:
            other = _("{session} has this title too, {when}. To change it instead: --session {ref}")
            ref = SESSIONS.ref(plan.namesake.id)
            desk.note(other.format(session=named(plan.namesake), when=when(plan.namesake), ref=ref))
    elif plan.is_same:
        desk.say(_("{session} stays as it is.").format(session=named(plan.before)))
    else:
        desk.say(_("{session} changes:").format(session=named(plan.before)))
        for line in differences(desk, plan.before, after):
            desk.say(f"  {shortened(line, LONGEST)}")


def _blank(session: Session) -> Session:
    """The session as its title and days alone would make it, so that all the rest is told."""
    return Session(code=session.code, title=session.title, slots=session.slots, timezone=session.timezone)


def question(plans: list[Planned]) -> str:
    """What to say yes to."""
    made = sum(plan.before is None for plan in plans)
    changed = sum(plan.before is not None and not plan.is_same for plan in plans)
    if made and changed:
        return _("Make the new sessions and change the others?")
    if made:
        return ngettext("Make this session?", "Make these {count} sessions?", made).format(count=made)
    return ngettext("Change it?", "Change these {count} sessions?", changed).format(count=changed)


def say_done(desk: Desk, done: list[Changed]) -> None:
    """What was made or changed; each with its number, its days in words, and what follows."""
    for one in done:
        if one.before is None:
            desk.say(_("Made {session}: {when}.").format(session=named(one.session), when=when(one.session)))
            desk.say(_("Code: {code}").format(code=one.session.code))
            if where(one.session):
                desk.say(where(one.session))
        else:
            desk.say(_("Changed {session}: {when}.").format(session=named(one.session), when=when(one.session)))
            if first_day(one.before) != first_day(one.session):
                say_whom_to_tell(desk, one.session)
        if one.effects:
            from capcli.commands.effects import say_effects

            say_effects(desk, one.effects)
        for warning in warnings(one.session, desk.today):
            desk.note(warning)
    desk.say_undo()
