"""Cases of other systems, given/when/then, and the drivers that put them to cap.

A driver is written for an area: it says which facts it understands, and takes
every case of the area that speaks of these only. It must read all that the
case gives, and hold cap against each answer that the case expects.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from msgspec import Struct

PROSE = frozenset({"why", "message_language", "note"})
"""What a case says to its reader only."""


class Facts(Mapping[str, Any]):
    """What a case says, which remembers what was asked of it."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._facts = facts
        self.read: set[str] = set()

    def __getitem__(self, key: str) -> Any:
        self.read.add(key)
        return self._facts[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def __contains__(self, key: object) -> bool:
        return key in self._facts

    @property
    def unread(self) -> set[str]:
        """What nobody asked about."""
        return set(self._facts) - self.read - PROSE


class Case(Struct, frozen=True):
    """A case: `advice` says whether cap is to match it or to do better."""

    id: str
    area: str
    given: Facts
    when: Facts
    then: Facts
    advice: str = "match"

    @property
    def diverges(self) -> bool:
        return self.advice.startswith("diverge")


Driver = Callable[[Case, Any], None]


class Taken(Struct, frozen=True):
    """What a driver understands: `given` and `when` are the facts it needs, `known` the others that it reads."""

    area: str
    given: frozenset[str]
    when: frozenset[str]
    known: frozenset[str]
    only: Callable[[Case], bool] | None
    driver: Driver

    def takes(self, case: Case) -> bool:
        if case.area != self.area or not self.given <= set(case.given) or not self.when <= set(case.when):
            return False
        if (set(case.given) | set(case.when)) - self.given - self.when - self.known - PROSE:
            return False
        return self.only is None or self.only(case)


DRIVERS: list[Taken] = []


def drives(
    area: str, *, given: str = "", when: str = "", known: str = "", only: Callable[[Case], bool] | None = None
) -> Callable[[Driver], Driver]:
    """Let the function below take the cases of `area` that give these facts; the names are separated by spaces."""

    def note(driver: Driver) -> Driver:
        words = (frozenset(names.split()) for names in (given, when, known))
        DRIVERS.append(Taken(area, *words, only, driver))
        return driver

    return note


def drivers_of(case: Case) -> list[Driver]:
    """The drivers that take a case: exactly one, unless the case stands aside."""
    return [taken.driver for taken in DRIVERS if taken.takes(case)]


def run(case: Case, world: Any) -> None:
    """Put the case to cap.

    Raises:
        AssertionError: cap answers something else, or the driver left out something that the case says.
    """
    (driver,) = drivers_of(case)
    driver(case, world)
    left = {name: facts.unread for name in ("given", "when", "then") if (facts := getattr(case, name)).unread}
    assert not left, f"{driver.__name__} does not read {left}"


def made(plain: dict[str, Any]) -> Case:
    """A case from its plain form, as the file has it."""
    plain = deepcopy(plain)
    facts = {name: Facts(plain[name]) for name in ("given", "when", "then")}
    return Case(id=plain["id"], area=plain["area"], advice=plain.get("advice", "match"), **facts)


def kept(folder: Path) -> dict[str, dict[str, Any]]:
    """The cases of the file by their id; none where the file is not there."""
    path = folder / "cases" / "peer_cases.json"
    cases = json.loads(path.read_text("utf-8")) if path.is_file() else []
    return {case["id"]: case for case in cases}


def contradicted(plain: dict[str, Any]) -> dict[str, Any] | None:
    """The case with other answers, which must fail; None when it expects nothing that could be otherwise."""
    other = deepcopy(plain)
    answers = {key: value for key, value in other["then"].items() if key not in PROSE}
    if not answers:
        return None
    other["then"] = {key: _otherwise(value) if key in answers else value for key, value in other["then"].items()}
    return other


def _otherwise(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, list):
        return [*value, value[0] if value else "something else"]
    if value is None:
        return "1999-12-31"
    return "something else" if "-" not in value[:5] else "1999-12-31"
