"""The scripts of `benchmarks/` do what they time; how long it takes is no test's business."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def run(script: str, *args: object) -> str:
    line = [sys.executable, str(BENCHMARKS / script), *map(str, args)]
    return subprocess.run(line, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filled")
    run("fill.py", folder, 300, "2023-10-02")
    return folder


def test_the_file_is_as_cap_writes_it(filled, bare_cap):
    """Sessions of sixty; the first has places left, for people who are not in it yet."""
    data = ("--data", str(filled / "cap.json"))
    listed = json.loads(bare_cap(*data, "session", "list", "-f", "json").out)
    assert [(session["capacity"], session["counts"]["confirmed"]) for session in listed[-2:]] == [(60, 60), (100, 60)]
    assert len(json.loads(bare_cap(*data, "attendees", "S2", "-f", "json").out)) == 60
    assert bare_cap(*data, "register", "S1", "P61").out.startswith("confirmed")


def test_stock_tinydb_does_the_same_work(filled):
    assert run("peers.py", "stock-list", filled / "stock.json", 2).count("confirmed") == 60
    assert run("peers.py", "stock-add", filled / "stock.json", 1, 61).strip() == "301"


def test_the_bytes_are_read_and_put_back(filled):
    before = (filled / "stock.json").read_bytes()
    run("peers.py", "read", filled / "stock.json")
    run("peers.py", "rewrite", filled / "stock.json")
    assert (filled / "stock.json").read_bytes() == before


def test_everybody_who_may_be_late_is_there(tmp_path, bare_cap):
    """8,000 people and 20,000 dues; one payer of four is late, their staff is left out, nobody else is either."""
    run("fill_dues.py", tmp_path / "cap.json", "2023-10-02")
    data = ("--data", str(tmp_path / "cap.json"))
    counts = json.loads(bare_cap(*data, "where", "-f", "json").out)["counts"]
    assert (counts["people"], counts["organisations"], counts["dues"]) == (8_000, 600, 20_000)
    shown = bare_cap(*data, "dues", "late").out
    assert "1000 to remind" in shown
    assert "1150 left out: it is for an organisation to pay" in shown


def test_a_sheet_of_forty_people_is_made():
    shown = run("sheets.py", "--rounds", "1")
    assert "paper of 40 people" in shown
    assert "spreadsheet of 40 people" in shown


@pytest.mark.parametrize("kind", ["registrations", "dues"])
def test_every_row_that_is_timed_is_imported_and_taken_back(kind):
    """A step that fails would end the script."""
    last = run("imports.py", "--sizes", 60, "--kind", kind).splitlines()[-1].split()
    assert (last[0], len(last)) == ("60", 6)


def test_memory_and_time_in_the_process_are_told():
    """Of a small file: what is held to the work that is timed is that nothing fails."""
    shown = run("inside.py", "--size", 300, "--rounds", 1)
    assert [line.split(":")[0].split()[-2:] for line in shown.splitlines() if "reached" in line.lower()] == [
        ["cap", "attendees"],
        ["cap", "register"],
        ["a", "session"],
        ["a", "person"],
    ]
