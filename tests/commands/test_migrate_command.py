"""`cap migrate` as it is typed: what it says before and after, and that nothing else changes."""

import re

import pytest


@pytest.fixture
def desk(cap):
    assert cap("session", "new", "--title", "Forêt", "--date", "2023-11-28").code == 0
    assert cap("register", "S1", "--new", "Zoé MARTINEAU").code == 0
    return cap


def test_a_dry_run_counts_and_writes_nothing(desk, home):
    before = {path.name for path in home.iterdir()}
    shown = desk("migrate", "--to", "sqlite:///new.db", "--dry-run")
    assert shown.code == 0, shown.err
    assert re.search(r"1  people\n", shown.out)
    assert re.search(r"3  entries of the history\n", shown.out)
    assert {path.name for path in home.iterdir()} == before


def test_what_was_moved_is_proven_and_the_desk_in_use_stays(desk, home):
    """Counts and checksums, then the command that goes on with the new place; nobody uses it before."""
    before = (home / "cap.json").read_bytes()
    shown = desk("migrate", "--to", "sqlite:///new.db", "--yes")
    assert shown.code == 0, shown.err
    assert re.search(r"1  [0-9a-f]{16}  people\n", shown.out)
    assert f"{home}/cap.json is as it was, and still in use." in shown.out
    assert f"cap use sqlite:///{home}/new.db" in shown.out
    assert (home / "cap.json").read_bytes() == before
    for data in ("cap.json", "sqlite:///new.db"):
        assert "Zoé MARTINEAU" in desk("--data", data, "attendees", "S1").out
    assert desk("--data", "sqlite:///new.db", "undo", "H3", "--yes").code == 0


def test_nobody_is_asked_off_a_terminal(desk, home):
    refused = desk("migrate", "--to", "new.json")
    assert (refused.code, "--yes" in refused.err) == (2, True)
    assert not (home / "new.json").exists()


@pytest.mark.parametrize("to", ["cap.json", "sqlite:///held.db"])
def test_a_place_that_is_taken_is_named(desk, to):
    assert desk("migrate", "--to", "sqlite:///held.db", "--yes").code == 0
    refused = desk("migrate", "--to", to, "--yes")
    assert refused.code == 5
    assert to.rpartition("/")[2] in refused.err


def test_a_place_that_is_not_whole_names_the_way_on(desk, home):
    (home / "new.json.migrating").mkdir()
    refused = desk("--data", "new.json", "session", "list")
    assert refused.code == 5
    assert "cap migrate" in refused.err
    assert desk("migrate", "--to", "new.json", "--yes").code == 0
    assert "Forêt" in desk("--data", "new.json", "session", "list").out
