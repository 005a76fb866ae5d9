"""What forgetting somebody does, worked out before it is done: what goes, what stays and why, what is left by hand."""

import datetime as dt
from typing import Any

from msgspec import Struct

from capcli.domain.folding import squash
from capcli.domain.forgetting import Scrubber, Traces
from capcli.domain.forgotten import refuse_forgotten
from capcli.domain.names import email_key, full_name
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Organisation,
    Person,
    Registration,
    Table,
)
from capcli.domain.retention import Kept, accounts_kept, proofs_kept
from capcli.errors import NotFound
from capcli.services.forgetting import refuse_coming
from capcli.services.left_names import left_names
from capcli.services.policies import retention_policy
from capcli.services.traces import Identity, Past, document_of, last_identity, namesakes, past_of, traces_of
from capcli.store.protocol import Reader, Store

FACTS = ("email", "phone", "function", "public", "postcode")


class Gone(Struct, frozen=True, kw_only=True):
    """What is deleted: the facts of the record by name, and how much of the rest.

    `former` are the names and e-mails they had before, `doubles` the records
    that were merged into theirs or removed; `answers`, `sensitive` and `notes`
    are registrations that have some, `functions` those that keep a function.
    """

    facts: list[str]
    former: int = 0
    doubles: list[str] = []
    answers: int = 0
    sensitive: int = 0
    notes: int = 0
    functions: int = 0
    roles: int = 0
    reasons: int = 0
    remembered: int = 0
    mentions: list[str] = []
    emptied: list[str] = []


class Stays(Struct, frozen=True, kw_only=True):
    """What is kept under the number, without the name: how much, and until when the law asks for it with the name."""

    accounts: Kept
    proofs: Kept
    registrations: int
    dues: int


class ByHand(Struct, frozen=True, kw_only=True):
    """What this leaves as it is, by reference: sessions and organisations that name them by themselves.

    `namesakes` may be the same person under another number, `alone` say the
    family name by itself. `signed` says that entries of the history are signed
    with their name.
    """

    sessions: list[str] = []
    organisations: list[str] = []
    namesakes: list[str] = []
    alone: list[str] = []
    signed: bool = False


class ForgetPlan(Struct, frozen=True, kw_only=True):
    """What forgetting does. `person` is None of somebody who was removed, whom only the history knows."""

    ref: str
    identity: Identity
    person: Person | None
    organisations: list[str]
    gone: Gone
    stays: Stays
    by_hand: ByHand
    traces: Traces
    past: Past

    @property
    def name(self) -> str:
        """The full name, as it is to be typed."""
        return full_name(self.identity.given_name, self.identity.family_name)


def plan(store: Store, number: int, *, put: str, today: dt.date) -> ForgetPlan:
    """Work out what forgetting the person with this number does; one who was removed counts too.

    Raises:
        NotFound: `no_such_ref`. Refused: as `refuse_forgotten` and `refuse_coming`.
        DataFileError: `damaged_history`.
    """
    read = store.read()
    person = read.get(PEOPLE, number)
    if person is not None:
        refuse_forgotten(person)
        refuse_coming(read, person, today)
    past = past_of(store)
    identity = _identity(past, number, person)
    traces = traces_of(read, past, number, put=put, on=today)
    return ForgetPlan(
        ref=PEOPLE.ref(number),
        identity=identity,
        person=person,
        organisations=_represented(read, number),
        gone=_gone(read, past, traces, person),
        stays=_stays(read, number),
        by_hand=_by_hand(read, past, traces, identity),
        traces=traces,
        past=past,
    )


def is_known_to_history(store: Store, number: int) -> bool:
    """Whether somebody had this number once, who was removed and not forgotten."""
    return last_identity(past_of(store), number) is not None


def _identity(past: Past, number: int, person: Person | None) -> Identity:
    if person is not None:
        return Identity(person.given_name, person.family_name, person.email, person.phone)
    identity = last_identity(past, number)
    if identity is None:
        raise NotFound("no_such_ref", name=PEOPLE.ref(number))
    return identity


def _gone(read: Reader, past: Past, traces: Traces, person: Person | None) -> Gone:
    registrations = read.find(REGISTRATIONS, "person", traces.number)
    mentions, emptied = _named_elsewhere(read, traces)
    return Gone(
        facts=[field for field in FACTS if person is not None and getattr(person, field)],
        former=_former(past, traces),
        doubles=[PEOPLE.ref(number) for number in sorted(traces.numbers - {traces.number})],
        answers=sum(bool(one.answers) for one in registrations),
        sensitive=sum(bool(one.sensitive) for one in registrations),
        notes=sum(map(_has_words, registrations)),
        functions=sum(bool(one.function) for one in registrations),
        roles=sum(bool(one.role) for one in read.find(AFFILIATIONS, "person", traces.number)),
        reasons=sum(bool(one.reason) for one in read.find(DUES, "person", traces.number)),
        remembered=_remembered(read, traces),
        mentions=mentions,
        emptied=emptied,
    )


def _has_words(registration: Registration) -> bool:
    """Whether somebody typed why, or anything else, about it."""
    return bool(registration.note or registration.allowed or any(turn.reason for turn in registration.history))


def _former(past: Past, traces: Traces) -> int:
    """How many other names, e-mails and phones of theirs the history still holds."""
    known = [one for number in traces.numbers for one in past.identities.get(number, ())]
    names = {squash(full_name(one.given_name, one.family_name)) for one in known}
    emails = {email_key(one.email) for one in known if one.email}
    phones = {one.phone for one in known if one.phone}
    return sum(max(0, len(several) - 1) for several in (names, emails, phones))


def _remembered(read: Reader, traces: Traces) -> int:
    scrubber = Scrubber(traces)
    kept = ((one.id, document_of(one)) for one in read.scan(MEMORIES))
    return sum(scrubber.scrubbed(MEMORIES.name, number, document) is None for number, document in kept)


def _named_elsewhere(read: Reader, traces: Traces) -> tuple[list[str], list[str]]:
    """The records of others whose texts name them, which are masked; the organisations whose e-mail is theirs."""
    scrubber = Scrubber(traces)
    mentions, emptied = [], []
    tables: tuple[Table[Any], ...] = (PEOPLE, ORGANISATIONS, REGISTRATIONS, DUES, AFFILIATIONS, SESSIONS)
    for table in tables:
        for record in read.scan(table):
            if record.id in traces.numbers if table is PEOPLE else getattr(record, "person", 0) in traces.numbers:
                continue
            if not scrubber.may_change(table.name, record):
                continue
            before = document_of(record)
            after = scrubber.scrubbed(table.name, record.id, before)
            if after is not None and "email" in before and "email" not in after:
                emptied.append(table.ref(record.id))
            elif after != before:
                mentions.append(table.ref(record.id))
    return mentions, emptied


def _stays(read: Reader, number: int) -> Stays:
    policy = retention_policy(read)
    dues, registrations = read.find(DUES, "person", number), read.find(REGISTRATIONS, "person", number)
    sessions = read.get_any(SESSIONS, [one.session for one in registrations])
    taken = [(one, sessions[one.session]) for one in registrations if one.session in sessions]
    return Stays(
        accounts=accounts_kept(dues, registrations, policy),
        proofs=proofs_kept(taken, policy),
        registrations=len(registrations),
        dues=len(dues),
    )


def _by_hand(read: Reader, past: Past, traces: Traces, identity: Identity) -> ByHand:
    scrubber = Scrubber(traces)
    known = [identity, *(one for number in traces.numbers for one in past.identities.get(number, ()))]
    phones = {one.phone for one in known if one.phone}
    return ByHand(
        sessions=[SESSIONS.ref(number) for _table, number in sorted(traces.spared)],
        organisations=[
            ORGANISATIONS.ref(one.id) for one in read.scan(ORGANISATIONS) if _is_theirs(one, scrubber, phones)
        ],
        namesakes=[PEOPLE.ref(one.id) for one in namesakes(read, traces, identity)],
        alone=left_names(read, traces),
        signed=any(scrubber.mask.is_in(name) for name in past.signed),
    )


def _is_theirs(organisation: Organisation, scrubber: Scrubber, phones: set[str]) -> bool:
    """Whether an organisation is called as they are, or has their phone."""
    called = [organisation.name, *organisation.aliases]
    return any(map(scrubber.mask.is_in, called)) or (organisation.phone is not None and organisation.phone in phones)


def _represented(read: Reader, number: int) -> list[str]:
    return [ORGANISATIONS.ref(one.id) for one in read.find(ORGANISATIONS, "representative", number)]
