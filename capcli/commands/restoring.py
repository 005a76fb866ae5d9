"""How `cap backup restore` goes from its plan, through a yes, to the desk as it was or a new file beside."""

from pathlib import Path

from msgspec import Struct

from capcli.commands.backing_up import store_of
from capcli.commands.backup_choosing import Chosen, chosen
from capcli.commands.restoring_words import Plan, say_done, say_plan
from capcli.desk import Desk
from capcli.domain.backup_views import DifferenceView
from capcli.domain.forgetting import FORGOTTEN
from capcli.domain.records import MEMORIES
from capcli.errors import DataFileError
from capcli.services import restoring
from capcli.services.restoring import ElseNow
from capcli.store.file import FileStore
from capcli.store.protocol import Reader, Store
from capcli.store.putting_back import Broken, put_elsewhere
from capcli.texts import _


class Asked(Struct, frozen=True, kw_only=True):
    """What was typed after `cap backup restore`."""

    which: str | None
    to: Path | None
    dry_run: bool
    yes: bool


def run(desk: Desk, asked: Asked) -> None:
    """Put the copy that is meant back, or into a new file."""
    store = store_of(desk)
    copy = chosen(desk, store, asked.which)
    if not copy.found.is_ours:
        desk.note(_("Mind: {path} was changed outside cap since it was written.").format(path=copy.path))
    broken = _broken(store) if isinstance(store, FileStore) else None
    if asked.to is not None:
        known = store.read() if broken is None else broken.read()
        _into_new_file(desk, copy, asked.to.expanduser(), known or copy.reader)
    elif broken is None:
        _over_desk(desk, asked, copy, store)
    else:
        _over_broken(desk, asked, copy, broken)


def _broken(store: FileStore) -> Broken | None:
    """The data file when it is damaged or gone; None when it can be read."""
    try:
        store.read()
    except DataFileError as error:
        if error.code.startswith("damaged") or error.code == "absent":
            return Broken(store)
        raise
    return None


def _over_desk(desk: Desk, asked: Asked, copy: Chosen, store: Store) -> None:
    differences = restoring.differences(store.read(), copy.reader)
    while True:
        say_plan(desk, copy, _plan(copy, differences))
        if not differences:
            desk.say(_("The desk is like this already: there is nothing to put back."))
            return
        if not _may_go_on(desk, asked):
            return
        shown = differences
        try:
            done = desk.change(
                lambda tx, shown=shown: restoring.restore(  # type: ignore[misc] # bound to this plan
                    tx, copy.reader, today=desk.today, shown=shown
                )
            )
        except ElseNow as changed:
            differences = changed.differences
            desk.note(_("Somebody else wrote in the meantime; this is the plan now."))
            continue
        say_done(desk, copy, done)
        desk.say_undo()
        return


def _plan(copy: Chosen, differences: list[DifferenceView]) -> Plan:
    return Plan(differences=differences, since=copy.since())


def _over_broken(desk: Desk, asked: Asked, copy: Chosen, broken: Broken) -> None:
    last = broken.read()
    say_plan(desk, copy, _plan(copy, [] if last is None else restoring.differences(last, copy.reader)))
    if last is None:
        desk.say(_("What was written since is not known: neither a copy nor the history tells."))
    if broken.damaged is None:
        desk.say(_("The data file is gone; it is made again."))
    else:
        desk.say(_("The data file is damaged; it is kept. See first what can be repaired of it: cap doctor."))
    if not _may_go_on(desk, asked):
        return
    done, desk.last_entry, kept = broken.change(
        copy.found, lambda tx: restoring.restore(tx, copy.reader, today=desk.today), desk.author
    )
    say_done(desk, copy, done)
    if kept is not None:
        desk.say(_("The damaged file is kept: {path}").format(path=kept))
    if done.differences:
        desk.say_undo()


def _into_new_file(desk: Desk, copy: Chosen, target: Path, known: Reader) -> None:
    """A copy from elsewhere may name in its history who was forgotten since: it goes without it then."""
    is_ours = copy.backups is not None
    journal = copy.journal if is_ours or not known.find(MEMORIES, "kind", FORGOTTEN) else None
    put_elsewhere(target, copy.found, lambda tx: restoring.forget_again(tx, known, today=desk.today), journal)
    desk.say(_("Made {path} as of {entry}; the desk itself stays as it is.").format(path=target, entry=copy.entry))
    desk.say(_("To look into it: cap --data {path} where").format(path=target))


def _may_go_on(desk: Desk, asked: Asked) -> bool:
    from capcli.commands.asking import confirm, declined

    if asked.dry_run:
        desk.note(_("Nothing was written: this was only the plan."))
        return False
    if not confirm(desk, _("Put the desk back like this?"), yes=asked.yes):
        declined(desk)
    return True
