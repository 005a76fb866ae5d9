"""The stores under test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from store_records import AUTHOR, a_person, a_registration, a_session, an_organisation

from capcli.domain.records import ORGANISATIONS, PEOPLE, REGISTRATIONS, SESSIONS
from capcli.store.file import FileStore
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Store
from capcli.store.sql_store import SqlStore

BACKENDS: dict[str, Callable[[pytest.FixtureRequest, Path], Store]] = {
    "memory": lambda _asked, _folder: MemoryStore(),
    "file": lambda _asked, folder: FileStore.create(folder / "cap.json"),
    "sqlite": lambda _asked, folder: SqlStore.create(f"sqlite:///{folder / 'cap.db'}"),
    "postgresql": lambda asked, _folder: SqlStore(asked.getfixturevalue("postgresql")),
    "one that spares": lambda asked, _folder: SqlStore(asked.getfixturevalue("postgresql"), spares_numbers=True),
}


@pytest.fixture(params=BACKENDS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind: a new backend is a line above."""
    made = BACKENDS[request.param](request, tmp_path)
    yield made
    if isinstance(made, SqlStore):
        made.close()


@pytest.fixture
def file_store(tmp_path: Path) -> FileStore:
    """A file with a session, two people and a registration."""
    made = FileStore.create(tmp_path / "cap.json")

    def work(tx):
        tx.put(SESSIONS, a_session())
        tx.put(PEOPLE, a_person("Léa", "Martineau"))
        tx.put(PEOPLE, a_person("Zoé", "L'Hostis"))
        tx.put(ORGANISATIONS, an_organisation("Mairie de Bessèges"))
        tx.put(REGISTRATIONS, a_registration(1, 1))

    made.change(work, AUTHOR)
    return made
