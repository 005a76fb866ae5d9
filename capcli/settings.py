"""The settings and their defaults, in one table; values are kept as the texts people typed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from capcli.domain.records import SETTINGS, Setting
from capcli.errors import DataFileError, NotFound, Usage
from capcli.store.protocol import Reader, Transaction
from capcli.texts import LANGUAGES

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


class Kind(Struct, frozen=True):
    """What a setting accepts; `choices` is empty when any text that `fits` will do."""

    default: str
    fits: Callable[[str], bool]
    choices: tuple[str, ...] = ()
    example: str = ""


def _one_of(*choices: str, default: str) -> Kind:
    return Kind(default, lambda value: value in choices, choices, default)


def _is_month_day(value: str) -> bool:
    from datetime import date

    try:
        date.fromisoformat(f"2023-{value}")  # a common year: a year of dues cannot start on 29 February
    except ValueError:
        return False
    return len(value) == 5


def _is_timezone(value: str) -> bool:
    from zoneinfo import available_timezones

    return value in available_timezones()


def _is_currency(value: str) -> bool:
    return len(value) == 3 and value.isascii() and value.isupper()


def _is_positive(value: str) -> bool:
    return value.isascii() and value.isdigit() and 0 < int(value) <= 3600


KINDS: dict[str, Kind] = {
    "organisation.name": Kind("", lambda _value: True, example="Cap Exemple"),
    "language": _one_of(*LANGUAGES, default="en"),
    "timezone": Kind("Europe/Paris", _is_timezone, example="Europe/Paris"),
    "currency": Kind("EUR", _is_currency, example="EUR"),
    "export.csv": _one_of("rfc", "excel", default="rfc"),
    "dues.year_start": Kind("01-01", _is_month_day, example="09-01"),
    "store.lock_seconds": Kind("10", _is_positive, example="10"),
}


class Settings:
    """The settings in force: what the file keeps over the defaults."""

    def __init__(self, kept: dict[str, str]) -> None:
        self._kept = kept

    def __getitem__(self, key: str) -> str:
        return self._kept.get(key, KINDS[key].default)

    @property
    def timezone(self) -> "ZoneInfo":
        """The time zone in which the desk lives.

        Raises:
            DataFileError: `bad_timezone`, the file was edited to one that does not exist.
        """
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(self["timezone"])
        except (KeyError, ValueError, OSError) as error:
            raise DataFileError("bad_timezone", value=self["timezone"]) from error


def load(read: Reader) -> Settings:
    """The settings kept in the store."""
    return Settings({setting.key: setting.value for setting in read.scan(SETTINGS) if setting.key in KINDS})


def choose(tx: Transaction, key: str, value: str) -> None:
    """Keep `value` for `key`.

    Raises:
        NotFound: `setting`, no setting has this name.
        Usage: `setting_value`, the setting does not take this value.
    """
    kind = check(key)
    if not kind.fits(value):
        raise Usage("setting_value", key=key, value=value, accepted=", ".join(kind.choices) or kind.example)
    known = tx.find(SETTINGS, "key", key)
    tx.put(SETTINGS, Setting(id=known[0].id if known else 0, key=key, value=value))


def forget(tx: Transaction, key: str) -> None:
    """Go back to the default of `key`.

    Raises:
        NotFound: `setting`, no setting has this name.
    """
    check(key)
    for setting in tx.find(SETTINGS, "key", key):
        tx.remove(SETTINGS, setting.id)


def check(key: str) -> Kind:
    """What the setting accepts.

    Raises:
        NotFound: `setting`, no setting has this name.
    """
    if key not in KINDS:
        raise NotFound("setting", key=key, known=", ".join(KINDS))
    return KINDS[key]
