"""The desk: the day, the moment, the name kept in the history."""

import datetime as dt
import getpass

import pytest

from capcli import desk as desk_module
from capcli.desk import Desk
from capcli.settings import Settings


class Clock(dt.datetime):
    moment = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)

    @classmethod
    def now(cls, tz=None):
        return cls.moment.astimezone(tz)


@pytest.fixture
def at(monkeypatch):
    """A desk in Paris at a real moment, told another day or none."""

    def make(moment, today=None, timezone="Europe/Paris"):
        Clock.moment = dt.datetime.fromisoformat(moment)
        monkeypatch.setattr(desk_module.dt, "datetime", Clock)
        made = Desk(today=today)
        made.__dict__["settings"] = Settings({"timezone": timezone})
        return made

    return make


def test_today_is_the_day_of_the_desk_not_of_greenwich(at):
    assert at("2023-07-01T22:30:00+00:00").today == dt.date(2023, 7, 2)
    assert at("2023-07-01T22:30:00+00:00", timezone="America/Cayenne").today == dt.date(2023, 7, 1)


def test_a_day_told_keeps_the_real_time_of_day(at):
    desk = at("2026-07-01T08:15:30+00:00", today=dt.date(2023, 12, 1))
    assert desk.today == dt.date(2023, 12, 1)
    assert desk.now == dt.datetime(2023, 12, 1, 9, 15, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("clock", ["2026-07-01T00:30:00+00:00", "2026-01-01T01:30:00+00:00"])
@pytest.mark.parametrize("day", [dt.date(2024, 3, 31), dt.date(2024, 10, 27)])
def test_on_the_nights_that_clocks_change_the_day_stays(at, clock, day):
    from zoneinfo import ZoneInfo

    assert at(clock, today=day).now.astimezone(ZoneInfo("Europe/Paris")).date() == day


def test_without_a_data_file_the_day_is_known(home):
    assert isinstance(Desk().today, dt.date)
    assert Desk(today=dt.date(2023, 1, 1)).now.year in (2022, 2023)


@pytest.mark.parametrize("error", [KeyError("uid"), OSError("no entry")])
def test_an_account_without_a_name_still_has_one(home, monkeypatch, error):
    def fails():
        raise error

    monkeypatch.delenv("CAP_USER")
    monkeypatch.setattr(getpass, "getuser", fails)
    assert Desk().user.startswith("user")


def test_a_blank_name_counts_as_none_and_odd_bytes_are_text(home, monkeypatch):
    monkeypatch.setenv("CAP_USER", "  ")
    monkeypatch.setattr(getpass, "getuser", lambda: "camille")
    assert Desk().user == "camille"
    monkeypatch.setenv("CAP_USER", "caf\udce9")
    Desk().user.encode("utf-8")
