"""A person in sentences: where they belong, their dues, their registrations; and what a merge moves."""

import datetime as dt

from capcli.commands.dues_lines import dues_lines, exempt_days
from capcli.commands.dues_words import who_words
from capcli.commands.record_words import session_words
from capcli.domain.affiliations import standing_order
from capcli.domain.exemptions import exemptions_of
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    REGISTRATIONS,
    SESSIONS,
    Affiliation,
    Organisation,
    Person,
    Registration,
    Session,
)
from capcli.services.merging import Merge
from capcli.store.protocol import Reader
from capcli.texts import N_, _, day, ngettext
from capcli.texts.states import state_words

FACTS: dict[str, str] = {
    "address": N_("address"),
    "email": N_("e-mail"),
    "exempt": N_("exemption"),
    "function": N_("function"),
    "kind": N_("kind"),
    "phone": N_("phone"),
    "postcode": N_("postcode"),
    "public": N_("public"),
    "siret": N_("SIRET"),
}


def about(read: Reader, person: Person) -> list[str]:
    """What refers to a person: affiliations, dues, registrations, and why a namesake was added."""
    ties = sorted(read.find(AFFILIATIONS, "person", person.id), key=standing_order)
    registrations = read.find(REGISTRATIONS, "person", person.id)
    organisations = read.get_any(ORGANISATIONS, [tie.organisation for tie in ties])
    sessions = read.get_any(SESSIONS, [one.session for one in registrations])
    lines = [] if person.forgotten_on is None else [_("Forgotten on {day}.").format(day=day(person.forgotten_on))]
    lines += [_belongs(tie, organisations.get(tie.organisation)) for tie in ties]
    lines += [exempt_days(one) for one in exemptions_of(person)]
    lines += dues_lines(read.find(DUES, "person", person.id))
    lines += [_registered(one, sessions.get(one.session)) for one in registrations]
    for lift in person.allowed:
        lines.append(_("Added beside a namesake: {reason} ({by}).").format(reason=lift.reason, by=lift.by))
    return lines


def span_words(tie: Affiliation, name: str) -> str:
    """`name` with the days of the affiliation, both included."""
    if tie.since and tie.until:
        return _("{name}, from {since} to {until}").format(name=name, since=day(tie.since), until=day(tie.until))
    if tie.since:
        return _("{name}, since {since}").format(name=name, since=day(tie.since))
    return _("{name}, until {until}").format(name=name, until=day(tie.until)) if tie.until else name


def merge_lines(
    read: Reader, kept: Person | Organisation, gone: Person | Organisation, plan: Merge, on: dt.date
) -> list[str]:
    """What a merge will do."""
    lines = [
        _("Kept: {who}.").format(who=who_words(read, kept, on)),
        _("Goes: {who}.").format(who=who_words(read, gone, on)),
    ]
    moved = (
        ngettext("{count} affiliation", "{count} affiliations", plan.affiliations).format(count=plan.affiliations),
        ngettext("{count} payment of dues", "{count} payments of dues", plan.dues).format(count=plan.dues),
        ngettext("{count} registration", "{count} registrations", plan.registrations).format(count=plan.registrations),
    )
    lines.append(_("Moves: {affiliations}, {dues}, {registrations}.").format(
        affiliations=moved[0], dues=moved[1], registrations=moved[2]))  # fmt: skip
    for field, value in plan.filled.items():
        lines.append(_("Filled in, {fact}: {value}.").format(fact=_(FACTS[field]), value=value))
    for field, value in plan.lost.items():
        lines.append(_("Not kept, {fact}: {value}.").format(fact=_(FACTS[field]), value=value))
    return lines


def _belongs(tie: Affiliation, organisation: Organisation | None) -> str:
    ref = ORGANISATIONS.ref(tie.organisation)
    named = span_words(tie, organisation.name if organisation else "")
    if tie.role:
        return _("{ref}  {organisation} ({role})").format(ref=ref, organisation=named, role=tie.role)
    return f"{ref}  {named}"


def _registered(registration: Registration, session: Session | None) -> str:
    said = session_words(session) if session else SESSIONS.ref(registration.session)
    state = state_words(registration.state, waits_for=registration.waits_for)
    return _("{registration}  {session}: {state}").format(
        registration=REGISTRATIONS.ref(registration.id), session=said, state=state
    )
