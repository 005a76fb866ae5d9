"""The moves between states, and what a registration freezes."""

import datetime as dt
from itertools import product
from typing import get_args

import pytest

from capcli.domain.records import HELD, LIVE, Affiliation, Person, Registration, State
from capcli.domain.registrations import begun, frozen, is_approved, moved

NOW = dt.datetime(2023, 10, 2, 9, tzinfo=dt.UTC)
ALLOWED = {
    ("waiting", "confirmed"),
    ("waiting", "pending"),
    ("waiting", "offered"),
    ("waiting", "cancelled"),
    ("waiting", "refused"),
    ("pending", "pending"),
    ("pending", "confirmed"),
    ("pending", "cancelled"),
    ("pending", "refused"),
    ("offered", "confirmed"),
    ("offered", "pending"),
    ("offered", "declined"),
    ("offered", "cancelled"),
    ("confirmed", "cancelled"),
    *product(("cancelled", "declined", "refused"), ("confirmed", "pending", "waiting")),
}


def a_registration(state: State, **fields) -> Registration:
    return Registration(session=7, person=12, state=state, requested_at=NOW, entered_at=NOW, **fields)


@pytest.mark.parametrize(("state", "to"), list(product(get_args(State), get_args(State))))
def test_only_the_drawn_moves_exist(state, to):
    """A place given is never taken back: nothing leads from a held place to the waiting list."""
    if (state, to) in ALLOWED:
        assert moved(a_registration(state), to, at=NOW, by="camille").state == to
    else:
        with pytest.raises(ValueError, match=r"\w+ to \w+"):
            moved(a_registration(state), to, at=NOW, by="camille")


def test_every_live_state_can_be_cancelled():
    assert {state for state, to in ALLOWED if to == "cancelled"} == LIVE


def test_a_place_given_is_never_taken_back():
    """No held place leads to the waiting list, and what is confirmed ends only as cancelled."""
    assert not any(state in HELD and to == "waiting" for state, to in ALLOWED)
    assert {to for state, to in ALLOWED if state == "confirmed"} == {"cancelled"}


def test_an_approval_holds_until_the_registration_ends():
    """Who was approved once is not asked about again when they are promoted; who is reopened is."""
    waiting = begun(a_registration("waiting"), at=NOW, by="camille", cause="approved")
    offered = moved(waiting, "offered", at=NOW, by="camille", cause="offer")
    assert is_approved(waiting)
    assert is_approved(offered)
    declined = moved(offered, "declined", at=NOW, by="camille")
    assert not is_approved(declined)
    assert not is_approved(moved(declined, "waiting", at=NOW, by="camille", cause="reopened"))
    assert not is_approved(begun(a_registration("waiting"), at=NOW, by="camille"))


def test_nothing_begins_ended_or_offered():
    with pytest.raises(ValueError, match="cancelled"):
        begun(a_registration("cancelled"), at=NOW, by="camille")
    with pytest.raises(ValueError, match="offered"):
        begun(a_registration("offered"), at=NOW, by="camille")


def test_a_move_keeps_the_history_and_forgets_what_was_waited_for():
    first = begun(a_registration("pending", waits_for="dues"), at=NOW, by="camille")
    second = moved(first, "confirmed", at=NOW, by="dominique", reason="paid")
    assert second.waits_for is None
    assert [(turn.state, turn.by, turn.reason) for turn in second.history] == [
        ("pending", "camille", None),
        ("confirmed", "dominique", "paid"),
    ]


def test_the_role_in_the_organisation_is_the_function_kept():
    """A mayor who also has a job elsewhere comes as mayor, when the commune is the one kept."""
    person = Person(
        given_name="Jean",
        family_name="ROCHE",
        function="teacher",
        public="elected",
        name_key="",
        search_key="",
        created_at=NOW,
    )
    as_mayor = frozen(a_registration("waiting"), person, Affiliation(person=12, organisation=3, role="mayor"), "Die")
    assert (as_mayor.organisation, as_mayor.organisation_name) == (3, "Die")
    assert (as_mayor.function, as_mayor.public) == ("mayor", "elected")
    alone = frozen(as_mayor, person, None, None)
    assert (alone.organisation, alone.organisation_name, alone.function) == (None, None, "teacher")
