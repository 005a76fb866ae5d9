"""`cap sweep` and `cap refuse` at a real terminal: a yes, a no, a plan that changes while somebody thinks."""

import subprocess
import sys

import pytest

pexpect = pytest.importorskip("pexpect")

LATER = "2023-10-20"


@pytest.fixture
def desk(cap):
    cap("config", "set", "registration.pending_days", "5")
    cap("session", "new", "--title", "Atelier compost", "--date", "28/11/2023", "--capacity", "2", "--requires-dues")
    for name in ("Zoé MARTINEAU", "Luc ROCHE", "Ali BEN"):
        cap("person", "add", name)
    assert cap("register", "S1", "martineau, roche, ben").code == 0
    return cap


PROGRAM = "import sys; sys.argv[0] = 'cap'; from capcli.__main__ import main; main()"


def terminal(*args: str):
    words = ["-c", PROGRAM, "--today", LATER, *args]
    return pexpect.spawn(sys.executable, words, encoding="utf-8", timeout=20, dimensions=(40, 160))


def end(child) -> tuple[int, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


def test_a_no_leaves_everything(desk):
    child = terminal("sweep")
    child.expect_exact("Let these places go? [y/N]")
    assert "lapses" in child.before
    child.sendline("n")
    code, said = end(child)
    assert (code, "Nothing was done." in said) == (0, True)
    assert "2 deadlines passed" in desk("attendees", "S1", today=LATER).err


def test_a_plan_that_changed_is_shown_again_and_asked_again(desk):
    """While somebody thinks, a colleague cancels one of the two that would lapse."""
    child = terminal("sweep")
    child.expect_exact("Let these places go? [y/N]")
    assert child.before.count("lapses") == 2
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--today", LATER, "unregister", "S1", "roche"], check=False, capture_output=True
    )
    assert done.returncode == 0
    child.sendline("y")
    child.expect_exact("Somebody else wrote in the meantime; this is the plan now.")
    child.expect_exact("Let these places go? [y/N]")
    assert child.before.count("lapses") == 1
    child.sendline("o")
    code, said = end(child)
    assert code == 0
    assert "Undo: cap undo H" in said


def test_a_reason_is_asked_for(desk):
    child = terminal("refuse", "S1", "ben")
    child.expect_exact("Why are they refused?")
    child.sendline("Not from our territory")
    code, said = end(child)
    assert (code, "Reason: Not from our territory" in said) == (0, True)
