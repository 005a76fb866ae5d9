"""Records as the contract shows them, and a desk whose terminal can be read back."""

import datetime as dt
import io
from typing import Any

import pytest

from capcli.desk import Desk, Terminal
from capcli.domain.records import SETTINGS, Setting
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author


class Screen(Terminal):
    """A terminal in memory; `answers` are what the person will type, None when nobody is there."""

    def __init__(self, *, tty: bool = False, answers: list[str] | None = None) -> None:
        self.results, self.messages = io.BytesIO(), io.StringIO()
        super().__init__(out=io.TextIOWrapper(self.results, "utf-8", newline="", write_through=True), err=self.messages)
        self._tty, self.answers, self.asked = tty, answers, []

    @property
    def interactive(self) -> bool:
        return self.answers is not None

    @property
    def shows_tables(self) -> bool:
        return self._tty

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return self.answers.pop(0)

    @property
    def shown(self) -> str:
        return self.results.getvalue().decode("utf-8")


def registration(**values: Any) -> dict[str, Any]:
    """A row of `attendees`, as JSON holds it."""
    given, family = values.get("given_name", "Éloïse"), values.get("family_name", "d'Arnoncourt")
    row: dict[str, Any] = {
        "id": 1,
        "ref": "R1",
        "session": "S1",
        "state": "confirmed",
        "waits_for": None,
        "held_until": None,
        "position": None,
        "person": {"ref": "P1", "given_name": given, "family_name": family},
        "given_name": given,
        "family_name": family,
        "email": "eloise@chemins.example",
        "phone": "+33475781715",
        "organisation": "Association « Les Chemins Creux »",
        "function": None,
        "public": None,
        "requested_at": "2023-10-02T10:00:00Z",
        "entered_at": "2023-10-02T10:00:00Z",
        "slots": [],
        "mode": None,
        "dues_status": "current",
        "through": None,
        "allowed": [],
        "answers": {},
        "note": None,
    }
    return row | values


def session(**values: Any) -> dict[str, Any]:
    """A session, as JSON holds it."""
    row: dict[str, Any] = {
        "id": 7,
        "ref": "S7",
        "code": "2023-11-28-changement-echelle",
        "title": "Changement d'échelle",
        "state": "open",
        "why": None,
        "slots": [{"date": "2023-11-28", "end_date": "2023-11-28", "start": "10:30", "end": "12:00"}],
        "timezone": "Europe/Paris",
        "mode": "online",
        "place": None,
        "capacity": 25,
        "minimum": None,
        "last_day_to_register": None,
        "requires_dues": True,
        "registration_required": True,
        "registration_url": None,
        "price": {"kind": "paid", "amounts": [{"cents": 2050, "currency": "EUR", "audience": "members"}]},
        "speakers": [{"name": "Mylène Thou", "role": "guide", "organisation": None, "confirmed": True}],
        "contact": {"name": "Mylène Thou", "phones": ["+33475781715", "+33677834503"], "emails": ["m@cap.example"]},
        "audience": ["Elected people"],
        "objectives": ["See", "Do"],
        "programme": [{"title": "Welcome", "time": "10:30"}, {"title": "Talk", "time": None}],
        "follows": ["2023-10-19", "2023-11-09"],
        "counts": {
            "confirmed": 20,
            "pending": 1,
            "offered": 0,
            "waiting": 3,
            "cancelled": 0,
            "declined": 0,
            "refused": 0,
        },
    }
    return row | values


@pytest.fixture
def make_registration():
    return registration


@pytest.fixture
def make_session():
    return session


@pytest.fixture
def make_desk(monkeypatch):
    for name in ("CAP_LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def made(settings: dict[str, str] | None = None, *, tty=False, answers=None, asked=None) -> Desk:
        store = MemoryStore()

        def keep(tx):
            for key, value in (settings or {}).items():
                tx.put(SETTINGS, Setting(key=key, value=value))

        store.change(keep, Author(by="camille", at=dt.datetime(2023, 10, 2, tzinfo=dt.UTC), command="config set"))
        return Desk(store=store, terminal=Screen(tty=tty, answers=answers), language=asked)

    return made
