"""The texts of a sign-in sheet, in the language spoken now."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from capcli.commands.session_words import place_words, slot_words, where
from capcli.documents.sheets import (
    MOST_UPRIGHT,
    Column,
    Day,
    Fact,
    Signer,
    SignInSheet,
    Table,
    in_tables,
)
from capcli.domain.half_days import HalfDay
from capcli.domain.records import SESSIONS, Contact, Registration, Session, Slot, Speaker
from capcli.services.sheets import Signatory, Signing
from capcli.texts import N_, WEEKDAYS, _, language, ngettext, phone, shortened
from capcli.texts.states import MODES, state_words

PARTS = {"morning": N_("morning"), "afternoon": N_("afternoon"), "evening": N_("evening")}
MARKS = {"dues": "*", "approval": "†", "offered": "‡"}
"""What a place waits for, beside the name; its words are below the table."""
LONGEST_FOOTER = 100


def sheet_in_words(signing: Signing, organisation: str, *, blank: int) -> SignInSheet:
    """The sheet of a session, with `blank` lines for whoever comes without being registered."""
    session, people = signing.session, signing.people
    tables = _tables(signing)
    footer = " – ".join(filter(None, (organisation, session.title)))
    return SignInSheet(
        name=f"{SESSIONS.ref(session.id)} {session.code}",
        language=language(),
        organisation=organisation,
        heading=_("Sign-in sheet"),
        title=session.title,
        footer=shortened(footer, LONGEST_FOOTER),
        facts=_facts(session),
        headings=[_("Family name"), _("Given name"), _("Organisation")],
        speakers_heading=session.headings.get("speakers") or _("Speakers"),
        speakers=[_speaker(speaker) for speaker in session.speakers],
        people_heading=_people_heading(len(people)),
        people=[_signer(one, session) for one in people],
        tables=tables,
        blank=blank,
        notes=_notes(people),
        page=_("page {page} of {pages}"),
        wide=max(len(table.columns) for table in tables) > MOST_UPRIGHT,
    )


def _facts(session: Session) -> list[Fact]:
    """Where, when, whom to ask; for a session online, what its connection needs noted."""
    facts = [
        Fact(label=_("Place"), lines=[_place(session)]),
        Fact(label=_("Days and hours"), lines=[slot_words(slot) for slot in session.slots if slot.date]),
    ]
    if session.mode in ("online", "hybrid"):
        facts += [
            Fact(label=_("Tool or link"), lines=[""]),
            Fact(label=_("Opened at, closed at"), lines=[""]),
            Fact(label=_("Time zone"), lines=[session.timezone]),
        ]
    if session.contact:
        facts.append(Fact(label=_("Contact"), lines=[_contact(session.contact)]))
    return facts


def _place(session: Session) -> str:
    """Where people sign; that it is on site goes without saying. A line to fill in while it is not known."""
    if session.mode == "onsite":
        return place_words(session.place) if session.place else ""
    return where(session)


def _contact(contact: Contact) -> str:
    return ", ".join(filter(None, (contact.name, *map(phone, contact.phones), *contact.emails)))


def _speaker(speaker: Speaker) -> str:
    told = ", ".join(filter(None, (speaker.name, speaker.role, speaker.organisation)))
    return told if speaker.confirmed else _("{speaker} (to be confirmed)").format(speaker=told)


def _people_heading(count: int) -> str:
    if not count:
        return _("Participants: nobody is registered")
    return ngettext("Participants: {count} registered", "Participants: {count} registered", count).format(count=count)


def _signer(one: Signatory, session: Session) -> Signer:
    """A line to sign; in a session that is also online, whoever takes part from afar is noted."""
    afar = session.mode == "hybrid" and one.registration.mode == "online"
    return Signer(
        family=one.person.family_name,
        given=one.person.given_name,
        organisation=one.registration.organisation_name or "",
        mark=MARKS.get(_waits_for(one.registration), ""),
        note=_(MODES["online"]) if afar else "",
    )


def _waits_for(registration: Registration) -> str:
    if registration.state == "pending":
        return registration.waits_for or "dues"
    return registration.state


def _notes(people: Sequence[Signatory]) -> list[str]:
    """The words of the marks that the sheet bears, and of what is struck out."""
    waiting = {_waits_for(one.registration): one.registration for one in people}
    notes = [
        f"{mark} {state_words(waiting[key].state, waits_for=waiting[key].waits_for)}"
        for key, mark in MARKS.items()
        if key in waiting
    ]
    if any(not all(one.signs) for one in people):
        notes.append(_("Struck out: not registered for this half-day."))
    return notes


def _tables(signing: Signing) -> list[Table]:
    """The half-days in as many tables as they need, each with all the people."""
    days = [(day, list(halves)) for day, halves in groupby(enumerate(signing.half_days), key=lambda one: one[1].day)]
    return [
        _table(days[some.start : some.stop], signing.people)
        for some in in_tables([len(halves) for _day, halves in days])
    ]


def _table(days: Sequence[tuple[dt.date, list[tuple[int, HalfDay]]]], people: Sequence[Signatory]) -> Table:
    columns = [(place, half) for _day, halves in days for place, half in halves]
    return Table(
        days=[Day(name=f"{_(WEEKDAYS[day.weekday()])} {day:%d/%m}", span=len(halves)) for day, halves in days],
        columns=[
            Column(part=_(PARTS[half.part]), hours=slot_words(Slot(start=half.start, end=half.end)))
            for _place, half in columns
        ],
        struck=[[not one.signs[place] for place, _half in columns] for one in people],
    )
