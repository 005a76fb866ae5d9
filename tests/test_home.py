"""What the machine remembers, and where."""

import sys
from pathlib import Path

import platformdirs
import pytest

from capcli import home as remembered
from capcli.errors import OtherFileError


@pytest.mark.parametrize("chosen", ["", "  ", "relative/path", "/absolute/path", None])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="platformdirs itself is asked elsewhere")
def test_the_folder_is_the_one_of_platformdirs(home, monkeypatch, chosen):
    monkeypatch.delenv("XDG_CONFIG_HOME")
    if chosen is not None:
        monkeypatch.setenv("XDG_CONFIG_HOME", chosen)
    assert remembered.config_folder() == Path(platformdirs.user_config_dir("cap", appauthor=False))


def test_what_is_remembered_is_recalled(home):
    remembered.remember(remembered.Home(data="/a/é.json", language="fr"))
    assert remembered.recall() == remembered.Home(data="/a/é.json", language="fr")


def test_nothing_is_left_beside(home):
    remembered.remember(remembered.Home(data="a"))
    assert [path.name for path in remembered.config_folder().iterdir()] == ["config.json"]


def test_a_folder_that_takes_nothing_is_said(home, bare_cap):
    remembered.config_folder().parent.mkdir(parents=True, exist_ok=True)
    remembered.config_folder().write_text("a file where the folder goes")
    with pytest.raises(OtherFileError, match="not_remembered"):
        remembered.remember(remembered.Home(data="a"))
    assert bare_cap("use", "absent.json").code == 5


def test_init_creates_the_file_all_the_same(home, bare_cap):
    remembered.config_folder().parent.mkdir(parents=True, exist_ok=True)
    remembered.config_folder().write_text("")
    said = bare_cap("init", "c.json", "--yes")
    assert said.code == 0
    assert "cannot be remembered" in said.err
    assert bare_cap("use", "c.json").code == 6
