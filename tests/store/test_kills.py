"""Processes killed at random moments of real commands, by the script that does it ten thousand times."""

import re
import subprocess
import sys
from pathlib import Path

CRASHES = Path(__file__).parents[2] / "benchmarks" / "crashes.py"
KINDS = ("daily commands", "after an outside edit", "forgetting somebody", "putting a backup back")


def test_two_hundred_kills_leave_the_old_state_or_the_new_one():
    """The script ends at once where something else is left, where the next command fails, or leaves anything."""
    done = subprocess.run([sys.executable, str(CRASHES), "--kills", "200"], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    rows = {name: [int(one) for one in re.findall(r"\d+", figures)] for name, figures in rows_of(done.stdout)}
    assert set(rows) == {*KINDS, "all"}
    kills, old, new, ended, half_made = rows["all"]
    assert kills == old + new + ended == 200
    assert old > 0, "no write was stopped"
    assert half_made > 0, "none was stopped half-way"


def rows_of(said: str) -> list[tuple[str, str]]:
    return re.findall(r"^(\w[a-z ]*?) {2,}([\d ]+)$", said, re.M)
