"""What showing needs of the desk: where results go, and the choices in force."""

from typing import TYPE_CHECKING, Protocol, TextIO

from capcli.errors import DataFileError

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Screen(Protocol):
    """The terminal, as far as showing needs it."""

    @property
    def out(self) -> TextIO:
        """Results."""

    @property
    def shows_tables(self) -> bool:
        """Whether results go to a terminal."""

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""

    def ask(self, question: str) -> str:
        """One line typed in answer."""


class Choices(Protocol):
    """The settings in force."""

    def __getitem__(self, key: str) -> str: ...

    @property
    def timezone(self) -> "ZoneInfo":
        """The desk's time zone."""


class Counter(Protocol):
    """The desk, as far as showing needs it."""

    @property
    def terminal(self) -> Screen:
        """The streams."""

    @property
    def settings(self) -> Choices:
        """The settings in force."""

    @property
    def language(self) -> str | None:
        """The language asked for on this command line, if any."""

    def note(self, text: str) -> None:
        """Say something on standard error."""


def setting(desk: Counter, key: str, default: str) -> str:
    """A setting, or `default` where no data file is chosen (a page read on its own)."""
    try:
        return desk.settings[key]
    except DataFileError:
        return default


def timezone(desk: Counter) -> "ZoneInfo":
    """The desk's time zone, as `setting`."""
    try:
        return desk.settings.timezone
    except DataFileError:
        from zoneinfo import ZoneInfo

        return ZoneInfo("Europe/Paris")
