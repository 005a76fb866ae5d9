"""Every call that a write makes of the system fails in turn: the old state or the new one, told in one line."""

import errno
import os
import shutil
from functools import partial
from pathlib import Path

import msgspec
import pytest
from store_records import AUTHOR, a_person

from capcli.domain.records import PEOPLE
from capcli.errors import DataFileError
from capcli.store.file import FileStore
from capcli.store.reading import read_strictly
from capcli.texts.errors import explain

CALLS = (
    "open", "read", "write", "fsync", "replace", "rename", "link", "unlink", "ftruncate", "utime", "mkdir", "fchmod",
    "stat", "fstat", "lseek", "listdir", "close",
)  # fmt: skip
FILLING = ("write", "fsync", "link", "mkdir")
"""The calls for which a full disk, or a quota, has no room, whichever was the first."""
SECRET = "30160"


class Calls:
    """Counts the calls made of the system; number `failing` fails, and with `for_good` all that follow."""

    def __init__(self, names, number=0, failing=-1, *, for_good=False):
        self.names, self.number, self.failing, self.for_good = names, number, failing, for_good
        self.made = 0

    def __enter__(self):
        self.patch = pytest.MonkeyPatch()
        for name in self.names:
            self.patch.setattr(os, name, partial(self.call, name, getattr(os, name)))
        return self

    def __exit__(self, *_):
        self.patch.undo()

    def call(self, name, real, *args, **named):
        turn, self.made = self.made, self.made + 1
        if turn == self.failing or (self.for_good and turn > self.failing >= 0):
            if name == "close":  # gives the number back all the same
                real(*args)
            raise OSError(self.number, os.strerror(self.number))
        return None if name == "fsync" else real(*args, **named)


def add(path, given="Zoé"):
    return FileStore(path).change(lambda tx: tx.put(PEOPLE, a_person(given, "Roche")), AUTHOR).entry


def forget(path):
    def without(document):
        return document and {key: value for key, value in document.items() if value != SECRET}

    def redact(change):
        return msgspec.structs.replace(change, before=without(change.before), after=without(change.after))

    FileStore(path).change(lambda tx: tx.put(PEOPLE, a_person("Léa", "Martineau", id=1)), AUTHOR, redact=redact)


def edit(path):
    """Somebody else writes the file."""
    path.write_bytes(path.read_bytes().replace(b"L'Hostis", b"Le Goff!"))


@pytest.fixture
def desk(file_store):
    """A desk whose history and whose backup hold what may be forgotten."""
    tell = a_person("Léa", "Martineau", id=1, postcode=SECRET)
    file_store.change(lambda tx: tx.put(PEOPLE, tell), AUTHOR)
    add(file_store._path)
    return file_store._path


DEEDS = {
    "a change": (lambda path: None, add),
    "a change after an outside edit": (edit, add),
    "forgetting": (lambda path: None, forget),
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize(
    ("names", "number", "for_good"),
    [
        pytest.param(CALLS, errno.EIO, False, id="a fault once"),
        pytest.param(FILLING, errno.ENOSPC, True, id="a full disk"),
        pytest.param(FILLING, errno.EDQUOT, True, id="a quota"),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a reader left half-way closes its file
def test_whichever_call_fails(desk, tmp_path, deed, names, number, for_good):
    """Nothing but an error of the data file; the state before or after; no leftover after the next command."""
    prepare, do = DEEDS[deed]
    prepare(desk)
    old = desk.read_bytes()
    path = tmp_path / "copy" / desk.name
    failing, failed = 0, 0
    while True:
        shutil.rmtree(path.parent, ignore_errors=True)
        shutil.copytree(desk.parent, path.parent, ignore=shutil.ignore_patterns("copy"))
        with Calls(names, number, failing, for_good=for_good) as calls:
            error = error_of(do, path)
        if calls.made <= failing:
            break
        failed += error is not None
        survives(path, old, error)
        failing += 1
    assert failed > 2


def error_of(do, path):
    try:
        do(path)
    except DataFileError as error:
        return error
    return None


def survives(path: Path, old: bytes, error: DataFileError | None):
    if error is not None:
        assert error.exit_code == 5
        assert "\n" not in explain(error)
    is_old = path.read_bytes() == old
    assert is_old == (error is not None and error.code != "unconfirmed"), error
    committed = read_strictly(str(path), path.read_bytes())[0].entry
    assert [entry.entry for entry in FileStore(path).history()] == list(range(committed, 0, -1))
    assert add(path, "Yann") > committed
    assert not [one.name for one in path.parent.rglob("*.new")]
    assert path.with_name(f"{path.name}.lock").read_text() == ""


def test_a_new_desk_whichever_call_fails(tmp_path):
    """It is not there, or whole; the same command again makes it."""
    failing = 0
    while True:
        path = tmp_path / str(failing) / "cap.json"
        with Calls(CALLS, errno.EIO, failing) as calls:
            error = error_of(FileStore.create, path)
        if calls.made <= failing:
            break
        assert path.exists() == (error is None or error.code == "unconfirmed")
        if not path.exists():
            FileStore.create(path)
        assert add(path) == 1
        assert not [one.name for one in path.parent.rglob("*.new")]
        failing += 1
    assert failing > 10
