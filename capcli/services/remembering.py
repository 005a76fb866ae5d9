"""What is remembered of people so that files find them again: answers given of a row, and names they had before.

Every memory of somebody names their number under `person`: a merge and whoever
forgets a person find them all here.
"""

from collections.abc import Collection, Iterator

from msgspec.structs import replace

from capcli.domain.names import email_key, name_key, same_name
from capcli.domain.records import MEMORIES, SESSIONS, Memory, Person
from capcli.services.memories import keep_memory, memory_of
from capcli.store.protocol import Reader, Transaction

ROW = "import"
"""Whom a row of a file means, under what the row says of who it is."""
FORMER = "former"
"""An e-mail or a name that was somebody's, under its folded form."""
VALUES = "values"
"""What the rows of a form last said of somebody, under the form and the person."""


def remember_former(tx: Transaction, before: Person, person: Person) -> None:
    """Keep the e-mail and the name that `before` had where `person`, who is the same, has another.

    An e-mail that somebody else had too is kept with the name.
    """
    if before.email and before.email_key != person.email_key:
        key = email_key(before.email)
        if _formerly(tx, key) not in (None, person.id):
            key = _named(key, before.given_name, before.family_name)
        keep_memory(tx, FORMER, key, {"person": person.id})
    if not same_name(before.given_name, before.family_name, person.given_name, person.family_name):
        key = name_key(before.given_name, before.family_name)
        name = {"given_name": before.given_name, "family_name": before.family_name}
        keep_memory(tx, FORMER, key, {"person": person.id, **name})


def former_holders(read: Reader, email: str, given: str, family: str) -> list[int]:
    """Who had this e-mail before: the first of them, and whoever had it with this name."""
    key = email_key(email)
    found = _formerly(read, key), _formerly(read, _named(key, given, family))
    return [number for number in dict.fromkeys(found) if number is not None]


def former_name(read: Reader, given: str, family: str) -> tuple[int, tuple[str, str]] | None:
    """Who had this name before, and how it was written."""
    memory = memory_of(read, FORMER, name_key(given, family))
    if memory is None or "family_name" not in memory.value:
        return None
    return memory.value["person"], (memory.value["given_name"], memory.value["family_name"])


def former_identities(read: Reader, people: Collection[int]) -> Iterator[tuple[str, str, str | None]]:
    """What these people were before: given name, family name and e-mail, as far as each is known."""
    for memory in read.find(MEMORIES, "kind", FORMER):
        if memory.value.get("person") in people:
            email = memory.key.partition("|")[0]
            yield (
                memory.value.get("given_name", ""),
                memory.value.get("family_name", ""),
                email if "@" in email else None,
            )


def repoint(tx: Transaction, gone: Person, kept: Person) -> None:
    """What is remembered of the one who goes is of the other from now on, their e-mail and name included."""
    for memory in list(tx.scan(MEMORIES)):
        if memory.value.get("person") != gone.id:
            continue
        if memory.kind == VALUES:
            _moved(tx, memory, kept.id)
        else:
            tx.put(MEMORIES, replace(memory, value={**memory.value, "person": kept.id}))
    remember_former(tx, gone, kept)


def forget(tx: Transaction, person: int) -> None:
    """Keep nothing of what files told of somebody."""
    for memory in list(tx.scan(MEMORIES)):
        if memory.value.get("person") == person:
            tx.remove(MEMORIES, memory.id)


def values_key(origin: str, person: int) -> str:
    """The key under which what a form said of somebody is kept."""
    return f"{origin}|P{person}"


def told_before(read: Reader, origin: str, person: int) -> dict[str, list[str]]:
    """What the rows of the form said of somebody at its last import, by field; several rows may differ."""
    memory = memory_of(read, VALUES, values_key(origin, person))
    return memory.value["told"] if memory else {}


def told_in_sessions(read: Reader, form: str, field: str) -> dict[int, dict[str, int]]:
    """What the rows of a form said under `field` at their last import: per session, each value with its person."""
    found: dict[int, dict[str, int]] = {}
    for memory in read.scan(MEMORIES):
        if memory.kind != VALUES or not memory.key.startswith(form):
            continue
        origin, _bar, session = memory.key.rpartition("|")[0].rpartition("|")
        if origin == form and (number := SESSIONS.number_in(session)):
            several = memory.value["told"].get(field, [])
            found.setdefault(number, {}).update(dict.fromkeys(several, memory.value["person"]))
    return found


def remember_told(tx: Transaction, origin: str, person: int, told: dict[str, list[str]]) -> None:
    """Keep what the rows of the form say of somebody now."""
    keep_memory(tx, VALUES, values_key(origin, person), {"person": person, "told": told})


def _formerly(read: Reader, key: str) -> int | None:
    """Who had this folded e-mail or name before."""
    memory = memory_of(read, FORMER, key)
    return memory.value["person"] if memory else None


def _named(email: str, given: str, family: str) -> str:
    return f"{email}|{name_key(given, family)}"


def _moved(tx: Transaction, memory: Memory, person: int) -> None:
    """What a form said of two records of one person is what it said of one."""
    origin = memory.key.rpartition("|")[0]
    told = told_before(tx, origin, person)
    both = {field: list(dict.fromkeys([*told.get(field, []), *values])) for field, values in
            {**told, **memory.value["told"]}.items()}  # fmt: skip
    tx.remove(MEMORIES, memory.id)
    remember_told(tx, origin, person, both)
