"""A desk whose every text is awkward for a spreadsheet, in a real data file, to be exported and imported back."""

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from capcli.domain.keys import keyed_organisation, keyed_person
from capcli.domain.names import atoms, clean
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    ORGANISATIONS,
    PEOPLE,
    RATES,
    REGISTRATIONS,
    SESSIONS,
    Affiliation,
    Dues,
    Exemption,
    Organisation,
    Person,
    Presence,
    Rate,
    Registration,
    Session,
    Slot,
    Span,
)
from capcli.imports.cells import clean_cell
from capcli.imports.heading_forms import question
from capcli.store.file import FileStore
from capcli.store.protocol import Author, Transaction

D = dt.date
DAY = D(2023, 9, 12)
STATES = ("confirmed", "pending", "offered", "waiting", "cancelled", "declined", "refused")
Text = Callable[[], str]
"""Gives the next awkward text."""

AWKWARD = (
    "=1+1", "'=1", "''=1", "+33", "+33 4 75", "-5", "@x", "01120", "0123", "1e5", "TRUE", "2024-02-03", "12/03/2024",
    'a "quoted" text', "a;b,c|d", "a | b", '=HYPERLINK("http://x.example";"y")', "l'été", "L’HOSTIS", "a\nb", "a\n=b",
    "1\u00a0234,50", "\u202bمرحبا\u202c", "مرحبا", "🙂", "''", "'", "'0123", "#REF!", "e\u0301te\u0301", "a\tb", "P1",
    "S7", "[x](y)", "<b>", "\\", "100%", "12:30", "1/2", "45262", "1,5", "true", "oui", "\u200bzero", "a\r\nb", "--",
    "'-", "=", "\ufeffbom", "Σ", "ß", "İ", "nul\u00adle",
)  # fmt: skip
"""What spreadsheets compute, shorten, turn into something else, or cut in two."""


def moment(day: dt.date, hour: int = 9, minute: int = 0) -> dt.datetime:
    """An instant on a day."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=dt.UTC)


def awkward_desk(path: Path, text: Text) -> FileStore:
    """Make a data file at `path`, filled in one entry."""
    store = FileStore.create(path)
    store.change(lambda tx: _fill(tx, text), Author(by="camille", at=moment(D(2023, 1, 2)), command="test"))
    return store


def _fill(tx: Transaction, text: Text) -> None:
    organisations = _organisations(tx, text)
    people = _people(tx, text, organisations)
    _dues(tx, text, people, organisations)
    _registrations(tx, text, people, organisations)


def _organisations(tx: Transaction, text: Text) -> list[Organisation]:
    names = [f"{text()} Mairie {number}" for number in range(3)] + [f"Comptoir {text()} n° 4"]
    facts = [
        {"siret": "00450812300009", "phone": "+33475781715", "email": "contact@die.example", "kind": text()},
        {"address": text(), "aliases": [f"{text()} sigle", f"ZZ {text()}"]},
        {"kind": text(), "address": f"{text()}\n26150 Die", "phone": "+41223334455",
         "exempt": Exemption(reason=text() or "x", since=D(2022, 1, 1), until=None)},
        {},
    ]  # fmt: skip
    made = []
    for name, fact in zip(names, facts, strict=True):
        known = {key: _kept(value) for key, value in fact.items()}
        record = Organisation(name=clean(name), search_key="", created_at=moment(D(2023, 1, 2)), **known)
        made.append(tx.put(ORGANISATIONS, keyed_organisation(record)))
    return made


def _kept(value: object) -> object:
    """A text as the services keep it."""
    if isinstance(value, list):
        return [clean(one) for one in value]
    if isinstance(value, Exemption):
        return replace(value, reason=clean(value.reason) or "x")
    return clean(value) or None if isinstance(value, str) else value


def _people(tx: Transaction, text: Text, organisations: list[Organisation]) -> list[Person]:
    one, two, three, four = (organisation.id for organisation in organisations)
    rows: list[tuple[str, str, int | None, dict]] = [
        ("Zoé", "MARTINEAU", one, {"email": "zoe@die.example", "phone": "+33612345678", "postcode": "01120"}),
        ("Jean-Pierre", "L'HOSTIS de La Tour", two, {"email": "accueil@die.example", "phone": "+33475781715"}),
        ("Anne", "de La Bretonnière", two, {"email": "accueil@die.example", "postcode": "07400"}),
        ("Camille", "DUPONT", one, {"email": "camille.dupont@one.example"}),
        ("Camille", "DUPONT", three, {}),
        ("Camille", "DUPONT", None, {"email": "c.dupont@two.example", "phone": "+12125550123", "postcode": "1120"}),
        ("", "Médor", None, {"email": "medor@die.example"}),
        ("محمد", "الفاسي", four, {"email": "m@die.example", "phone": "+212612345678"}),
        (text(), f"{text()} AWKWARD", one, {"email": "one@die.example"}),
        (f"Ana {text()}", f"{text()} ROCHE", None, {"email": "two@die.example", "postcode": "SW1A 1AA"}),
        ("=1", "'=Vallée", four, {"email": "=three@die.example"}),
        ("Marie-Line", "MÜLLER-O’Neil", four, {"email": "+four@die.example", "phone": "+33123456789"}),
    ]
    made = []
    for number, (given, family, organisation, facts) in enumerate(rows):
        extra = {"function": clean(text()) or None, "public": clean(text()) or None} if number % 3 else {}
        if number % 4 == 1:
            reason = clean(text()) or "x"
            extra["exempt"] = Exemption(reason=reason, since=D(2023, 2, number), until=D(2024, 3, 5))
        record = Person(given_name=clean(given), family_name=clean(family), name_key="", search_key="",
                        created_at=moment(D(2023, 1, 2), 10, number), **facts, **extra)  # fmt: skip
        person = tx.put(PEOPLE, keyed_person(record))
        made.append(person)
        if organisation is not None:
            since = D(2023, 1, 2) if number % 2 else None
            tx.put(AFFILIATIONS, Affiliation(person=person.id, organisation=organisation, since=since, role="x"))
    return made


def _dues(tx: Transaction, text: Text, people: list[Person], organisations: list[Organisation]) -> None:
    tx.put(RATES, Rate(name="=Individuelle", cents=2000, payer="person"))
    tx.put(RATES, Rate(name="A life", cents=30000, payer="person", lifetime=True))
    tx.put(RATES, Rate(name="Structure", cents=15000, payer="organisation", seats=5))
    year = {"since": D(2023, 1, 1), "until": D(2023, 12, 31)}
    zoe, jean, anne, *others = people

    def keep(**fields: object) -> Dues:
        fields = {"paid_on": D(2023, 2, 3), "cents": 2000, "due_cents": 2000} | fields
        for key in ("method", "reference", "reason"):
            if key in fields:
                fields[key] = clean(str(fields[key])) or None
        return tx.put(DUES, Dues(**fields))  # type: ignore[arg-type]

    paid = keep(person=zoe.id, rate="=Individuelle", method="cheque", reference=text(), **year)
    keep(kind="refund", of=paid.id, person=zoe.id, cents=-500, reason=text(), paid_on=D(2023, 3, 3), **year)
    wrong = keep(person=jean.id, rate="=Individuelle", reference="0123", **year)
    keep(kind="cancellation", of=wrong.id, person=jean.id, cents=-2000, reason=text(), paid_on=D(2023, 2, 4), **year)
    keep(person=anne.id, rate="=Individuelle", cents=500, part=True, reference=text(), **year)
    keep(person=anne.id, rate="=Individuelle", cents=1500, part=True, paid_on=D(2023, 4, 3), **year)
    keep(kind="donation", person=others[0].id, cents=5005, due_cents=0, method=text())
    keep(person=others[0].id, since=D(2023, 5, 1), until=None, rate="A life", cents=30000, received_on=D(2023, 2, 2))
    keep(person=others[0].id, since=D(2022, 1, 1), until=D(2022, 12, 31), paid_on=D(2022, 1, 31), cents=0, due_cents=0)
    keep(organisation=organisations[0].id, rate="Structure", cents=15000, due_cents=15000, seats=5, method="transfer",
         reference="=mandat 12", received_on=D(2023, 2, 5), deposited_on=D(2023, 2, 7), **year)  # fmt: skip
    keep(kind="promise", organisation=organisations[1].id, rate="Structure", cents=15000, due_cents=15000,
         reference=text(), seats=5, **year)  # fmt: skip
    keep(kind="call", organisation=organisations[2].id, rate="Structure", cents=15000, due_cents=15000, **year)


def _registrations(tx: Transaction, text: Text, people: list[Person], organisations: list[Organisation]) -> None:
    slots = [
        Slot(date=DAY, end_date=DAY, start="09:30", end="12:00"),
        Slot(date=DAY, end_date=DAY, start="14:00", end="17:00"),
    ]
    past = tx.put(SESSIONS, Session(code="2023-09-12-one", title="One", slots=slots, mode="hybrid", capacity=30))
    coming = D(2023, 11, 28)
    slot = [Slot(date=coming, end_date=coming, start="10:30", end="12:00")]
    next_one = tx.put(SESSIONS, Session(code="2023-11-28-two", title="Two", slots=slot, capacity=30))
    questions = [clean_question(text()) for _ in range(20)] + ["Régime ?", "answers", "Votre question ?"]
    belonging = {tie.person: tie.organisation for tie in tx.scan(AFFILIATIONS)}
    names = {one.id: one.name for one in organisations}
    for session in (past, next_one):
        for number, person in enumerate(people):
            state = STATES[number % len(STATES)]
            answers = {question: value for question in questions if (value := clean_cell(text()))}
            tx.put(
                REGISTRATIONS,
                Registration(
                    session=session.id,
                    person=person.id,
                    state=state,
                    waits_for="dues" if state == "pending" else None,
                    requested_at=moment(D(2023, 8, 1), 9, number),
                    entered_at=moment(D(2023, 8, 2), 9, number),
                    organisation=belonging.get(person.id),
                    organisation_name=names.get(belonging.get(person.id, 0)),
                    function=person.function,
                    public=person.public,
                    answers=answers,
                    sensitive={"Allergies ?": clean_cell(text()) or "x"} if number % 2 else {},
                    slots=[1] if number % 3 == 0 and session is past else [],
                    mode=("online", "onsite")[number % 2] if session is past and number % 4 else None,
                    note=clean_cell(text()) or None if number % 5 == 0 else None,
                    presence=_presence(number) if session is past and state == "confirmed" else [],
                ),
            )


def clean_question(text: str) -> str:
    """A question as an import keeps it: on one line, without what nobody sees, with a letter."""
    found = question(" ".join(re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", clean_cell(text)).split()))
    return found if atoms(found) else f"{found} x".strip()


def _presence(number: int) -> list[Presence]:
    at, first = moment(DAY, 18), moment(DAY, 8)
    span = Span(start=first, end=first + dt.timedelta(minutes=85))
    told = Presence(slot=1, state="present", at=at, by="camille", source="zoom.csv", spans=[span])
    typed = Presence(slot=2, state=("absent", "excused", "present")[number % 3], at=at, by="camille")
    return [told, typed] if number % 2 else [typed]
