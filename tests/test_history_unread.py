"""Commands that do not ask for the history never open it; those that add to it read its end only."""

import os
import sys
from multiprocessing import get_context
from pathlib import Path

import pytest

READING = [
    ("session", "list"),
    ("session", "show", "S1"),
    ("attendees", "S1"),
    ("status", "P1"),
    ("status", "--format", "json"),
    ("why", "P1"),
    ("person", "list"),
    ("person", "show", "P1"),
    ("org", "list"),
    ("dues", "late"),
    ("find", "martineau"),
    ("waitlist", "S1"),
    ("config",),
]
WRITING = [("register", "S1", "P2"), ("person", "edit", "P1", "--function", "maire"), ("dues", "pay", "P1")]
LONG = 50_000_000
SHORT = 1_000_000


@pytest.fixture
def desk(cap, home):
    for line in (
        ("session", "new", "--title", "Foule", "--date", "28/11/2023"),
        ("person", "add", "Zoé MARTINEAU"),
        ("person", "add", "Léa ROCHE"),
        ("dues", "rate", "set", "base", "--amount", "20", "--payer", "person"),
        ("register", "S1", "P1"),
    ):
        done = cap(*line)
        assert done.code == 0, done.err
    return cap


def alone(do) -> int:
    """What `do` returns, as a process of its own: an audit hook is never removed."""
    told, tell = os.pipe()

    def run():
        os.write(tell, str(do()).encode())
        os._exit(0)

    process = get_context("fork").Process(target=run)
    process.start()
    os.close(tell)
    said = os.read(told, 100)
    os.close(told)
    process.join()
    assert process.exitcode == 0
    return int(said)


def openings(cap, line) -> int:
    """How often the history is opened by a command."""
    found = []

    def hear(event, args):
        if event == "open" and ".journal" in str(args[0]):
            found.append(args[0])

    sys.addaudithook(hear)
    done = cap(*line)
    assert done.code == 0, done.err
    return len(found)


def test_a_command_that_reads_never_opens_it(desk):
    """What shows the history is seen to open it."""
    assert [line for line in [*READING, ("log",)] if alone(lambda line=line: openings(desk, line))] == [("log",)]


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="this system does not count what a process reads")
@pytest.mark.parametrize("line", WRITING, ids=" ".join)
def test_a_command_that_writes_reads_its_end_only(desk, home, line):
    """Beside a history of fifty megabytes; its last entry is where it was."""
    journal = home / "cap.json.journal"
    last = journal.read_bytes().splitlines(keepends=True)[-1]
    with journal.open("wb") as file:
        file.truncate(LONG)  # takes no room on the disk
        file.seek(LONG)
        file.write(b"\n" + last)

    def read():
        before = asked_for()
        assert openings(desk, line) == 1
        return asked_for() - before

    desk("status", "P1")  # imports what commands share
    assert alone(read) < SHORT
    assert journal.stat().st_size > LONG + len(last)


def asked_for() -> int:
    """The bytes that this process has asked the system for."""
    counted = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(counted["rchar"])
