"""Names of devices where people's belong, and names of people that sound like one."""

import pytest

from capcli.domain.device_names import is_device, owner_of, sounds_like_device

DEVICES = str.split(
    "iPhone|iPhone de Loïc|IPHONE DE MARIE|Loïc's iPad|Loïc’s iPad|iPad d'Anne|Mon iPhone|Loïc iPhone|Galaxy S21|"
    "Samsung|Samsung Galaxy A52|Samsung SM-G991B|SM-A525F|XIAOMI Redmi Note 8 Pro|Redmi Note 9|Pixel 6 Pro|Huawei P30|"
    "Honor 9 Lite|moto g8|Galaxy Tab|Galaxy A52 de Zoé|Zoé’s Galaxy A52|MacBook Pro|MacBook Air de Zoé|Mac mini|"
    "Mac de Loïc|Anne's Mac|PC|PC de Marie|DESKTOP-AB12|Portable de Marie|Téléphone de Paul|Android|Zoom User",
    "|",
)
PEOPLE = str.split(
    "Pad|Anne Pad|Mac|Anne Mac|Mac Kenzie Zoé|Mac-Mahon Paul|MAC MAHON Paul|Pierre de Mac|Galaxy|Anne Galaxy|"
    "Honor Blackman|Honor de Balzac|Max Honor|Marc Pixel|Poco Anna|Nokia Anne|Jean Portable|Anne Phone|Mobile Anna|"
    "Zoé Chrome|Anna Safari|Phonevilay Sy|O'Mac|Jean d'Iphan|Paul Brunel|Loïc L'HOSTIS|سعاد العلوي|",
    "|",
)


@pytest.mark.parametrize("text", DEVICES)
def test_what_a_device_calls_itself_is_nobodys_name(text):
    assert is_device(text)
    assert sounds_like_device(text)


@pytest.mark.parametrize("text", PEOPLE)
def test_nobody_is_taken_for_a_device(text):
    assert not is_device(text)


@pytest.mark.parametrize(
    "text", ["pc" + "-1" * 5000 + " x", "mac" + " pro" * 5000, "x" * 100_000, "galaxy" + "-1" * 45]
)
def test_a_cell_without_end_is_no_device_and_takes_no_time(text):
    assert is_device(text) is (len(text) <= 100)


@pytest.mark.parametrize(("text", "owner"), [("iPhone de Loïc", "Loïc"), ("Zoé’s Galaxy", "Zoé"), ("Galaxy S21", "")])
def test_a_device_may_tell_whose_it_is(text, owner):
    assert owner_of(text) == owner
