"""Somebody who is not known yet, of whom a rule is asked before anything is written."""

import datetime as dt

from capcli.domain.records import Person


def stranger(now: dt.datetime) -> Person:
    """A person without a number and without anything that a rule could hold for or against them."""
    return Person(given_name="", family_name="", name_key="", search_key="", created_at=now)
