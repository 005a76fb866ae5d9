"""The kinds of writes that `crashes.py` stops half-way."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

from trial_desk import PEOPLE, STAYING, Line, as_user, daily_line, kept, prove, typed


class Kind:
    """A kind of write: its command lines, and what is done to the desk before.

    `ahead` is how many entries one command makes at most, `refused` the exit
    codes of commands that a rule refuses, or that ask for what is not there.
    """

    name = "daily commands"
    ahead = 1
    refused: tuple[int, ...] = (1, 3)

    def __init__(self, path: Path, chance: random.Random) -> None:
        self.path = path
        self.chance = chance

    def prepare(self) -> None:
        """What another program does just before."""

    def lines(self) -> Iterator[Line]:
        """The command lines, until it is killed."""
        while True:
            yield daily_line(self.path, self.chance, f"H{kept(self.path)[0]}")

    def check_old(self) -> None:
        """What must hold when the write in hand left nothing."""
        prove(self.path)

    def check_new(self) -> None:
        """What must hold once it is there."""
        prove(self.path)


class Edited(Kind):
    """A file that another program wrote meanwhile, which the next command enters in the history."""

    name = "after an outside edit"
    ahead = 2
    refused = ()

    def prepare(self) -> None:
        """See `Kind.prepare`."""
        kept_there = json.loads(self.path.read_bytes())
        kept_there["people"]["9"]["function"] = f"adjointe {self.chance.random()}"
        self.bytes = json.dumps(kept_there).encode()
        beside = self.path.with_name("edited.json")
        beside.write_bytes(self.bytes)
        beside.replace(self.path)

    def lines(self) -> Iterator[Line]:
        """See `Kind.lines`."""
        yield ("person", "edit", "P8", "--function", f"maire {self.chance.random()}")

    def check_old(self) -> None:
        """See `Kind.check_old`."""
        assert self.path.read_bytes() == self.bytes, "what the other program wrote is gone"


class Forgotten(Kind):
    """Somebody forgotten for good: the history and every copy are written anew before the data."""

    name = "forgetting somebody"
    refused = ()

    def __init__(self, path: Path, chance: random.Random) -> None:
        super().__init__(path, chance)
        people = kept(path)[1]["people"]
        number = chance.choice(
            [number for number in people if STAYING < int(number) <= PEOPLE and "email" in people[number]]
        )
        one = people[number]
        self.mail = one["email"].encode()
        self.before = b""
        self.line = ("person", "forget", f"P{number}", "--name", f"{one['given_name']} {one['family_name']}")

    def lines(self) -> Iterator[Line]:
        """See `Kind.lines`."""
        yield self.line

    def prepare(self) -> None:
        """See `Kind.prepare`."""
        self.before = self.path.read_bytes()

    def check_old(self) -> None:
        """The history may have forgotten already what the data has not: the same command again ends it."""
        assert self.path.read_bytes() == self.before
        with as_user(self.path, "camille"):
            code, said = typed(*self.line)
        assert code == 0, said
        self.check_new()

    def check_new(self) -> None:
        """See `Kind.check_new`."""
        prove(self.path)
        told = [one.name for one in self.path.parent.rglob("*") if one.is_file() and self.mail in one.read_bytes()]
        assert told == [], f"{self.line} is still told by {told}"


class Restored(Kind):
    """A backup put back."""

    name = "putting a backup back"

    def lines(self) -> Iterator[Line]:
        """See `Kind.lines`."""
        yield ("backup", "restore", self.chance.choice("2345"), "--yes")


KINDS: tuple[type[Kind], ...] = (Kind, Kind, Kind, Edited, Forgotten, Restored)
