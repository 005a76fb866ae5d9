"""What the README lists besides the commands: settings with their defaults, words on the screen."""

import re

import pytest
from reference import ROOT

from capcli import texts
from capcli.domain.places import LIFTABLE
from capcli.settings import KINDS
from capcli.texts.states import STATES, STATUSES

README = (ROOT / "README.md").read_text("utf-8")


def test_every_setting_with_its_default():
    rows = re.findall(r"^\| `([a-z._]+)` \| (?:`(.*?)`)? ?\| .+ \|$", README, re.M)
    assert dict(rows) == {key: kind.default for key, kind in KINDS.items()}


@pytest.mark.parametrize("words", [STATES, STATUSES])
def test_every_word_of_a_state_in_both_languages(words):
    for word in words.values():
        texts.use("fr")
        french = texts.translated(word).replace("\u202f", " ").replace("\u00a0", " ")
        texts.use("en")
        assert re.search(rf"^\| {re.escape(word)}(?:, no\. 3)? \| {re.escape(french)}(?:, n° 3)? \|", README, re.M), (
            word
        )


def test_every_rule_that_is_lifted():
    assert all(f"`{rule}` (" in README for rule in LIFTABLE)
