"""Somebody forgotten: what of each document may stay, as plain data, in the records, the history and every copy.

What stays is under the person's number: who came how often, what was paid.
Nothing of it says who that was. Scrubbing twice changes nothing.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct, json

from capcli.domain.masks import Mask
from capcli.domain.names import email_key, name_key, squash
from capcli.domain.records import PEOPLE, Record

Document = dict[str, Any]

FORGOTTEN, SECRET = "forgotten", "secret"
"""The kinds of what is remembered of it: digests that tell who was forgotten, and the secret that keys them."""
NO_REASON = "–"
"""Stands for a reason that somebody typed, where there must be one."""
_LAYOUTS = frozenset({"map", "form", FORGOTTEN, SECRET})
"""Kinds of memories that tell of files, or of nobody by name."""
_NAMED = {
    "people": frozenset({"given_name", "family_name", "name_key", "search_key", "email", "email_key", "phone"}),
    "organisations": frozenset({"name", "aliases", "name_keys", "search_key", "siret", "email", "phone"}),
    "registrations": frozenset({"organisation_name"}),
    "dues": frozenset({"rate", "currency"}),
    "sessions": frozenset({"code", "timezone"}),
}
"""The fields that name the record itself, or another one: no text that somebody typed about somebody."""
_UNTOUCHED = frozenset({"settings", "rates", "series"})


class Traces(Struct, frozen=True, kw_only=True):
    """By what somebody is known, in every record that was ever theirs.

    `number` is their record, `numbers` all that they had, those merged into it
    or removed included. `names`, `emails` and `phones` are nobody else's: texts
    about others are searched for them. `publics` are those that others have
    too. `spared` are the records, by table and number, that name them by
    themselves and are left. `put` stands for the family name.
    """

    number: int
    numbers: frozenset[int]
    names: frozenset[tuple[str, str]] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    publics: frozenset[str] = frozenset()
    spared: frozenset[tuple[str, int]] = frozenset()
    put: str
    on: dt.date


class Scrubber:
    """Takes what identifies one person out of documents of any table."""

    def __init__(self, traces: Traces) -> None:
        self._traces = traces
        self._keys = {email_key(email) for email in traces.emails}
        self.mask = Mask(PEOPLE.ref(traces.number), traces.names, traces.emails, traces.phones)
        self._theirs: dict[str, Callable[[Document], Document]] = {
            "registrations": self._registration,
            "affiliations": lambda document: _without(document, "role"),
            "dues": lambda document: self._masked(_without(document, "reason"), _NAMED["dues"]),
        }

    def scrubbed(self, table: str, number: int, document: Document) -> Document | None:
        """What may stay of a document; None where nothing may."""
        if table in _UNTOUCHED or (table, number) in self._traces.spared:
            return document
        if table == PEOPLE.name and number in self._traces.numbers:
            return self._person(number, document)
        if table == "memories":
            return None if self._is_remembered(document) else document
        if document.get("person") in self._traces.numbers and table in self._theirs:
            return self._theirs[table](document)
        if not self.mask.may_be_in(json.encode(document)):
            return document
        if table == "organisations":
            document = self._organisation(document)
        return self._masked(document, _NAMED.get(table, frozenset()))

    def may_change(self, table: str, record: Record) -> bool:
        """Whether anything of a record may have to go: a no is sure, and spares making a document of it."""
        if table in _UNTOUCHED:
            return False
        is_theirs = record.id if table == PEOPLE.name else getattr(record, "person", None)
        return is_theirs in self._traces.numbers or table == "memories" or self.mask.may_be_in(json.encode(record))

    def names(self, document: Document) -> bool:
        """Whether a document names them anywhere, the names of the record itself included."""
        return self._masked(document) != document

    def _person(self, number: int, document: Document) -> Document:
        """A record of theirs with nothing but the number, and the days without dues to pay."""
        kept: Document = {key: document[key] for key in ("created_at", "forgotten_on") if key in document}
        if number != self._traces.number:  # of one merged or removed before; should it come back, it is forgotten too
            kept["forgotten_on"] = self._traces.on.isoformat()
        if document.get("exempt"):
            kept["exempt"] = _unexplained(document["exempt"])
        if document.get("exempted"):
            kept["exempted"] = [_unexplained(one) for one in document["exempted"]]
        return {"given_name": "", "family_name": self._traces.put, "name_key": "", "search_key": "", **kept}

    def _registration(self, document: Document) -> Document:
        kept = _without(document, "function", "answers", "sensitive", "note")
        if kept.get("public") not in self._traces.publics:
            kept = _without(kept, "public")
        if kept.get("history"):
            kept["history"] = [_without(turn, "reason") for turn in kept["history"]]
        if kept.get("allowed"):
            kept["allowed"] = [_unexplained(lift) for lift in kept["allowed"]]
        return self._masked(kept, _NAMED["registrations"])

    def _organisation(self, document: Document) -> Document:
        """Without their own e-mail, which was that of the organisation as well."""
        email = document.get("email")
        return _without(document, "email") if email and email_key(email) in self._keys else document

    def _is_remembered(self, memory: Document) -> bool:
        if memory.get("kind") in _LAYOUTS:
            return False
        if (memory.get("value") or {}).get("person") in self._traces.numbers:
            return True
        return self.mask.may_be_in(json.encode(memory)) and any(map(self.mask.is_in, _texts(memory)))

    def _masked(self, document: Document, besides: frozenset[str] = frozenset()) -> Document:
        """Every text without their name; who typed it stays signed."""
        kept = besides | {"by"}
        return {key: value if key in kept else self._unnamed(value) for key, value in document.items()}

    def _unnamed(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, list):
            return [self._unnamed(one) for one in value]
        return self._masked(value) if isinstance(value, dict) else value


def digests(secret: str, emails: Iterable[str], names: Iterable[tuple[str, str]]) -> list[str]:
    """The keyed hashes by which an e-mail or a name is known again, and by nothing else."""
    folded = {f"email:{email_key(email)}" for email in emails}
    folded |= {form for given, family in names for form in name_forms(given, family)}
    return sorted(_digest(secret, one) for one in folded)


def row_digest(secret: str, said: str) -> str:
    """The keyed hash of what the row of a file says of who it is."""
    return _digest(secret, f"row:{said}")


def name_forms(given: str, family: str) -> list[str]:
    """What two spellings of one name share, in either order; nothing for half a name, which is anybody's."""
    one, other = squash(given), squash(family)
    if not one or not other:
        return []
    return [f"name:{name_key(given, family)}", f"name:{min(one + other, other + one)}"]


def _digest(secret: str, text: str) -> str:
    import hmac  # loads OpenSSL on its way, which nothing else needs

    return hmac.new(bytes.fromhex(secret), text.encode(), "sha256").hexdigest()


def _without(document: Document, *fields: str) -> Document:
    return {key: value for key, value in document.items() if key not in fields}


def _unexplained(part: Document) -> Document:
    return {**part, "reason": NO_REASON}


def _texts(value: Any) -> list[str]:
    """Every text of a document, keys included."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    if isinstance(value, dict):
        return [text for key, one in value.items() for text in (key, *_texts(one))]
    return []
