"""What `cap migrate` says and does: what is to be moved, a bar while it is, and what proves that it was."""

import shlex
from contextlib import closing

from capcli.commands.asking import confirm, declined
from capcli.desk import Desk
from capcli.services.migrating import Moved, Plan, migrate, plan
from capcli.store.transfer import HISTORY, Source, Target
from capcli.store.transfer_places import source_at, target_at
from capcli.texts import N_, _, ngettext

NAMES = {
    "settings": N_("settings"),
    "sessions": N_("sessions"),
    "organisations": N_("organisations"),
    "people": N_("people"),
    "affiliations": N_("affiliations"),
    "rates": N_("rates of dues"),
    "dues": N_("records of dues"),
    "registrations": N_("registrations"),
    "series": N_("series"),
    "memories": N_("what imports remember"),
    HISTORY: N_("entries of the history"),
}


def carry_out(desk: Desk, to: str, *, dry_run: bool, yes: bool) -> None:
    """Show what would be moved; after a yes, move it."""
    with closing(source_at(desk.named)) as source:
        target = target_at(to)
        planned = plan(source, target)
        _say_plan(desk, planned, source)
        if dry_run:
            return
        if not confirm(desk, _("Move all of this?"), yes=yes):
            declined(desk)
        _say_moved(desk, _moved(desk, source, target, planned))


def _moved(desk: Desk, source: Source, target: Target, planned: Plan) -> Moved:
    from capcli.output.progress import Progress

    total = sum(planned.counts.values()) - planned.there
    with target.claimed(), Progress(desk.terminal.err, total) as progress:
        return migrate(source, target, lambda: source_at(desk.named), progress)


def _say_plan(desk: Desk, planned: Plan, source: Source) -> None:
    desk.say(_("From {source} to {target}:").format(source=planned.source, target=planned.target))
    for name, count in planned.counts.items():
        desk.say(f"{count:>12}  {_(NAMES[name])}")
    if not source.has_history:
        desk.note(_("There is no history to move: its file is missing."))
    if fields := source.fields_left_out():
        text = ngettext(
            "{count} record has fields that another program added: they are not moved, only a file keeps them.",
            "{count} records have fields that another program added: they are not moved, only a file keeps them.",
            fields,
        )
        desk.note(text.format(count=fields))
    for name in source.left_out:
        desk.note(_("Another program’s table “{name}” is not moved: only a file keeps it.").format(name=name))
    if planned.there:
        text = ngettext(
            "{count} record or entry is there already, from a migration that was stopped.",
            "{count} records and entries are there already, from a migration that was stopped.",
            planned.there,
        )
        desk.say(text.format(count=planned.there))
    if planned.starts_over:
        desk.say(_("A migration was stopped there; what it moved is another state, so it starts over."))


def _say_moved(desk: Desk, moved: Moved) -> None:
    desk.say(_("Moved and read again; counts and checksums are the same in both places:"))
    for name, one in moved.sums.items():
        desk.say(f"{one.count:>12}  {one.checksum}  {_(NAMES[name])}")
    desk.say(_("{source} is as it was, and still in use.").format(source=moved.source))
    desk.say(_("To work with the new one: {command}").format(command=f"cap use {shlex.quote(moved.target)}"))
