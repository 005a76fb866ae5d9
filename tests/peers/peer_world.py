"""What a driver works on: command lines over a file of its own, records in memory, whichever says it shorter."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from desk_making import Bench

from capcli.settings import choose

NAMES = ("Zoé MARTINEAU", "Léa ROCHE", "Éloïse BÉNARD", "Hugo L'HOSTIS", "Inès FAUVEL", "Paul D'ARNONCOURT")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


class World:
    """Made anew for each case."""

    def __init__(self, request: Any) -> None:
        self._request = request
        self.today = "2023-10-02"

    def bench(self, today: str | None = None, **settings: str) -> Bench:
        """Records in memory, with these settings (`dues_period` for `dues.period`)."""
        bench = Bench(today=day(today or self.today))

        def chosen(tx):
            for key, value in settings.items():
                choose(tx, key.replace("_", ".", 1), value)

        bench.change(chosen)
        return bench

    def cap(self, *args: str, today: str | None = None, stdin: str | None = None) -> Any:
        """What a command line gives back, whatever it is."""
        typed = self._request.getfixturevalue("cap")
        return typed(*args, today=today or self.today, stdin=stdin)

    def do(self, *args: str, **how: Any) -> str:
        """What a command line prints that must succeed."""
        done = self.cap(*args, **how)
        assert done.code == 0, (args, done.err)
        return done.out

    def refused(self, *args: str, code: int = 1, **how: Any) -> str:
        """The error of a command line that must fail with this exit code."""
        done = self.cap(*args, **how)
        assert done.code == code, (args, done.code, done.out, done.err)
        return done.err

    def json(self, *args: str, **how: Any) -> Any:
        """The JSON of a command that shows records."""
        return json.loads(self.do(*args, "-f", "json", **how))

    def config(self, **settings: str) -> None:
        for key, value in settings.items():
            self.do("config", "set", key.replace("_", ".", 1), value)

    def person(self, name: str = NAMES[0], *options: str) -> str:
        """Somebody added, by reference."""
        self.do("person", "add", name, *options)
        return f"P{len(self.json('person', 'list'))}"

    def written(self, text: str, name: str = "form.csv") -> str:
        """A file to import, by its name in the folder of the test."""
        Path(name).write_bytes(text.encode())
        return name
