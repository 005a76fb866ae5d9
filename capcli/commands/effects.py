"""What a change did to other registrations, said one line each, with whom to tell."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from capcli.commands.record_words import person_words, session_words, tell_words
from capcli.desk import Desk
from capcli.domain.effects import Effect
from capcli.domain.names import full_name
from capcli.domain.places import is_coming
from capcli.domain.prices import currency_of
from capcli.domain.records import HELD, ORGANISATIONS, PEOPLE, REGISTRATIONS, SESSIONS, Person, Registration, Session
from capcli.domain.rosters import Roster
from capcli.domain.sessions import first_day
from capcli.store.protocol import Reader
from capcli.texts import N_, _, listed, moment, money, ngettext

SENTENCES: dict[tuple[str, str], str] = {
    ("confirmed", "confirmed"): N_("Dues now cover {who}: {registration} is confirmed, {session}."),
    ("promoted", "confirmed"): N_("A place came free for {who}: {registration} is confirmed, {session}."),
    ("promoted", "dues"): N_("A place came free for {who}: {registration} is subject to dues, {session}."),
    ("promoted", "approval"): N_("A place came free for {who}: {registration} is subject to approval, {session}."),
    ("offered", "offered"): N_("A place is offered to {who}: {registration} holds it until they answer, {session}."),
    ("uncovered", "confirmed"): N_("No dues cover {who} that day: {registration} keeps its place, {session}."),
    ("approved", "confirmed"): N_("{who} needs no approval any more: {registration} is confirmed, {session}."),
    ("approved", "dues"): N_("{who} needs no approval any more: {registration} is subject to dues, {session}."),
}
NO_DUES_ASKED = N_("{who} needs no dues any more: {registration} is confirmed, {session}.")


def say_effects(desk: Desk, effects: Sequence[Effect]) -> None:
    """Say each effect: what it is, who it is about, and how to reach whoever has a place to be told of."""
    if not effects:
        return
    read = desk.store.read()
    people = read.get_any(PEOPLE, {one.person for one in effects})
    sessions = read.get_any(SESSIONS, {one.session for one in effects})
    single = [one for one in effects if one.kind not in ("moved_up", "stopped")]
    registrations = read.get_any(REGISTRATIONS, [one.registration for one in single])
    for one in single:
        registration, person = registrations.get(one.registration), people.get(one.person)
        session = sessions.get(one.session)
        if registration is None or person is None or session is None:
            continue
        unasked = one.kind == "confirmed" and not session.requires_dues
        sentence = _(NO_DUES_ASKED if unasked else SENTENCES[one.kind, registration.waits_for or one.state])
        who = person_words(person, registration.organisation_name)
        number = REGISTRATIONS.ref(registration.id)
        desk.say(sentence.format(who=who, registration=number, session=session_words(session)))
        if registration.waits_for == "dues":
            desk.say(f"  {pay_words(session, registration, named_years(desk))}")
        if one.kind != "uncovered":
            for line in [*hold_lines(session, registration, desk.now), *price_lines(session, registration)]:
                desk.say(f"  {line}")
        if one.kind in ("promoted", "offered"):
            desk.say(tell_words(person))
    _say_moved_up(desk, people, effects)
    _say_stopped(desk, read, people, effects)


def say_left(desk: Desk, session: Session, roster: Roster, effects: Iterable[Effect]) -> None:
    """That a place given up stays free although people wait, none of whom it suits."""
    free = session.capacity - roster.held if session.capacity is not None else 0
    given = any(one.kind == "stopped" and one.session == session.id for one in effects)
    if free <= 0 or given or not roster.queue() or not is_coming(session, desk.today):
        return
    said = ngettext(
        "{count} place is free, and nobody who waits can take it yet: cap waitlist {session}",
        "{count} places are free, and nobody who waits can take one yet: cap waitlist {session}",
        free,
    )
    desk.say(said.format(count=free, session=SESSIONS.ref(session.id)))


def _say_stopped(desk: Desk, read: Reader, people: Mapping[int, Person], effects: Iterable[Effect]) -> None:
    """Of each list that stands still, that places are free, and how the first of it gets one."""
    stopped = [one for one in effects if one.kind == "stopped"]
    first, counts = {one.session: one for one in reversed(stopped)}, Counter(one.session for one in stopped)
    if not first:  # nearly always: the service is not imported to name a session
        return
    from capcli.services.promotions import stopped_at

    for number, one in sorted(first.items()):
        session, person = read.get(SESSIONS, number), people.get(one.person)
        since = stopped_at(read, session, desk.now) if session else None
        if session is None or person is None or since is None:
            continue
        said = ngettext(
            "A place of {session} is free, and the waiting list has stood still since {moment}. It is given by hand: "
            "cap confirm {session} {person} ({name} is the first).",
            "{count} places of {session} are free, and the waiting list has stood still since {moment}. They are given "
            "by hand: cap confirm {session} {person} ({name} is the first).",
            counts[number],
        )
        name = full_name(person.given_name, person.family_name)
        since_words = moment(since, session.timezone)
        ref = SESSIONS.ref(number)
        who = {"person": PEOPLE.ref(person.id), "name": name}
        desk.say(said.format(count=counts[number], session=ref, moment=since_words, **who))


def _say_moved_up(desk: Desk, people: Mapping[int, Person], effects: Iterable[Effect]) -> None:
    lines: dict[int, list[str]] = {}
    for one in effects:
        person = people.get(one.person)
        if one.kind == "moved_up" and person is not None:
            name = full_name(person.given_name, person.family_name)
            place = _("{name} (no. {position})").format(name=name, position=one.position)
            lines.setdefault(one.session, []).append(place)
    for number, names in lines.items():
        said = _("Moved up on the waiting list of {session}: {people}.")
        desk.say(said.format(session=SESSIONS.ref(number), people=listed(names)))


def hold_lines(session: Session, registration: Registration, now: dt.datetime) -> list[str]:
    """Until when a place is held, where that ends; of an offer that nobody told yet, what starts its time."""
    from capcli.domain.explanations import hold_reasons
    from capcli.texts.places_reasons import sentence

    if registration.state == "offered" and registration.held_until is None:
        known = {"session": SESSIONS.ref(session.id), "person": PEOPLE.ref(registration.person)}
        return [_("The time to answer starts once they are told: cap tell {session} --done {person}").format(**known)]
    return [sentence(reason, session) for reason in hold_reasons(registration, session, now)]


def price_lines(session: Session, registration: Registration) -> list[str]:
    """What is to pay for taking part by somebody who has a place, where there is a price and nothing was paid."""
    if not registration.price_cents or registration.fees or registration.state not in HELD:
        return []
    price = money(registration.price_cents, currency_of(session.price))
    return [_("To pay for taking part: {price}.").format(price=price)]


def named_years(desk: Desk) -> str:
    """The day on which the dues years that `--year` names begin; empty where periods run from a day."""
    return desk.settings["dues.year_start"] if desk.settings["dues.period"] == "calendar" else ""


def pay_words(session: Session, registration: Registration, year_start: str, *, without_seat: bool = False) -> str:
    """The commands that pay for the session's day: the person's, and the organisation's where there is one.

    `year_start` is what `named_years` says. `without_seat`: the organisation
    paid already, for others; paying it again is no way out.
    """
    from capcli.domain.dues_years import dues_year_of

    on = first_day(session)
    assert on is not None  # an undated session takes no registration
    payer = PEOPLE.ref(registration.person)
    if without_seat:
        registration = replace(registration, organisation=None)
    if not year_start:
        return _rolling_pay_words(payer, registration)
    known = {"person": payer, "year": dues_year_of(on, year_start).name}
    if registration.organisation is None:
        return _("Waits for dues: cap dues pay {person} --year {year}").format(**known)
    employer = ORGANISATIONS.ref(registration.organisation)
    both = _("Waits for dues: cap dues pay {person} --year {year}, or cap dues pay {organisation} --year {year}")
    return both.format(**known, organisation=employer)


def _rolling_pay_words(payer: str, registration: Registration) -> str:
    if registration.organisation is None:
        return _("Waits for dues: cap dues pay {person}").format(person=payer)
    employer = ORGANISATIONS.ref(registration.organisation)
    both = _("Waits for dues: cap dues pay {person}, or cap dues pay {organisation}")
    return both.format(person=payer, organisation=employer)
