"""Somebody forgotten: nothing says who they were, and nothing that is counted moves."""

import pytest
from forgetting_desk import ON, PUT, ForgettingDesk, found_in, found_in_folder
from msgspec.structs import replace

from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Contact,
    Speaker,
)
from capcli.errors import Refused
from capcli.services import history, merging, people
from capcli.services.forgetting import ForgottenPeople
from capcli.services.who import person_named
from capcli.errors import NotFound


@pytest.fixture(params=["memory", "file"])
def desk(request) -> ForgettingDesk:
    return ForgettingDesk() if request.param == "memory" else ForgettingDesk.in_a_file()


@pytest.fixture
def zoe(desk) -> int:
    return desk.known()


def test_nothing_that_is_kept_says_who_they_were(desk, zoe):
    assert len(found_in(desk.everything())) > 15
    desk.forget(zoe)
    assert found_in(desk.everything()) == []


def test_no_byte_beside_the_data_says_who_they_were():
    desk = ForgettingDesk.in_a_file()
    from pathlib import Path

    desk.forget(desk.known())
    assert found_in_folder(Path(desk.folder.name)) == {}
