"""The people that the rows of a file are about: known, new or unclear; answers given once are remembered."""

from collections.abc import Sequence

from capcli.domain.applicants import Applicant
from capcli.domain.matching import Known, Match, agrees, match
from capcli.domain.names import atoms, email_key
from capcli.domain.plans import Answer
from capcli.domain.records import AFFILIATIONS, PEOPLE, Person
from capcli.services.forgotten_people import ForgottenPeople
from capcli.services.known_people import KnownPeople
from capcli.services.remembering import former_holders, former_name
from capcli.store.protocol import Reader, Transaction


class Recogniser:
    """Says whom the rows of one file are about, one after the other."""

    def __init__(self, read: Reader) -> None:
        self._read = read
        self._people = KnownPeople(read)
        self._forgotten = ForgottenPeople(read)

    def recognise(self, who: Applicant, organisation: int | None, said: Answer | None) -> Match:
        """Who a row is about: as was said of it, now or at another import, else as the rules match."""
        if said is not None and said.kind in ("ignore", "later"):
            return Match(why="ignored" if said.kind == "ignore" else "later")
        if said is not None and said.kind == "same" and said.person is not None:
            person = self._read.get(PEOPLE, said.person)
            if person is not None:
                return _unless_forgotten(person)
        person = self._referred(who, organisation)
        if person is not None:
            return _unless_forgotten(person)
        found = match(who, organisation, self._known(who))
        if found.person is None and said is None:
            found = self._new_or_forgotten(who, found)
        if said is not None and said.kind == "other" and found.person is None:
            return Match(why=found.why)
        return found

    def _new_or_forgotten(self, who: Applicant, found: Match) -> Match:
        """Somebody not known, unless they were forgotten: an e-mail says so, a name alone is a question."""
        if self._forgotten.has_email(who.email):
            return Match(why="forgotten")
        if found.candidates or not self._forgotten.has_name(who.given_name, who.family_name):
            return found
        return Match(why="ignored" if self._forgotten.is_ignored(who.identity) else "forgotten_name")

    def ignore_forgotten(self, tx: Transaction, who: Applicant) -> bool:
        """Remember to ignore a row with the name of somebody who was forgotten, by a hash; False for any other row."""
        return self._forgotten.ignore(tx, who.identity, who.given_name, who.family_name)

    def _referred(self, who: Applicant, organisation: int | None) -> Person | None:
        """Whom an export of ours names by reference: their name agrees, and no e-mail says the contrary.

        It may be the export of another desk, where a namesake had this number:
        of several, the e-mail and the organisation must agree too.
        """
        number = PEOPLE.number_in(who.ref or "")
        person = self._read.get(PEOPLE, number) if number else None
        if person is None or not who.name or not agrees(who, person):
            return None
        told = email_key(who.email) if who.email else None
        if told and person.email_key and told != person.email_key:
            return None
        if len(self._people.namesakes(person.given_name, person.family_name)) < 2:
            return person
        belonging = self._organisations([person.id]).get(person.id, frozenset())
        elsewhere = organisation is not None and organisation not in belonging
        return None if told != person.email_key or (elsewhere and not told) else person

    def _known(self, who: Applicant) -> Known:
        by_email = self._with_email(who, who.email) if who.email else []
        former = former_name(self._read, who.given_name, who.family_name) if atoms(who.name) else None
        names = {former[0]: [former[1]]} if former else {}
        if not atoms(who.name) or any(agrees(who, person, names.get(person.id, ())) for person in by_email):
            return Known(by_email=by_email, former=names)
        named = self._people.namesakes(who.given_name, who.family_name)
        namesakes = self._with(named, [former[0]] if former else [])
        close = [] if namesakes else self._people.near(who.name)
        belonging = self._organisations([person.id for person in [*namesakes, *close]])
        return Known(by_email=by_email, namesakes=namesakes, near=close, organisations=belonging, former=names)

    def _with_email(self, who: Applicant, email: str) -> list[Person]:
        holders = former_holders(self._read, email, who.given_name, who.family_name)
        return self._with(self._people.with_email(email), holders)

    def _with(self, people: Sequence[Person], numbers: Sequence[int]) -> list[Person]:
        """The people, and those with the numbers unless they are among them or gone."""
        others = [number for number in numbers if all(person.id != number for person in people)]
        return [*people, *filter(None, (self._read.get(PEOPLE, number) for number in others))]

    def _organisations(self, people: list[int]) -> dict[int, frozenset[int]]:
        """Where each person belongs, as far as nobody has said they left."""
        found: dict[int, frozenset[int]] = {}
        for tie in self._read.find_any(AFFILIATIONS, "person", people):
            if tie.until is None:
                found[tie.person] = found.get(tie.person, frozenset()) | {tie.organisation}
        return found


def _unless_forgotten(person: Person) -> Match:
    """Whom a number means, unless nothing more is written under it."""
    return Match(person=person) if person.forgotten_on is None else Match(why="forgotten")


def needs_memory(who: Applicant, match: Match) -> bool:
    """Whether the rules alone might not find this person again: no e-mail was theirs, or somebody answered."""
    if match.person is not None:
        return match.passing
    return who.email is None or match.why not in ("", "colleague")
