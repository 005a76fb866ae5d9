"""A file that is too big, or one line without an end, is refused in one line by a process that may use 512 MB."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

resource = pytest.importorskip("resource")

MB = 1_000_000
PROGRAM = (
    "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (512_000_000, 512_000_000)); sys.argv[0] = 'cap'; "
    "from capcli.__main__ import main; main()"
)


def started(*args: str, **how) -> subprocess.Popen:
    words = [sys.executable, "-c", PROGRAM, "--lang", "en", "import", *args, "--as", "people", "--dry-run"]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **how)


def refused(child: subprocess.Popen) -> str:
    """The one line that it says."""
    out, err = child.communicate(timeout=60)
    said = err.decode()
    assert (child.returncode, out, said.count("\n")) == (6, b"", 1), said
    return said


def test_a_file_of_200_mb(cap):
    """Its bytes beyond the limit are not even read."""
    with Path("big.csv").open("wb") as file:
        file.write(b"Nom,Pr\xc3\xa9nom\n")
        file.truncate(200 * MB)
    assert "big.csv is larger than 50 MB" in refused(started("big.csv"))


@pytest.mark.parametrize("chunk", [b"a" * MB, b"Martineau,Zo\xc3\xa9\n" * 60_000])
def test_a_pipe_without_an_end(cap, chunk):
    child = started("-", stdin=subprocess.PIPE)
    pour(child, (chunk for _ in range(200)))
    assert "is larger than 50 MB" in refused(child)


def pour(child: subprocess.Popen, chunks: Iterable[bytes]) -> None:
    """Write until it hangs up."""
    assert child.stdin is not None
    try:
        for chunk in chunks:
            child.stdin.write(chunk)
    except BrokenPipeError:
        pass
    finally:
        child.stdin = None


@pytest.mark.parametrize(
    ("head", "again"),
    [("Nom,", "a"), ("Nom,Prénom\n", "a,"), ('Nom,Prénom\n"', "abc def\n"), ("Nom,Prénom\n", '"x",')],
    ids=["a cell", "cells", "a quote", "quoted cells"],
)
def test_one_line_as_long_as_a_file_may_be(cap, head, again):
    Path("line.csv").write_text(head + again * (45 * MB // len(again)), encoding="utf-8")
    assert "line.csv" in refused(started("line.csv"))
    Path("line.csv").unlink()


def test_more_rows_than_are_read(cap):
    """Short rows: the file is small enough, what it holds is not."""
    Path("rows.csv").write_text("Nom,Prénom\n" + "Martineau,Zoé\n" * 100_100, encoding="utf-8")
    assert "more than 100000 rows" in refused(started("rows.csv"))
