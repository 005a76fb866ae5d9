"""Whom a name shown in a meeting means: somebody registered in the session first, then anybody known.

Only an e-mail or a full name is sure. A given name, the owner of a telephone
and a name nearly the same are questions; what was answered is remembered.
"""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from capcli.domain.meeting_names import Shown, phone_fits
from capcli.domain.names import atoms, closeness, fold, name_key, same_name, split_name, squash
from capcli.domain.plans import Answer
from capcli.domain.records import LIVE, PEOPLE, Person, Session
from capcli.domain.rosters import Roster
from capcli.services.duplicates import namesakes_of, with_email
from capcli.services.forgotten_people import ForgottenPeople
from capcli.services.memories import keep_memory, memory_of
from capcli.services.nearness import near
from capcli.store.protocol import Reader, Transaction

KIND = "attendance"
"""The kind of the memories kept here."""
_MOST = 5
"""Candidates of one name."""


class Seen(Struct, frozen=True, kw_only=True):
    """Somebody as a file shows them: the name, what it tells, the e-mail and the reference where there is one."""

    name: str
    shown: Shown
    email: str | None = None
    ref: str | None = None

    @property
    def key(self) -> str:
        """What an answer is remembered under."""
        return fold(self.name)


class Meant(Struct, frozen=True, kw_only=True):
    """The verdict: `person`, or `candidates`, the likeliest first; `why` is the code of what is unclear or was said."""

    person: Person | None = None
    candidates: list[Person] = []
    why: str = ""


class Attendees:
    """The people of a session, and everybody else, as names of a meeting may mean them."""

    def __init__(self, read: Reader, session: Session, roster: Roster) -> None:
        self._read, self._session, self._roster = read, session, roster
        people = read.get_any(PEOPLE, [one.person for one in roster])
        known = [people[number] for number in dict.fromkeys(one.person for one in roster) if number in people]
        self._registered = _Crowd(person for person in known if self.is_registered(person.id))
        self._forgotten = ForgottenPeople(read)
        self._left = _Crowd(person for person in known if not self.is_registered(person.id))

    def is_registered(self, person: int) -> bool:
        """Whether somebody holds a place in the session or waits for one."""
        registration = self._roster.live_of(person)
        return registration is not None and registration.state in LIVE

    def meant(self, seen: Seen, answer: Answer | None) -> Meant:
        """Whom a name means: as was answered, now or before, else by e-mail, else by the full name."""
        if answer is not None and answer.kind in ("ignore", "later"):
            return Meant(why="ignored" if answer.kind == "ignore" else "later")
        if answer is not None and answer.kind == "same" and answer.person is not None:
            return Meant(person=self._read.get(PEOPLE, answer.person))
        exact = self._referred(seen)
        if exact is not None:
            return Meant(person=exact)
        said = self._remembered(seen)
        if answer is not None and answer.kind == "other":
            return Meant(why="other")
        if said.get("ignore"):
            return Meant(why="ignored")
        before = self._read.get(PEOPLE, said["person"]) if "person" in said else None
        if before is not None and self.is_registered(before.id):
            return Meant(person=before)
        found = self._new_or_forgotten(seen, self._told(seen))
        if found.person is None and before is not None:
            others = [person for person in found.candidates if person.id != before.id]
            return Meant(candidates=[before, *others], why="attendance_before")
        return found

    def _new_or_forgotten(self, seen: Seen, found: Meant) -> Meant:
        """Somebody not known, unless they were forgotten: an e-mail says so, a name alone is a question."""
        if found.person is not None:
            return found
        if self._forgotten.has_email(seen.email):
            return Meant(why="forgotten")
        named = any(self._forgotten.has_name(*split_name(name)) for name in seen.shown.names)
        if found.candidates or not named:
            return found
        return Meant(why="ignored" if self._forgotten.is_ignored(seen.key) else "forgotten_name")

    def is_of_the_session(self, seen: Seen) -> bool:
        """Whether a name is that of a speaker or of the contact, who are no participants."""
        contact = self._session.contact
        names = [speaker.name for speaker in self._session.speakers] + [(contact.name if contact else None) or ""]
        emails = {email.lower() for email in (contact.emails if contact else [])}
        if seen.email and seen.email.lower() in emails:
            return True
        return any(_is_called(name, *split_name(text)) for name in seen.shown.names for text in names if text)

    def _referred(self, seen: Seen) -> Person | None:
        """The person of the reference of cap's own export, where the name agrees."""
        number = PEOPLE.number_in(seen.ref or "")
        person = self._read.get(PEOPLE, number) if number else None
        return person if person is not None and _Crowd([person]).named(seen.shown) else None

    def _remembered(self, seen: Seen) -> dict[str, int]:
        memory = memory_of(self._read, KIND, seen.key)
        return memory.value if memory else {}

    def _told(self, seen: Seen) -> Meant:
        """Whom the e-mail and the name tell; several people behind one connection are a question."""
        together = self._together(seen.shown)
        if len(together) > 1:
            return Meant(candidates=together[:_MOST], why="attendance_together")
        sharing = with_email(self._read, seen.email) if seen.email else []
        agreeing = [person for person in sharing if _agrees(seen.shown, person)]
        for few in (agreeing, [person for person in agreeing if self.is_registered(person.id)]):
            if len(few) == 1:
                return Meant(person=few[0])
        if agreeing:
            return Meant(candidates=agreeing, why="several")
        for find in (self._registered.named, self._left.named, self._called):
            named = find(seen.shown)
            if len(named) == 1:
                return Meant(person=named[0])
            if named:
                return Meant(candidates=named[:_MOST], why="namesake")
        if sharing:
            return Meant(candidates=sharing[:_MOST], why="other_name")
        candidates = self._likely(seen)
        return Meant(candidates=candidates, why="attendance_like" if candidates else "attendance_unknown")

    def _together(self, shown: Shown) -> list[Person]:
        """The different people whom the parts of a name surely call, each one of them."""
        found: dict[int, Person] = {}
        for name in shown.together:
            people = self._registered.called(name) or namesakes_of(self._read, *split_name(name))
            found |= {people[0].id: people[0]} if len(people) == 1 else {}
        return list(found.values())

    def _called(self, shown: Shown) -> list[Person]:
        """Everybody known who has the likeliest of the names that somebody has."""
        found = (namesakes_of(self._read, *split_name(name)) for name in shown.names)
        return next((people for people in found if people), [])

    def _likely(self, seen: Seen) -> list[Person]:
        """Whom a part of the name, a number or an organisation may mean: of the session, then anybody."""
        for crowd in (self._registered, self._left):
            found = [person for person in crowd.people if self._may_be(seen, person)]
            if found:
                return sorted(found, key=lambda person: -_likeness(seen.shown, person))[:_MOST]
        anybody = [person for name in seen.shown.names for person in near(self._read, name)]
        return list({person.id: person for person in anybody}.values())[:_MOST]

    def _may_be(self, seen: Seen, person: Person) -> bool:
        if seen.shown.nature == "phone":
            return phone_fits(seen.name, person.phone)
        if _likeness(seen.shown, person) > 0:
            return True
        registrations = self._roster.of_person(person.id)
        home = registrations[-1].organisation_name if registrations else None
        return home is not None and any(fold(home) == fold(text) for text in (seen.name, *seen.shown.names))


def remember(tx: Transaction, seen: Seen, answer: Answer) -> None:
    """Keep whom a shown name was said to mean, or that it means nobody."""
    if answer.kind not in ("same", "ignore") or not seen.key:
        return
    if answer.kind == "ignore":
        forgotten = ForgottenPeople(tx)
        if any(forgotten.ignore(tx, seen.key, *split_name(name)) for name in seen.shown.names):
            return
    keep_memory(tx, KIND, seen.key, {"ignore": True} if answer.kind == "ignore" else {"person": answer.person})


class _Crowd:
    """People, found by their whole name in either order, however its words are split."""

    def __init__(self, people: Iterable[Person]) -> None:
        self.people = list(people)
        self._by_key: dict[object, list[Person]] = {}
        for person in self.people:
            given, family = person.given_name, person.family_name
            whole = {squash(given + " " + family), squash(family + " " + given)}
            for key in {*whole, tuple(sorted(atoms(f"{given} {family}"))), (name_key(given, family),)}:
                self._by_key.setdefault(key, []).append(person)

    def named(self, shown: Shown) -> list[Person]:
        """Those whom one of the names calls in full; of several names the likeliest that calls somebody."""
        return next((found for name in shown.names if (found := self.called(name))), [])

    def called(self, name: str) -> list[Person]:
        """Those whom a name calls in full."""
        keys = (squash(name), tuple(sorted(atoms(name))), (name_key(*split_name(name)),))
        found = {person.id: person for key in keys for person in self._by_key.get(key, ())}
        return [found[number] for number in sorted(found)]


def _is_called(name: str, given: str, family: str) -> bool:
    """Whether a whole name is somebody's, in either order, however its words are split."""
    return closeness(name, given, family) == 3 or same_name(*split_name(name), given, family)


def _agrees(shown: Shown, person: Person) -> bool:
    """Whether nothing in the shown name speaks against the person whose e-mail it has."""
    names = [*shown.names, shown.owner]
    if shown.nature != "person" or not any(names):
        return True
    return _likeness(shown, person) > 0


def _likeness(shown: Shown, person: Person) -> int:
    """How well the best part of the shown name calls somebody, either way round; 0 not at all."""
    theirs = f"{person.given_name} {person.family_name}"
    parts: Sequence[str] = [text for text in (*shown.names, shown.owner) if text]
    calls = [closeness(text, person.given_name, person.family_name) for text in parts]
    calls += [min(1, closeness(theirs, text)) for text in parts]
    return max(calls, default=0)
