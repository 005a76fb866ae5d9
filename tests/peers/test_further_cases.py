"""Cases of our own through the drivers of the peers': the edges of their rules, and of ours."""

import drive_dues
import drive_files
import drive_membership
import drive_registrations
import drive_waitlists
import pytest
from further_cases import FURTHER
from peer_cases import made, run
from peer_world import World

DRIVEN = (drive_dues, drive_files, drive_membership, drive_registrations, drive_waitlists)


@pytest.mark.parametrize("name", sorted(FURTHER))
def test_further_case(name: str, request):
    run(made({"id": name, **FURTHER[name]}), World(request))
