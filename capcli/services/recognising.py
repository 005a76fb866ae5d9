"""The people that the rows of a file are about: known, new or unclear; answers given once are remembered."""

from capcli.domain.applicants import Applicant
from capcli.domain.matching import Known, Match, match
from capcli.domain.names import atoms
from capcli.domain.plans import Answer
from capcli.domain.records import AFFILIATIONS, MEMORIES, PEOPLE, Memory
from capcli.services.duplicates import namesakes_of, with_email
from capcli.services.nearness import near
from capcli.store.protocol import Reader, Transaction

KIND = "import"
"""The kind of the memories kept here."""


def recognise(read: Reader, who: Applicant, organisation: int | None, answer: Answer | None) -> Match:
    """Who a row is about: as was answered, now or at another import, else as the rules match."""
    said = answer if answer and answer.kind != "year" else _remembered(read, who)
    if said is not None and said.kind in ("ignore", "later"):
        return Match(why="ignored" if said.kind == "ignore" else "later")
    if said is not None and said.kind == "same" and said.person is not None:
        person = read.get(PEOPLE, said.person)
        if person is not None:
            return Match(person=person)
    found = match(who, organisation, _known(read, who))
    if said is not None and said.kind == "other" and found.person is None:
        return Match(why=found.why)
    return found


def remember(tx: Transaction, who: Applicant, answer: Answer) -> None:
    """Keep what was answered of this very name, e-mail and organisation, for the next file that holds them."""
    known = tx.find(MEMORIES, "key", who.identity)
    number = next((memory.id for memory in known if memory.kind == KIND), 0)
    value = {"answer": answer.kind, "person": answer.person}
    memory = Memory(id=number, kind=KIND, key=who.identity, value=value)
    if memory not in known:
        tx.put(MEMORIES, memory)


def needs_memory(who: Applicant, match: Match) -> bool:
    """Whether the rules alone would not find this person again: nothing but a name was known, or somebody answered."""
    return match.person is None and (who.email is None or match.why != "")


def _remembered(read: Reader, who: Applicant) -> Answer | None:
    for memory in read.find(MEMORIES, "key", who.identity):
        if memory.kind == KIND:
            return Answer(kind=memory.value["answer"], person=memory.value["person"])
    return None


def _known(read: Reader, who: Applicant) -> Known:
    by_email = with_email(read, who.email) if who.email else []
    if by_email or not atoms(who.name):
        return Known(by_email=by_email)
    namesakes = namesakes_of(read, who.given_name, who.family_name)
    close = [] if namesakes else near(read, who.name)
    return Known(namesakes=namesakes, near=close, organisations=_organisations(read, [p.id for p in namesakes + close]))


def _organisations(read: Reader, people: list[int]) -> dict[int, frozenset[int]]:
    """Where each person belongs, as far as nobody has said they left."""
    found: dict[int, frozenset[int]] = {}
    for tie in read.find_any(AFFILIATIONS, "person", people):
        if tie.until is None:
            found[tie.person] = found.get(tie.person, frozenset()) | {tie.organisation}
    return found
