"""A setting changed; those by which dues are judged judge the coming registrations again (rule 9).

Periods paid are facts and stay as they are (rule 4): what says how long dues
last is for payments to come.
"""

import datetime as dt

from msgspec import Struct

from capcli import settings
from capcli.domain.effects import Effect
from capcli.domain.places import is_coming
from capcli.domain.records import REGISTRATIONS, SESSIONS
from capcli.domain.registrations import live
from capcli.errors import DataFileError
from capcli.services.policies import dues_policy
from capcli.services.rejudging import Judged
from capcli.store.protocol import Reader, Transaction

JUDGING = frozenset(
    {"dues.period", "dues.year_start", "dues.grace_days", "dues.tolerance_until", "dues.promise_counts"}
)
"""The settings on which it depends who is up to date on a day; the first two tell when tolerance begins."""


class Changed(Struct, frozen=True, kw_only=True):
    """What a setting was and is, and what the change did to registrations."""

    before: str
    after: str
    effects: list[Effect]


def change(tx: Transaction, key: str, value: str | None, *, today: dt.date, now: dt.datetime, by: str) -> Changed:
    """Keep `value` for `key`, or go back to its default when None.

    Raises:
        NotFound: `setting`, no setting has this name.
        Usage: `setting_value`, the setting does not take this value.
    """
    settings.check(key)
    before = settings.load(tx)[key]
    if not settings.KINDS[key].fits(before):
        settings.forget(tx, key)  # a file edited by hand: nothing can be judged by what no rule reads
    judges = key in JUDGING and _is_read(tx)
    judged = Judged(tx, today=today, people=people_coming(tx, today)) if judges else None
    if value is None:
        settings.forget(tx, key)
    else:
        settings.choose(tx, key, value)
    effects = judged.again(tx, now=now, by=by) if judged else []
    return Changed(before=before, after=settings.load(tx)[key], effects=effects)


def _is_read(read: Reader) -> bool:
    """Whether the rules can read the settings: another one that no rule reads is mended by its own command."""
    try:
        dues_policy(read)
    except DataFileError:
        return False
    return True


def people_coming(read: Reader, today: dt.date) -> set[int]:
    """The people with a place, or a turn in the queue, in a coming session that asks for dues."""
    coming = [one.id for one in read.scan(SESSIONS) if one.requires_dues and is_coming(one, today)]
    return {one.person for one in live(read.find_any(REGISTRATIONS, "session", coming))} if coming else set()
