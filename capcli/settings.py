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


def _whole(least: int, most: int, *, empty: bool = False) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        return (empty and not value) or (value.isascii() and value.isdigit() and least <= int(value[:9]) <= most)

    return fits


def _is_share(value: str) -> bool:
    """A part of a whole: above 0, up to 1."""
    whole, _point, part = value.partition(".")
    return whole in ("0", "1") and (not part or (part.isascii() and part.isdigit())) and 0 < float(value) <= 1


def _or_empty(fits: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda value: not value or fits(value)


def _reads(module: str, name: str) -> Callable[[str], bool]:
    """Whether the rule that reads the setting can; its module is imported when one is chosen, not at every start."""

    def fits(value: str) -> bool:
        from importlib import import_module

        try:
            getattr(import_module(f"capcli.domain.{module}"), name)(value)
        except Usage:
            return False
        return True

    return fits


KINDS: dict[str, Kind] = {
    "organisation.name": Kind("", lambda _value: True, example="Cap Exemple"),
    "organisation.contact": Kind("", lambda _value: True, example="contact@exemple.example"),
    "language": _one_of(*LANGUAGES, default="en"),
    "timezone": Kind("Europe/Paris", _is_timezone, example="Europe/Paris"),
    "currency": Kind("EUR", _is_currency, example="EUR"),
    "export.csv": _one_of("rfc", "excel", default="rfc"),
    "dues.period": _one_of("calendar", "rolling", default="calendar"),
    "dues.year_start": Kind("01-01", _is_month_day, example="09-01"),
    "dues.length_months": Kind("12", _whole(1, 1200), example="12"),
    "dues.carry_over_from": Kind("", _or_empty(_is_month_day), example="09-01"),
    "dues.offered_months": Kind("0", _whole(0, 11), example="2"),
    "dues.grace_days": Kind("0", _whole(0, 3660), example="30"),
    "dues.tolerance_until": Kind("", _or_empty(_is_month_day), example="03-31"),
    "dues.promise_counts": _one_of("nothing", "registration", default="nothing"),
    "dues.reminders": Kind("-30 -7 30 60", _reads("reminders", "typed_thresholds"), example="-30 -7 30 60"),
    "registration.pending_days": Kind("", _whole(1, 3660, empty=True), example="15"),
    "registration.offer_hours": Kind("48", _whole(1, 8760), example="48"),
    "registration.office_hours": Kind(
        "mon-fri 08:00-20:00", _reads("office_hours", "typed_office_hours"), example="mon-fri 09:00-18:00"
    ),
    "waitlist.stops": Kind("1 day 12:00", _reads("waitlist_stops", "typed_stop"), example="1 day 12:00"),
    "voters.exempt": _one_of("yes", "no", default="yes"),
    "voters.quorum": Kind("50", _whole(0, 100, empty=True), example="50"),
    "attendance.present_share": Kind("0.5", _is_share, example="0.5"),
    "answers.sensitive_days": Kind("30", _whole(0, 3660), example="30"),
    "backup.last": Kind("10", _whole(1, 1000), example="10"),
    "backup.days": Kind("7", _whole(0, 1000), example="7"),
    "backup.weeks": Kind("4", _whole(0, 1000), example="4"),
    "backup.months": Kind("12", _whole(0, 1000), example="12"),
    "retention.contacts_years": Kind("3", _whole(1, 100), example="3"),
    "retention.training_years": Kind("6", _whole(0, 100), example="6"),
    "retention.accounts_years": Kind("10", _whole(0, 100), example="10"),
    "store.lock_seconds": Kind("10", _whole(1, 3600), example="10"),
}


class Settings:
    """The settings in force: what the file keeps over the defaults."""

    def __init__(self, kept: dict[str, str]) -> None:
        self._kept = kept

    def __getitem__(self, key: str) -> str:
        return self._kept.get(key, KINDS[key].default)

    def checked(self, key: str) -> str:
        """The value, one that the setting takes.

        Raises:
            DataFileError: `bad_setting`, the file was edited to another.
        """
        kind = KINDS[key]
        if key in self._kept and not kind.fits(self._kept[key]):
            raise DataFileError("bad_setting", key=key, value=self._kept[key], example=kind.example)
        return self[key]

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
