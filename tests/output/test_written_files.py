"""A file is written whole, or not at all."""

import os
import stat

import pytest

from capcli.errors import OtherFileError
from capcli.output import files


def test_a_failed_write_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "list.csv"
    path.write_bytes(b"before")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OtherFileError) as caught:
        files.write(path, b"after")
    assert caught.value.code == "output_full"
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_locked_folder_is_said(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OtherFileError) as caught:
        files.write(tmp_path / "list.csv", b"x")
    assert caught.value.code == "output_denied"


def test_a_read_only_file_is_not_replaced(tmp_path, monkeypatch):
    path = tmp_path / "list.csv"
    path.write_bytes(b"before")
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(OtherFileError) as caught:
        files.write(path, b"after")
    assert caught.value.code == "output_denied"


def test_links_and_permissions_stay(tmp_path):
    """The file behind a link is replaced, and whoever could read it still can."""
    path, link = tmp_path / "list.csv", tmp_path / "link.csv"
    path.write_bytes(b"before")
    path.chmod(0o640)
    link.symlink_to(path)
    files.write(link, b"after")
    assert link.is_symlink()
    assert path.read_bytes() == b"after"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_device_is_written_to():
    files.write(files.Path(os.devnull), b"gone")


def test_a_very_long_name_is_said(tmp_path):
    with pytest.raises(OtherFileError) as caught:
        files.write(tmp_path / ("x" * 300), b"x")
    assert caught.value.code == "output_failed"


def test_a_folder_that_takes_no_files_is_not_said_to_be_missing(tmp_path):
    """The system's own say of a new file what others say when they are not there."""
    if not files.Path("/proc").is_dir():
        pytest.skip("no system of this kind")
    with pytest.raises(OtherFileError) as caught:
        files.write(files.Path("/proc/list.csv"), b"x")
    assert (caught.value.code, str(caught.value.values["folder"])) == ("output_refused", "/proc")
    gone = tmp_path / "link.csv"
    gone.symlink_to(tmp_path / "gone" / "list.csv")
    with pytest.raises(OtherFileError) as missing:
        files.write(gone, b"x")
    assert (missing.value.code, missing.value.values["folder"]) == ("output_folder", tmp_path / "gone")
