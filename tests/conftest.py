"""What every test may ask for: a `cap` to type commands into, over a real data file of its own."""

import gc
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import catalogs
import hypothesis
import pytest
from postgres import _desk, postgres_schema, postgres_server, postgresql  # noqa: F401 # fixtures for every test
from typer.testing import CliRunner

from capcli import texts
from capcli.app import app

SHARED = Path(__file__).parents[2] / "shared"
TODAY = "2023-10-02"

catalogs.compile_stale()

# A slow machine is no defect, and what one run of CI passed the next one does: new examples are looked for elsewhere.
hypothesis.settings.register_profile("cap", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("cap")


@dataclass(frozen=True)
class Result:
    """What a command line gave back."""

    code: int
    out: str
    err: str


def pytest_configure() -> None:
    """Let an interrupt reach the commands that tests start, even where whoever started the tests has it ignored."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_finish() -> None:
    """Keep what was imported out of every later search for garbage: a seventh of the time of many tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture
def shared() -> Path:
    """The folder of real-shaped input; a user's machine does not have it."""
    if not SHARED.is_dir():
        pytest.skip("the shared sample input is not on this machine")
    return SHARED


@pytest.fixture(autouse=True)
def _speaks_english():
    texts.use("en")
    yield
    texts.use("en")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's machine of its own: no remembered file, no CAP_ variable, nobody at the terminal."""
    for name in ("CAP_DATA", "CAP_LANG", "CAP_TODAY", "CAP_DEBUG", "LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("CAP_USER", "camille")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def bare_cap(home: Path) -> Callable[..., Result]:
    """Type a command line in-process; nothing is initialised."""

    def run(*args: str, lang: str = "en", today: str = TODAY, stdin: str | None = None) -> Result:
        done = CliRunner().invoke(app, ["--lang", lang, "--today", today, *args], input=stdin)
        return Result(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def cap(bare_cap: Callable[..., Result], home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Type a command line in-process, over a new data file."""
    monkeypatch.setenv("CAP_DATA", str(home / "cap.json"))
    made = bare_cap("init", str(home / "cap.json"), "--name", "Cap Exemple", "--yes")
    assert made.code == 0, made.err
    return bare_cap
