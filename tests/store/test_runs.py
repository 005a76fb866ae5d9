"""Tables are read in runs of many lines; nothing is lost where one run ends and the next begins."""

import pytest

from capcli.domain.records import SETTINGS, Setting
from capcli.errors import DataFileError
from capcli.store import lines
from capcli.store.file_records import FileReader
from capcli.store.lines import Lines


def reader(*documents: bytes) -> FileReader:
    body = b",\n".join(b'"%d":%b' % (number, document) for number, document in enumerate(documents, 1))
    return FileReader("cap.json", {"settings": Lines(body + b"\n" if documents else b"")})


@pytest.mark.parametrize("size", [1, 30, 31, 45, 10_000])
@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_every_record_is_read_once(monkeypatch, size, count):
    monkeypatch.setattr(lines, "_RUN", size)
    read = reader(*(b'{"key":"k%d","value":"v"}' % number for number in range(1, count + 1)))
    kept = [Setting(id=number, key=f"k{number}", value="v") for number in range(1, count + 1)]
    assert list(read.scan(SETTINGS)) == kept


def test_changes_over_the_lines_are_read_too():
    read = reader(b'{"key":"a","value":"1"}', b'{"key":"b","value":"2"}')
    read.tables["settings"].put(1, None)
    read.tables["settings"].put(3, b'{"key":"c","value":"3"}')
    assert [(one.id, one.key) for one in read.scan(SETTINGS)] == [(2, "b"), (3, "c")]


def test_a_damaged_record_is_named():
    """Also where many are decoded at once."""
    read = reader(b'{"key":"a","value":"1"}', b'{"key":"b"}')
    with pytest.raises(DataFileError) as error:
        list(read.scan(SETTINGS))
    assert (error.value.code, error.value.values["record"]) == ("damaged_field", "settings 2")
