"""What `cap backup restore` says: which copy it is, what it changes, what came since, and what was done."""

from collections.abc import Sequence

from msgspec import Struct

from capcli.commands.backup_choosing import Chosen
from capcli.desk import Desk
from capcli.domain.backup_views import DifferenceView
from capcli.domain.records import SETTINGS
from capcli.domain.views import plain
from capcli.output.outlets import setting, timezone
from capcli.services.history import ref
from capcli.services.restoring import Restored
from capcli.store.protocol import Entry
from capcli.texts import _, moment, ngettext

MOST_SINCE = 5
"""How many of the entries since are told, the newest ones."""


class Plan(Struct, frozen=True, kw_only=True):
    """What putting a copy back changes by table, and the entries since, newest first."""

    differences: Sequence[DifferenceView]
    since: Sequence[Entry]


def say_plan(desk: Desk, copy: Chosen, plan: Plan) -> None:
    """Which copy it is, what it changes, and what came since."""
    if copy.at is None:
        desk.say(_("{path}: the desk as of {entry}.").format(path=copy.path, entry=copy.entry))
        _note_other_desk(desk, copy)
    else:
        when = moment(copy.at, str(timezone(desk)))
        desk.say(_("Backup of {moment}: the desk as of {entry}.").format(moment=when, entry=copy.entry))
    if plan.differences:
        from capcli.output.showing import show

        show(desk, [plain(one) for one in plan.differences], "restore")
        _say_since(desk, plan.since)


def _say_since(desk: Desk, since: Sequence[Entry]) -> None:
    if not since:
        return
    newest = [f"{ref(entry.entry)} {entry.command}" for entry in since[:MOST_SINCE]]
    if len(since) > MOST_SINCE:
        told = _("{count} entries came since: {entries}…")
    else:
        told = ngettext("{count} entry came since: {entries}.", "{count} entries came since: {entries}.", len(since))
    desk.say(told.format(count=len(since), entries=", ".join(newest)))


def _note_other_desk(desk: Desk, copy: Chosen) -> None:
    """Warn of a copy of an organisation of another name: it may be meant for another desk."""
    kept = copy.reader.find(SETTINGS, "key", "organisation.name")
    name = kept[0].value if kept else ""
    mine = setting(desk, "organisation.name", name)
    if name != mine:
        told = _("Mind: {path} is of {name}, the desk is of {mine}.")
        desk.note(told.format(path=copy.path, name=name or "–", mine=mine or "–"))


def say_done(desk: Desk, copy: Chosen, done: Restored) -> None:
    """What was put back, and who stays forgotten all the same."""
    desk.say(_("Put back: the desk is as it was after {entry}.").format(entry=copy.entry))
    if done.forgotten:
        told = ngettext(
            "{count} person forgotten since stays forgotten.",
            "{count} people forgotten since stay forgotten.",
            done.forgotten,
        )
        desk.say(told.format(count=done.forgotten))
