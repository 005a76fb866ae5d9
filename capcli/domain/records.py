"""The records that are kept, one class a table.

Days are `datetime.date`, hours are local `"HH:MM"` texts of the session's time
zone, moments are aware UTC `datetime`s, money is integer cents. A record is
immutable: a change makes another one with `msgspec.structs.replace`.
`id` is the number behind the letter (`S7` is 7); the store sets it when it
reads and keeps it outside the document, as TinyDB does.
"""

import datetime as dt
from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import Meta, Struct

Hour = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
Mode = Literal["online", "onsite", "hybrid"]
State = Literal["confirmed", "pending", "offered", "waiting", "cancelled", "declined", "refused"]
WaitsFor = Literal["dues", "approval"]
Payer = Literal["person", "organisation"]
PriceKind = Literal["free", "paid", "tiered", "dues_required"]
BoundKind = Literal["session", "mode", "slot", "organisation", "public"]
DuesKind = Literal["payment", "refund", "cancellation", "donation", "promise", "call"]
PresenceState = Literal["present", "absent", "excused"]
Cause = Literal[
    "seat",
    "dues",
    "promoted",
    "offer",
    "accepted",
    "approved",
    "lifted",
    "transferred",
    "moved",
    "reopened",
    "lapsed",
    "walk_in",
]
"""What led to a turn of a registration, when it was more than somebody's request."""

HELD: frozenset[State] = frozenset({"confirmed", "pending", "offered"})
"""States that hold a place (rule 1)."""
LIVE: frozenset[State] = HELD | {"waiting"}
"""States of which a person has at most one in a session (rule 2)."""


class Part(Struct, frozen=True, kw_only=True):
    """A value inside a record, without a number of its own; shown as it is, so no key is left out."""


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every kept record has: its number, 0 until the store gives one."""

    id: int = 0


class Slot(Part, frozen=True, kw_only=True):
    """A day, or a span of days with both ends included, with optional hours.

    `date` is None when the page gives hours without a usable day. An `end`
    that is not later than `start` belongs to `end_date`, the next day.
    """

    date: dt.date | None = None
    end_date: dt.date | None = None
    start: Hour | None = None
    end: Hour | None = None


class Place(Part, frozen=True, kw_only=True):
    """Where people meet; every part may be unknown."""

    name: str | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None


class Money(Part, frozen=True, kw_only=True):
    """An amount in integer cents."""

    cents: int
    currency: str = "EUR"


class Amount(Part, frozen=True, kw_only=True):
    """One price of a session and whom it is for (None: everybody)."""

    cents: int
    currency: str = "EUR"
    audience: str | None = None


class Price(Part, frozen=True, kw_only=True):
    """What taking part costs, as published."""

    kind: PriceKind
    amounts: list[Amount] = []


class Speaker(Part, frozen=True, kw_only=True):
    """Somebody who speaks; `confirmed` is False while the page says "to be confirmed"."""

    name: str
    role: str | None = None
    organisation: str | None = None
    confirmed: bool = True


class Contact(Part, frozen=True, kw_only=True):
    """Whom to ask about a session; phones are E.164."""

    name: str | None = None
    phones: list[str] = []
    emails: list[str] = []


class Step(Part, frozen=True, kw_only=True):
    """A line of the programme, with the hour it starts when one is stated."""

    title: str
    time: Hour | None = None


class Bound(Part, frozen=True, kw_only=True):
    """At most so many places for a part of a session's public.

    `key` says which: a mode for `mode`, the number of the slot from 1 for
    `slot`, the words of a public for `public`; None for `session`, the capacity
    itself, and for `organisation`, where the bound is that of each of them.
    """

    kind: BoundKind
    key: str | None = None
    places: Annotated[int, Meta(ge=0)]

    def __post_init__(self) -> None:
        """Hold the key to what its kind takes, whoever wrote it.

        Raises:
            ValueError: it takes another one, or none.
        """
        key = self.key
        if self.kind == "mode":
            fits = key in ("online", "onsite")
        elif self.kind == "slot":
            fits = key is not None and key.isascii() and key.isdigit() and int(key) > 0
        elif self.kind == "public":
            fits = bool(key and key.strip())
        else:
            fits = key is None or self.kind == "organisation"
        if not fits:
            raise ValueError(self.kind)


class Lift(Part, frozen=True, kw_only=True):
    """A rule that a person lifted once, and why."""

    rule: Annotated[str, Meta(pattern="^(closed|full|unpaid|limit|duplicate)$")]
    reason: str
    by: str
    at: dt.datetime


class Session(Record, frozen=True, kw_only=True):
    """One training or meeting, with one slot or several.

    `last_day_to_register` is the last open day, included; None means through
    the first slot's day. `capacity` None is unlimited. `follows` holds the
    first days of the sessions that this one follows. `headings` keeps the
    page's own words for its sections ("Intervenantes"). `approval` says that
    each request is looked at; `bounds` hold beside the capacity, the tightest
    decides. `waitlist` says whether a freed place is given (`auto`) or offered;
    `queue` whether a party that does not fit stops those behind it (`strict`).
    `allowed` keeps who set a bound below what was held, and why.
    """

    code: str
    title: str
    why: str | None = None
    slots: list[Slot] = []
    timezone: str = "Europe/Paris"
    mode: Mode | None = None
    place: Place | None = None
    capacity: int | None = None
    minimum: int | None = None
    last_day_to_register: dt.date | None = None
    requires_dues: bool | None = None
    registration_required: bool | None = None
    registration_url: str | None = None
    price: Price | None = None
    speakers: list[Speaker] = []
    contact: Contact | None = None
    audience: list[str] = []
    objectives: list[str] = []
    programme: list[Step] = []
    follows: list[dt.date] = []
    headings: dict[str, str] = {}
    approval: bool = False
    bounds: list[Bound] = []
    waitlist: Literal["auto", "offer"] = "auto"
    queue: Literal["strict", "skip"] = "strict"
    allowed: list[Lift] = []
    cancelled: bool = False
    cancelled_reason: str | None = None
    created_at: dt.datetime | None = None


class Exemption(Part, frozen=True, kw_only=True):
    """Why a person or an organisation owes no dues, from and until which day, both included; None is open."""

    reason: str
    since: dt.date | None = None
    until: dt.date | None = None


class Person(Record, frozen=True, kw_only=True):
    """Somebody who attends; may have no e-mail; may share one.

    `email_key`, `name_key` and `search_key` are folded (`capcli.domain.names`)
    and never shown; services set them whenever the name or e-mail changes.
    `exempted` are exemptions before `exempt`: facts about days, kept (rule 4).
    `allowed` keeps why a person much like another was added all the same.
    `forgotten_on` is the day on which all that identifies was deleted for good:
    the number stays, for what it stands for in the figures.
    """

    given_name: str
    family_name: str
    email: str | None = None
    phone: str | None = None
    function: str | None = None
    public: str | None = None
    postcode: str | None = None
    exempt: Exemption | None = None
    exempted: list[Exemption] = []
    email_key: str | None = None
    name_key: str
    search_key: str
    allowed: list[Lift] = []
    forgotten_on: dt.date | None = None
    created_at: dt.datetime


class Organisation(Record, frozen=True, kw_only=True):
    """An employer or association of people; can pay dues that cover its staff.

    `name_keys` are the folded forms of the name and of each alias. `exempted`
    are exemptions before `exempt`, which are kept (rule 4).
    `representative` is the person who votes for it at a general meeting.
    """

    name: str
    kind: str | None = None
    siret: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    aliases: list[str] = []
    exempt: Exemption | None = None
    exempted: list[Exemption] = []
    representative: int | None = None
    name_keys: list[str] = []
    search_key: str
    created_at: dt.datetime


class Affiliation(Record, frozen=True, kw_only=True):
    """A person belongs to an organisation from `since` to `until`, both days included; None is open.

    `entered_on` is the day it was typed: nobody covered already loses a seat to
    somebody typed later, however long ago that one joined.
    """

    person: int
    organisation: int
    since: dt.date | None = None
    until: dt.date | None = None
    role: str | None = None
    entered_on: dt.date | None = None


class Rate(Record, frozen=True, kw_only=True):
    """An amount of dues with a name, true from a day until a later rate of the same name.

    `seats` is the number of people an organisation's payment covers; None covers all.
    A length of its own, `months` and `days` or a lifetime, wins over that of the
    settings; all None and False take it. `pro_rata` lowers the amount by the
    months of the year that are over.
    """

    name: str
    cents: int
    currency: str = "EUR"
    payer: Payer
    seats: int | None = None
    since: dt.date | None = None
    months: int | None = None
    days: int | None = None
    lifetime: bool = False
    pro_rata: bool = False


class Dues(Record, frozen=True, kw_only=True):
    """What was paid, given back, promised or asked of somebody for a period, both ends included.

    Exactly one of `person` and `organisation` is set. A period is a fact: it is
    never overwritten (rule 4). A `refund` and a `cancellation` are records of
    their own, of the payment `of`, with its period and cents below 0. A
    `promise` announces a payment and a `call` asks for one: `cents` is what is
    expected. A `donation` has no period; a lifetime no `until`. `part` is a
    payment below its rate: the period counts when the parts reach `due_cents`.
    `paid_on` is the day of the operation, `received_on` and `deposited_on`
    those on which it came in and went to the bank.
    """

    kind: DuesKind = "payment"
    of: int | None = None
    person: int | None = None
    organisation: int | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    paid_on: dt.date
    received_on: dt.date | None = None
    deposited_on: dt.date | None = None
    rate: str | None = None
    cents: int
    due_cents: int = 0
    currency: str = "EUR"
    seats: int | None = None
    part: bool = False
    method: str | None = None
    reference: str | None = None
    reason: str | None = None


class Turn(Part, frozen=True, kw_only=True, omit_defaults=True):
    """A state a registration entered: when, by whom, through what, and why in their words."""

    state: State
    at: dt.datetime
    by: str
    cause: Cause | None = None
    reason: str | None = None


class Fee(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Money received for taking part; what is given back has cents below 0."""

    cents: int
    currency: str = "EUR"
    on: dt.date
    method: str | None = None
    reference: str | None = None


class Told(Part, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody was last told of a registration: its state, and the session's first day and times then.

    `times` are the slots it is for, as "2023-11-28 10:30-12:00"; `cancelled`
    is whether the session was. Nothing of the session is kept with a state in
    which it is no longer theirs.
    """

    at: dt.datetime
    by: str
    state: State
    waits_for: WaitsFor | None = None
    day: dt.date | None = None
    times: list[str] = []
    cancelled: bool = False


class Span(Part, frozen=True, kw_only=True):
    """A connection to an online session, from one instant to another."""

    start: dt.datetime
    end: dt.datetime


class Presence(Part, frozen=True, kw_only=True, omit_defaults=True):
    """Whether somebody was there, of one slot: its number from 1, who said so and when.

    `source` is the file that tells, None when a person typed it, which no file
    changes. `spans` are the connections as files told them, in order and apart:
    another report of the same meeting adds to them.
    """

    slot: int
    state: PresenceState
    at: dt.datetime
    by: str
    source: str | None = None
    spans: list[Span] = []


class Registration(Record, frozen=True, kw_only=True):
    """A person's place in a session, with a state and its history.

    `organisation`, `organisation_name`, `function` and `public` are frozen as
    of the session's day (rule 10). `requested_at` orders the queue and is
    judged against the closing day; `entered_at` is when it was typed.
    `held_until` is the instant from which a pending or offered place may lapse;
    None: never, or an offer that nobody told yet. `slots` are numbers from 1,
    none for all. `party` is the lowest number of those registered together.
    `succeeds` is the registration it took over, by a transfer or a move;
    `queue_number` the one whose turn in the queue it took, None for its own.
    `sensitive` are answers about health, diet, access and the like: left out of
    exports, and purged some days after the session. `presence` is by slot.
    """

    session: int
    person: int
    state: State
    waits_for: WaitsFor | None = None
    held_until: dt.datetime | None = None
    priority: int = 0
    requested_at: dt.datetime
    entered_at: dt.datetime
    organisation: int | None = None
    organisation_name: str | None = None
    function: str | None = None
    public: str | None = None
    slots: list[int] = []
    mode: Mode | None = None
    allowed: list[Lift] = []
    answers: dict[str, str] = {}
    sensitive: dict[str, str] = {}
    presence: list[Presence] = []
    note: str | None = None
    requested_by: int | None = None
    party: int | None = None
    succeeds: int | None = None
    queue_number: int | None = None
    price_cents: int | None = None
    fees: list[Fee] = []
    told: Told | None = None
    history: list[Turn] = []


class Series(Record, frozen=True, kw_only=True):
    """Sessions that follow one another under one name, in this order."""

    name: str
    sessions: list[int] = []


class Setting(Record, frozen=True, kw_only=True):
    """One setting that differs from its default, under its key."""

    key: str
    value: str


class Memory(Record, frozen=True, kw_only=True):
    """Something an import decided, to be decided the same way again: what kind, on what, and what."""

    kind: str
    key: str
    value: dict[str, Any] = {}


R = TypeVar("R", bound=Record)


MOST_DIGITS = 15
"""Of the number of a record; whoever types more means none."""


class Table(Generic[R]):
    """A table's name in the file, the letter of its references and the class of its records."""

    def __init__(self, name: str, letter: str, record: type[R]) -> None:
        self.name = name
        self.letter = letter
        self.record = record

    def ref(self, number: int) -> str:
        """The reference people type: `S7`."""
        return f"{self.letter}{number}"

    def number_in(self, text: str) -> int:
        """The number of a typed reference, `S7` or `s7`; 0 for a text that is none."""
        letter, digits = text.strip()[:1].upper(), text.strip()[1:]
        is_ref = letter == self.letter and digits.isdecimal() and len(digits) <= MOST_DIGITS
        return int(digits) if is_ref else 0

    def __repr__(self) -> str:
        return f"Table({self.name!r})"


SESSIONS = Table("sessions", "S", Session)
PEOPLE = Table("people", "P", Person)
ORGANISATIONS = Table("organisations", "O", Organisation)
AFFILIATIONS = Table("affiliations", "A", Affiliation)
RATES = Table("rates", "T", Rate)
DUES = Table("dues", "D", Dues)
REGISTRATIONS = Table("registrations", "R", Registration)
SERIES = Table("series", "C", Series)
SETTINGS = Table("settings", "", Setting)
MEMORIES = Table("memories", "M", Memory)

TABLES: tuple[Table[Any], ...] = (
    SETTINGS,
    SESSIONS,
    ORGANISATIONS,
    PEOPLE,
    AFFILIATIONS,
    RATES,
    DUES,
    REGISTRATIONS,
    SERIES,
    MEMORIES,
)
"""Every table, in the order in which the file holds them."""

RETIRED: dict[str, frozenset[str]] = {"dues": frozenset({"cancelled", "cancelled_reason", "cancelled_on"})}
"""Fields that records of older formats had, by table: the history still tells of them."""

REFERENCES: tuple[tuple[Table[Any], str, Table[Any]], ...] = (
    (AFFILIATIONS, "person", PEOPLE),
    (AFFILIATIONS, "organisation", ORGANISATIONS),
    (DUES, "person", PEOPLE),
    (DUES, "organisation", ORGANISATIONS),
    (DUES, "of", DUES),
    (ORGANISATIONS, "representative", PEOPLE),
    (REGISTRATIONS, "session", SESSIONS),
    (REGISTRATIONS, "person", PEOPLE),
    (REGISTRATIONS, "organisation", ORGANISATIONS),
    (REGISTRATIONS, "requested_by", PEOPLE),
    (REGISTRATIONS, "succeeds", REGISTRATIONS),
    (SERIES, "sessions", SESSIONS),
)
"""Which field of which table holds the number, or the numbers, of records of which table."""
