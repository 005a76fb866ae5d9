"""A file that is filled without typing, for the commands that read and change it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from desk_making import Bench

from capcli.store.opening import open_store

Cap = Callable[..., object]


@pytest.fixture
def bench(cap: Cap, home: Path) -> Bench:
    """The same file, filled without typing: Zoé on her own, Ali and Eve at the town hall."""
    made = Bench(open_store(str(home / "cap.json")))
    die = made.organisation()
    made.person(email="zoe@marches.example", phone="+33475781715")
    made.person("Ali BEN", die)
    made.person("Eve DIE", die)
    return made


@pytest.fixture
def priced(cap: Cap, bench: Bench) -> Cap:
    """`cap` over that file, with a rate for each kind of payer."""
    assert cap("dues", "rate", "set", "Individual", "--amount", "20", "--payer", "person").code == 0
    assert cap("dues", "rate", "set", "Structure", "--amount", "150,00 €", "--payer", "organisation").code == 0
    return cap
