"""People: added once, changed, shown with the organisation of a day, removed when nothing refers to them."""

import datetime as dt
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.effects import Effect
from capcli.domain.emails import typed_email
from capcli.domain.forgotten import refuse_forgotten
from capcli.domain.keys import keyed_person
from capcli.domain.names import atoms, clean, full_name
from capcli.domain.phones import typed_phone
from capcli.domain.records import AFFILIATIONS, ORGANISATIONS, PEOPLE, Lift, Organisation, Person
from capcli.errors import Refused, Usage
from capcli.services.affiliations import affiliations_on
from capcli.services.duplicates import Candidate, refuse_namesake, refuse_same_email, refuse_twin
from capcli.services.joining import affiliate, people_touched
from capcli.services.people_views import in_order, listed, view, views
from capcli.services.references import known, references_to
from capcli.services.rejudging import Judged
from capcli.services.remembering import forget, remember_former
from capcli.store.protocol import Reader, Transaction

__all__ = [
    "Details",
    "Edited",
    "add",
    "edit",
    "in_order",
    "listed",
    "refuse_unnamed",
    "remove",
    "view",
    "views",
]

_LONGEST_NAME = 200


class Details(Struct, frozen=True, kw_only=True):
    """What is typed of somebody; `organisation` is a number, `role` what the person does there."""

    given_name: str
    family_name: str
    email: str | None = None
    phone: str | None = None
    organisation: int | None = None
    role: str | None = None
    function: str | None = None
    public: str | None = None
    postcode: str | None = None


class Edited(Struct, frozen=True, kw_only=True):
    """A person after a change, the organisation joined with it, and what it did to registrations."""

    person: Person
    joined: Organisation | None
    effects: list[Effect]


def add(
    tx: Transaction,
    details: Details,
    *,
    today: dt.date,
    now: dt.datetime,
    allowed: Lift | None = None,
    since: dt.date | None = None,
) -> Person:
    """Keep somebody new, affiliated since `since`, else `today`, when an organisation is given.

    `allowed` lifts "duplicate", and is kept when it was needed.

    Raises:
        Usage: `family_name`, `email`, `phone`.
        Refused: `duplicate_email`, `duplicate_name`, `duplicate_name_alone`.
    """
    draft = _checked(
        Person(
            given_name=details.given_name,
            family_name=details.family_name,
            email=details.email,
            phone=details.phone,
            function=details.function,
            public=details.public,
            postcode=details.postcode,
            name_key="",
            search_key="",
            created_at=now,
        )
    )
    organisation = None if details.organisation is None else known(tx, ORGANISATIONS, details.organisation)
    belonging = frozenset({organisation.id} if organisation else ())
    try:
        refuse_twin(tx, _candidate(draft, belonging), since or today)
    except Refused:
        if allowed is None:
            raise
        draft = replace(draft, allowed=[allowed])
    person = tx.put(PEOPLE, draft)
    if organisation is not None:
        affiliate(tx, organisation, person, since=since or today, role=details.role, entered_on=today)
    return person


def edit(
    tx: Transaction,
    number: int,
    changes: dict[str, Any],
    *,
    organisation: int | None = None,
    today: dt.date,
    now: dt.datetime,
    by: str,
    allowed: Lift | None = None,
) -> Edited:
    """Change fields of a person, and affiliate to one more organisation from `today`; coming registrations follow.

    Raises:
        Usage: `family_name`, `email`, `phone`.
        Refused: as `add`, when the name, the e-mail or the organisation changes; `person_forgotten`.
    """
    before = known(tx, PEOPLE, number)
    refuse_forgotten(before)
    person = _checked(replace(before, **changes), before)
    belonging = {one.organisation for one in affiliations_on(tx, [number], today).get(number, ())}
    structure = None if organisation is None else known(tx, ORGANISATIONS, organisation)
    joined = structure if structure and structure.id not in belonging else None
    try:
        _refuse_new_twin(tx, before, person, frozenset(belonging), joined, today)
    except Refused:
        if allowed is None:
            raise
        person = replace(person, allowed=[*person.allowed, allowed])
    touched = people_touched(tx, joined.id, number) if joined else [number]
    judged = Judged(tx, today=today, people=touched)
    if person != before:
        tx.put(PEOPLE, person)
        remember_former(tx, before, person)
    if joined is not None:
        affiliate(tx, joined, person, since=today, entered_on=today)
    return Edited(person=person, joined=joined, effects=judged.again(tx, now=now, by=by))


def remove(tx: Transaction, number: int, *, today: dt.date, now: dt.datetime, by: str) -> Edited:
    """Remove somebody whom no dues and no registration know; the affiliations go with the person, and free seats.

    Raises:
        Refused: `person_referred`, naming what refers.
    """
    person = known(tx, PEOPLE, number)
    referring = [ref for table, ref in references_to(tx, PEOPLE, number) if table is not AFFILIATIONS]
    if referring:
        name = full_name(person.given_name, person.family_name)
        raise Refused("person_referred", ref=PEOPLE.ref(number), name=name, refs=referring)
    held = tx.find(AFFILIATIONS, "person", number)
    colleagues = {one for tie in held for one in people_touched(tx, tie.organisation)} - {number}
    judged = Judged(tx, today=today, people=colleagues)
    for affiliation in held:
        tx.remove(AFFILIATIONS, affiliation.id)
    tx.remove(PEOPLE, number)
    forget(tx, number)
    return Edited(person=person, joined=None, effects=judged.again(tx, now=now, by=by))


def refuse_unnamed(given: str, family: str) -> None:
    """Stop at a name of which no record can be made.

    Raises:
        Usage: `family_name`, `name_long`.
    """
    if not atoms(family):
        raise Usage("family_name", name=f"{given} {family}".strip())
    if len(given) + len(family) > _LONGEST_NAME:
        raise Usage("name_long", name=f"{(given or family)[:40]}…", most=_LONGEST_NAME)


def _checked(person: Person, before: Person | None = None) -> Person:
    """The one way in: names as typed but for their spaces, e-mail and phone in their one form, keys folded.

    An e-mail or a phone that stands as it was `before` is not checked again.

    Raises:
        Usage: `family_name`, `name_long`, `email`, `phone`.
    """
    given, family = clean(person.given_name), clean(person.family_name)
    refuse_unnamed(given, family)
    texts = {field: _text(getattr(person, field)) for field in ("function", "public", "postcode")}
    email, phone = _text(person.email), _text(person.phone)
    if email and not (before and before.email == email):
        email = typed_email(email)
    if phone and not (before and before.phone == phone):
        phone = typed_phone(phone)
    return keyed_person(
        replace(
            person,
            given_name=given,
            family_name=family,
            email=email,
            phone=phone,
            **texts,
        )
    )


def _text(value: str | None) -> str | None:
    return clean(value) or None if value else None


def _candidate(person: Person, organisations: frozenset[int]) -> Candidate:
    return Candidate(
        given_name=person.given_name,
        family_name=person.family_name,
        email=person.email,
        organisations=organisations,
        besides=person.id,
    )


def _refuse_new_twin(
    read: Reader, before: Person, after: Person, belonging: frozenset[int], joined: Organisation | None, on: dt.date
) -> None:
    """Stop a change that makes a twin; what was alike before the change is left alone."""
    candidate = _candidate(after, belonging | {joined.id} if joined else belonging)
    if after.email_key != before.email_key:
        refuse_same_email(read, candidate, on)
    if after.name_key != before.name_key or joined is not None:
        refuse_namesake(read, candidate, on)
