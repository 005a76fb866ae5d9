"""Whom an import must not bring back: people who were forgotten, known again by keyed hashes only."""

from collections.abc import Iterable
from typing import Any

from capcli.domain.forgetting import FORGOTTEN, SECRET, digests, row_digest
from capcli.domain.records import MEMORIES
from capcli.services.memories import keep_memory, memory_of
from capcli.store.protocol import Reader, Transaction

SECRET_KEY = "forgotten"
"""The key of the memory that holds the secret of the desk."""
_IGNORED = "ignored"


class ForgottenPeople:
    """Tells them among the people of one file."""

    def __init__(self, read: Reader) -> None:
        kept = memory_of(read, SECRET, SECRET_KEY)
        self._secret: str = kept.value["key"] if kept else ""
        self._known: dict[str, dict[str, Any]] = {}
        if kept is not None:
            self._known = {one.key: one.value for one in read.find(MEMORIES, "kind", FORGOTTEN)}

    def has_email(self, email: str | None) -> bool:
        """Whether somebody had this e-mail when they were forgotten."""
        return bool(self._secret and email) and self._among(digests(self._secret, [email or ""], [])) is not None

    def has_name(self, given: str, family: str) -> bool:
        """Whether somebody had this name then, in either order."""
        return bool(self._secret) and self._among(digests(self._secret, [], [(given, family)])) is not None

    def is_ignored(self, said: str) -> bool:
        """Whether a row that says this of who it is was to be ignored for ever: nothing but a hash may keep that."""
        return bool(self._secret) and self._known.get(row_digest(self._secret, said), {}).get(_IGNORED, False)

    def ignore(self, tx: Transaction, said: str, given: str, family: str) -> bool:
        """Remember that such a row is to be ignored, if it has the name of somebody who was forgotten."""
        value = self._among(digests(self._secret, [], [(given, family)])) if self._secret else None
        if value is None:
            return False
        keep_memory(tx, FORGOTTEN, row_digest(self._secret, said), {**value, _IGNORED: True})
        return True

    def _among(self, keys: Iterable[str]) -> dict[str, Any] | None:
        return next((self._known[key] for key in keys if key in self._known), None)
