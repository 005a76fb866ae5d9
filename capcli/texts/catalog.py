"""A compiled catalog, searched as it lies: decoding all of it would take a tenth of a short command."""

import gettext
from bisect import bisect_left
from struct import error as unreadable
from struct import unpack_from
from typing import Any

MAGIC = 0x950412DE
"""What a catalog begins with; its numbers are little-endian, on every machine that compiles ours."""


class Catalog(gettext.NullTranslations):
    """The texts of a `.mo` file, each decoded when it is asked for the first time.

    The messages are UTF-8, sorted by their bytes, and have no context; a plural stands behind its singular and a zero
    byte. Source: GNU gettext manual, "The Format of GNU MO Files".
    """

    def _parse(self, fp: Any) -> None:
        """Read `fp`; the documented place for formats of one's own.

        Raises:
            OSError: it is no such catalog.
        """
        self._bytes: bytes = fp.read()
        self._known: dict[str, list[str]] = {}
        try:
            magic, _, self._count, self._messages, self._texts = unpack_from("<5I", self._bytes)
            header = self._forms("") if magic == MAGIC else []
        except (unreadable, ValueError):
            header = []
        _, found, rule = "".join(header).partition("plural=")
        if not found:
            raise OSError(0, "not a catalog", getattr(fp, "name", ""))
        self._plural = gettext.c2py(rule.partition(";")[0])

    def gettext(self, message: str) -> str:
        """The text of `message`, else `message`."""
        forms = self._forms(message)
        return forms[0] if forms else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form of the text that goes with `n`."""
        forms = self._forms(msgid1)
        return forms[self._plural(n)] if len(forms) > 1 else super().ngettext(msgid1, msgid2, n)

    def _forms(self, message: str) -> list[str]:
        """The text of `message` with its plurals; nothing when there is none."""
        if message not in self._known:
            self._known[message] = self._search(message.encode("utf-8", "surrogatepass"))
        return self._known[message]

    def _search(self, message: bytes) -> list[str]:
        place = bisect_left(range(self._count), message, key=self._message)
        if place == self._count or self._message(place).partition(b"\0")[0] != message:
            return []
        return self._at(self._texts, place).decode().split("\0")

    def _message(self, place: int) -> bytes:
        return self._at(self._messages, place)

    def _at(self, table: int, place: int) -> bytes:
        length, start = unpack_from("<2I", self._bytes, table + 8 * place)
        return self._bytes[start : start + length]
