"""Cases of other systems: each is put to cap by the driver of its area, or stands aside for a reason."""

from pathlib import Path

import drive_attendance
import drive_dues
import drive_files
import drive_membership
import drive_registrations
import drive_waitlists
import pytest
from peer_cases import contradicted, drivers_of, kept, made, run
from peer_world import World
from peers_not_applicable import NOT_APPLICABLE

DRIVEN = (drive_attendance, drive_dues, drive_files, drive_membership, drive_registrations, drive_waitlists)
SHARED = Path(__file__).parents[3] / "shared"
CASES = kept(SHARED)
PUT = sorted(CASES.keys() - NOT_APPLICABLE.keys())


@pytest.mark.parametrize("number", sorted(CASES))
def test_a_case_is_driven_or_stands_aside(number: str, shared: Path):
    """By one driver, or with a reason, never both."""
    taken = [driver.__name__ for driver in drivers_of(made(CASES[number]))]
    if number in NOT_APPLICABLE:
        assert (taken, bool(NOT_APPLICABLE[number].strip())) == ([], True)
    else:
        assert len(taken) == 1, f"{number} is in neither list: {CASES[number]}"


def test_whoever_stands_aside_exists(shared: Path):
    assert not NOT_APPLICABLE.keys() - CASES.keys()


@pytest.mark.parametrize("number", PUT)
def test_case(number: str, shared: Path, request):
    """Cap answers as the peer does, or better where the case says so."""
    run(made(CASES[number]), World(request))


@pytest.mark.parametrize("number", PUT)
def test_another_answer_fails(number: str, shared: Path, request):
    """The driver holds cap against what this case expects: with other answers it fails."""
    other = contradicted(CASES[number])
    assert other is not None
    with pytest.raises((AssertionError, KeyError)):
        run(made(other), World(request))
