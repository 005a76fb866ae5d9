"""Eight processes type mixed commands at once, by the script that does it for a thousand writes."""

import re
import subprocess
import sys
from pathlib import Path

CONCURRENCY = Path(__file__).parents[2] / "benchmarks" / "concurrency.py"


def test_every_acknowledged_write_is_there_once_and_in_order():
    """The script ends at once where one is not, where rule 1 or 2 is broken, or where a command gives up waiting."""
    done = subprocess.run([sys.executable, str(CONCURRENCY), "--writes", "96"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("8 processes, 96 writes")
    figures = dict(re.findall(r"^([a-z ]+?) {2,}\d+ +(\d+) ", done.stdout, re.M))
    assert {"register", "undo", "import", "person edit", "backup now", "sweep", "attendees"} <= set(figures)
    assert int(figures["register"]) > 0
