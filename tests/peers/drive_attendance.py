"""Cases on attendance: who is let in twice, unpaid, or before the day."""

from drive_registrations import session
from peer_cases import Case, drives
from peer_world import NAMES, World

DAY = "2023-11-28"


def registered(world: World, *options: str) -> None:
    """P1 registered in S1."""
    session(world, *options)
    world.person(NAMES[0])
    world.do("register", "S1", "P1")


@drives("attendance", given="checked_in", when="check_in", known="then reentry_allowed")
def again(case: Case, world: World) -> None:
    """A mark says once that somebody was there; leaving and coming back within a slot is no second presence."""
    assert case.given["checked_in"] is True
    assert case.when["check_in"] == "again"
    if "then" in case.given:
        assert (case.given["then"], case.given["reentry_allowed"]) == ("checked out", False)
    registered(world)
    assert world.do("present", "S1", "P1", today=DAY).startswith("present  R1")
    said = world.do("present", "S1", "P1", today=DAY)
    assert "Undo" not in said, "nothing was written"
    assert ("already redeemed" if said.startswith("already present") else said) == case.then["error"]


SCANNED = {"event not running": "not_ongoing_event", "already attended": "already_registered"}


@drives("attendance", given="registration", when="scan", only=lambda case: case.given["registration"] in SCANNED)
def scanned(case: Case, world: World) -> None:
    assert case.when["scan"] is True
    registered(world)
    known = SCANNED[case.given["registration"]]
    if known == "not_ongoing_event":
        assert "begins on 28 November 2023" in world.refused("present", "S1", "P1", today="2023-11-27")
    else:
        world.do("present", "S1", "P1", today=DAY)
        assert world.do("present", "S1", "P1", today=DAY).startswith("already present")
    assert known == case.then["result"]


@drives("attendance", given="registration force", when="check_in")
def unpaid(case: Case, world: World) -> None:
    """Somebody who owes dues may be let in; they stay subject to them, and no deadline takes the place back."""
    assert (case.given["registration"], case.given["force"], case.when["check_in"]) == ("pending payment", True, True)
    world.config(registration_pending_days="5")
    registered(world, "--requires-dues")
    said = world.do("present", "S1", "P1", today=DAY)
    assert said.startswith("present  R1") is case.then["ok"]
    assert "subject to dues" in said
    assert "No deadline has passed" in world.do("sweep", today=DAY)
