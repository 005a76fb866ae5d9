"""Two records of one person, or of one organisation, made one: everything moves, the history is kept."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from capcli.domain.affiliations import BEGINNING, overlap, seating_order, standing_order
from capcli.domain.dues import overlapping
from capcli.domain.effects import Effect
from capcli.domain.exemptions import exemptions_of, in_order
from capcli.domain.forgotten import refuse_forgotten
from capcli.domain.keys import keyed_organisation, keyed_person
from capcli.domain.names import email_key
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    LIVE,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Affiliation,
    Dues,
    Organisation,
    Person,
    Registration,
)
from capcli.errors import Refused
from capcli.services.joining import people_touched
from capcli.services.references import known
from capcli.services.rejudging import Judged
from capcli.services.remembering import repoint
from capcli.store.protocol import Reader, Transaction

W = TypeVar("W", Person, Organisation)

_OF_PERSON = ("email", "phone", "function", "public", "postcode", "exempt")
_OF_ORGANISATION = ("kind", "siret", "email", "phone", "address", "exempt")


class Merge(Struct, frozen=True, kw_only=True):
    """What a merge does: `filled` are the facts that the kept one lacked, `lost` those of the other that are not kept.

    The counts are of records that move; `effects` are known once it is done.
    """

    affiliations: int
    dues: int
    registrations: int
    filled: dict[str, str]
    lost: dict[str, str]
    effects: list[Effect] = []


def plan_people(read: Reader, kept: Person, gone: Person) -> Merge:
    """What `merge_people` would do.

    Raises:
        Refused: `merge_self`; `merge_live`, both hold live registrations in a session; `merge_dues`, dues overlap;
            `person_forgotten`.
    """
    if kept.id == gone.id:
        raise Refused("merge_self", ref=PEOPLE.ref(kept.id))
    for person in (kept, gone):
        refuse_forgotten(person)
    about = {"kept": PEOPLE.ref(kept.id), "gone": PEOPLE.ref(gone.id)}
    mine, theirs = _registrations(read, kept.id), _registrations(read, gone.id)
    live = {one.session for one in mine if one.state in LIVE} & {one.session for one in theirs if one.state in LIVE}
    if live:
        raise Refused("merge_live", sessions=[_session_words(read, number) for number in sorted(live)], **about)
    dues = read.find(DUES, "person", gone.id)
    _refuse_overlap(read.find(DUES, "person", kept.id), dues, about)
    filled, lost = _facts(kept, gone, _OF_PERSON)
    return Merge(
        affiliations=len(read.find(AFFILIATIONS, "person", gone.id)),
        dues=len(dues),
        registrations=len(theirs),
        filled=filled,
        lost=lost,
    )


def merge_people(
    tx: Transaction, kept_id: int, gone_id: int, *, today: dt.date, now: dt.datetime, by: str
) -> tuple[Person, Merge]:
    """Move everything of one person to another and remove the first. Raises what `plan_people` raises."""
    for number in sorted({kept_id, gone_id}):
        tx.hold(PEOPLE, number)
    kept, gone = known(tx, PEOPLE, kept_id), known(tx, PEOPLE, gone_id)
    plan = plan_people(tx, kept, gone)
    ties = [*tx.find(AFFILIATIONS, "person", kept.id), *tx.find(AFFILIATIONS, "person", gone.id)]
    touched = {one for number in {tie.organisation for tie in ties} for one in people_touched(tx, number, kept.id)}
    judged = Judged(tx, today=today, people=touched | {kept.id, gone.id})
    _collapse(tx, ties, person=kept.id)
    for dues in tx.find(DUES, "person", gone.id):
        tx.put(DUES, replace(dues, person=kept.id))
    for registration in _registrations(tx, gone.id):
        tx.put(REGISTRATIONS, replace(registration, person=kept.id))
    for registration in tx.find(REGISTRATIONS, "requested_by", gone.id):
        tx.put(REGISTRATIONS, replace(registration, requested_by=kept.id))
    for organisation in tx.find(ORGANISATIONS, "representative", gone.id):
        tx.put(ORGANISATIONS, replace(organisation, representative=kept.id))
    tx.remove(PEOPLE, gone.id)
    person = tx.put(PEOPLE, keyed_person(_filled(kept, gone, plan.filled)))
    repoint(tx, gone, person)
    return person, replace(plan, effects=judged.again(tx, now=now, by=by))


def plan_organisations(read: Reader, kept: Organisation, gone: Organisation) -> Merge:
    """What `merge_organisations` would do.

    Raises:
        Refused: `merge_self`; `merge_dues`, dues of the two overlap.
    """
    if kept.id == gone.id:
        raise Refused("merge_self", ref=ORGANISATIONS.ref(kept.id))
    dues = read.find(DUES, "organisation", gone.id)
    about = {"kept": ORGANISATIONS.ref(kept.id), "gone": ORGANISATIONS.ref(gone.id)}
    _refuse_overlap(read.find(DUES, "organisation", kept.id), dues, about)
    filled, lost = _facts(kept, gone, _OF_ORGANISATION)
    return Merge(
        affiliations=len(read.find(AFFILIATIONS, "organisation", gone.id)),
        dues=len(dues),
        registrations=len(read.find(REGISTRATIONS, "organisation", gone.id)),
        filled=filled,
        lost=lost,
    )


def merge_organisations(
    tx: Transaction, kept_id: int, gone_id: int, *, today: dt.date, now: dt.datetime, by: str
) -> tuple[Organisation, Merge]:
    """Move everything of one organisation to another, its names as aliases, and remove the first.

    Raises what `plan_organisations` raises.
    """
    for number in sorted({kept_id, gone_id}):
        tx.hold(ORGANISATIONS, number)
    kept, gone = known(tx, ORGANISATIONS, kept_id), known(tx, ORGANISATIONS, gone_id)
    plan = plan_organisations(tx, kept, gone)
    ties = [*tx.find(AFFILIATIONS, "organisation", kept.id), *tx.find(AFFILIATIONS, "organisation", gone.id)]
    touched = {tie.person for tie in ties}
    judged = Judged(tx, today=today, people=touched)
    for person in touched:
        _collapse(tx, [tie for tie in ties if tie.person == person], organisation=kept.id)
    for dues in tx.find(DUES, "organisation", gone.id):
        tx.put(DUES, replace(dues, organisation=kept.id))
    for registration in tx.find(REGISTRATIONS, "organisation", gone.id):
        tx.put(REGISTRATIONS, replace(registration, organisation=kept.id))
    tx.remove(ORGANISATIONS, gone.id)
    aliases = [*kept.aliases, gone.name, *gone.aliases]
    representative = gone.representative if kept.representative is None else kept.representative
    named = replace(_filled(kept, gone, plan.filled), aliases=aliases, representative=representative)
    organisation = tx.put(ORGANISATIONS, keyed_organisation(named))
    return organisation, replace(plan, effects=judged.again(tx, now=now, by=by))


def _registrations(read: Reader, person: int) -> list[Registration]:
    return read.find(REGISTRATIONS, "person", person)


def _session_words(read: Reader, number: int) -> str:
    session = read.get(SESSIONS, number)
    return f"{SESSIONS.ref(number)} {session.title}" if session else SESSIONS.ref(number)


def _refuse_overlap(mine: Sequence[Dues], theirs: Sequence[Dues], about: dict[str, str]) -> None:
    """Stop where both paid for the same days, unless theirs are parts that together stay within one rate."""
    ours = {one.id for one in mine}
    for one, other in overlapping([*mine, *theirs]):
        if one.id in ours and other.id not in ours:
            raise Refused("merge_dues", one=DUES.ref(one.id), other=DUES.ref(other.id), **about)


def _facts(kept: W, gone: W, fields: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """The facts that only `gone` has, and those of it that differ from what `kept` has."""
    filled: dict[str, str] = {}
    lost: dict[str, str] = {}
    for field in fields:
        mine, theirs = getattr(kept, field), getattr(gone, field)
        same_email = field == "email" and mine and theirs and email_key(mine) == email_key(theirs)
        kept_too = field == "exempt" and mine is not None  # facts about days, of which none is lost
        if theirs is None or theirs == mine or same_email or kept_too:
            continue
        (filled if mine is None else lost)[field] = str(getattr(theirs, "reason", theirs))
    return filled, lost


def _filled(kept: W, gone: W, fields: Iterable[str]) -> W:
    facts: dict[str, Any] = {field: getattr(gone, field) for field in fields}
    if isinstance(kept, Person) and isinstance(gone, Person):
        facts["allowed"] = [*kept.allowed, *gone.allowed]
    exempt = in_order([*exemptions_of(kept), *exemptions_of(gone)])
    if exempt:
        facts |= {"exempt": exempt[-1], "exempted": exempt[:-1]}
    return replace(kept, **facts)


def _collapse(tx: Transaction, ties: Iterable[Affiliation], **to: int) -> None:
    """Give the affiliations of two records to one (`to` names it), those that share days made one."""
    spans: list[Affiliation] = []
    for tie in sorted(ties, key=standing_order):
        moved = replace(tie, **to)
        last = next((span for span in spans if _same_two(span, moved) and overlap(span, moved)), None)
        if last is None:
            spans.append(moved)
            continue
        open_ended = last.until is None or moved.until is None
        until = None if open_ended else max(last.until or dt.date.min, moved.until or dt.date.min)
        spans[spans.index(last)] = replace(
            last, until=until, role=last.role or moved.role, entered_on=_entered(last, moved)
        )
        tx.remove(AFFILIATIONS, moved.id)
    for span in spans:
        if tx.get(AFFILIATIONS, span.id) != span:
            tx.put(AFFILIATIONS, span)


def _entered(one: Affiliation, other: Affiliation) -> dt.date | None:
    """The day that keeps the better seat of the two: nobody covered loses theirs by being known twice."""
    seated = min(seating_order(one)[0], seating_order(other)[0])
    return None if seated == BEGINNING else seated


def _same_two(one: Affiliation, other: Affiliation) -> bool:
    return (one.person, one.organisation) == (other.person, other.organisation)
