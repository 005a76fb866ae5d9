"""A bench that decides on registrations as the verbs do: confirm, decline, refuse, transfer, move, sweep and so on."""

import datetime as dt
import tempfile
from pathlib import Path

from desk_making import TODAY, Bench
from msgspec.structs import replace

from capcli.domain.records import REGISTRATIONS, SETTINGS, Fee, Registration, Setting
from capcli.services import confirming, fees, moving, refusing, reopening, sweeping, transferring
from capcli.store.file import FileStore

NOON_BEFORE = dt.datetime(2023, 11, 27, 11, tzinfo=dt.UTC)
"""The eve of the benches' sessions at noon in Paris: from then on the waiting list stands still."""


class Verbs(Bench):
    """Each verb with the moment that it takes; those of the bench come later one by one."""

    def __init__(self, store=None, today: dt.date = TODAY) -> None:
        super().__init__(store, today)
        self.moment: dt.datetime | None = None

    @classmethod
    def in_a_file(cls) -> "Verbs":
        cls.folder = tempfile.TemporaryDirectory()
        return cls(FileStore.create(Path(cls.folder.name) / "cap.json"))

    @property
    def clock(self) -> dict:
        now = self.moment or self.now
        return {"today": now.date(), "now": now, "by": "camille"}

    def setting(self, key: str, value: str) -> None:
        self.put(SETTINGS, Setting(key=key, value=value))

    def confirm(self, session: int, *people: int, **terms):
        clock = self.clock
        return self.change(lambda tx: confirming.confirm(tx, session, people, **clock, **terms))

    def decline(self, session: int, *people: int, reason: str = "Away that day"):
        clock = self.clock
        return self.change(lambda tx: refusing.decline(tx, session, people, reason, **clock))

    def refuse(self, session: int, *people: int, reason: str = "Not for them"):
        clock = self.clock
        return self.change(lambda tx: refusing.refuse(tx, session, people, reason, **clock))

    def transfer(self, session: int, person: int, to: int, **terms):
        clock = self.clock
        return self.change(lambda tx: transferring.transfer(tx, session, person, to, **clock, **terms))

    def move(self, session: int, *people: int, to: int, **terms):
        clock = self.clock
        return self.change(lambda tx: moving.move(tx, session, people, to, **clock, **terms))

    def reopen(self, session: int, *people: int, **terms):
        clock = self.clock
        return self.change(lambda tx: reopening.reopen(tx, session, people, **clock, **terms))

    def sweep(self):
        clock = self.clock
        return self.change(lambda tx: sweeping.sweep(tx, **clock))

    def pay(self, session: int, person: int, cents: int, **facts):
        fee = Fee(cents=cents, on=facts.pop("on", self.today), **facts)
        return self.change(lambda tx: fees.pay(tx, session, person, fee, today=self.today))

    def until(self, session: int, person: int, moment: dt.datetime | None) -> None:
        """Keep the place of somebody until a moment."""
        self.put(REGISTRATIONS, replace(self.one(session, person), held_until=moment))

    def one(self, session: int, person: int) -> Registration:
        """The last registration of somebody in a session."""
        return [one for one in self.of(session) if one.person == person][-1]

    def turns(self, session: int, person: int) -> list[tuple[str, str | None]]:
        """The states somebody's registration went through, each with what led to it."""
        return [(turn.state, turn.cause) for turn in self.one(session, person).history]


def kinds(done) -> list[tuple[str, int]]:
    """The effects of a decision, each with whom it touches."""
    return [(one.kind, one.person) for one in done.effects]
