"""How `cap import` goes from a plan and a yes to what is written."""

from collections.abc import Callable

from msgspec.structs import replace

from capcli.commands.import_reading import Asked, open_file
from capcli.commands.import_showing import Shown, is_for_people, show_plan
from capcli.commands.import_source import Opened
from capcli.commands.import_words import (
    MOST_TOLD,
    done_line,
    held_line,
    line_numbers,
    unclear_words,
    unmatched_lines,
    unrecorded_line,
)
from capcli.desk import Desk
from capcli.domain.plans import Clock, Job, Plan
from capcli.errors import Ambiguous, OtherFileError
from capcli.services.importing import PlanWithdrawn, apply, at_once, rehearse, stops, writes
from capcli.texts import _

__all__ = ["Asked", "run"]


def run(desk: Desk, asked: Asked) -> None:
    """Show the plan of a file, then do it after a yes.

    Raises:
        OtherFileError: the file cannot be read, or `import_errors`.
        Ambiguous: `import_ambiguous`, nobody is at the terminal to say who is meant.
        Usage: what the options were typed wrong.
    """
    import gc

    # A file of many rows leaves more behind than a process should keep, and what it keeps is looked through seldom:
    # by the usual thresholds a third of the time goes into that at 24,000 rows, and more with each row.
    gc.set_threshold(100_000, 20, 100)
    gc.enable()
    opened = open_file(desk, asked)
    if asked.yes and not asked.dry_run:
        _do_at_once(desk, asked, opened)
        return
    if _is_to_decide(asked):
        _hand_over(desk, asked, opened)
        return
    opened, plan = _answered(desk, asked, opened)
    _show(desk, asked, plan, opened)
    _refuse(desk, plan, opened.job)
    if not writes(plan, opened.job):
        _say_nothing(desk, plan, opened.job)
    elif asked.dry_run:
        desk.note(_("Nothing was written: this was only the plan."))
    else:
        _do(desk, asked, plan, opened)


def _answered(desk: Desk, asked: Asked, opened: Opened) -> tuple[Opened, Plan]:
    """The plan, once whoever is at the terminal has said who the unclear rows mean.

    Of a plan alone nothing is asked: the answers would be asked for again when it is done.
    """
    plan = _planned(desk, opened.job)
    if not desk.terminal.interactive or asked.yes or asked.hold or asked.dry_run:
        return opened, plan
    from capcli.commands.import_asking import answered

    while (job := answered(desk, plan, opened.job)) != opened.job:
        opened = replace(opened, job=job)
        plan = _planned(desk, job)
    return opened, plan


def _planned(desk: Desk, job: Job) -> Plan:
    from capcli.output.progress import Progress

    with Progress(desk.terminal.err, len(job.rows)) as progress:
        clock = _clock(desk, progress)
        try:
            desk.change(lambda tx: rehearse(tx, job, clock))
        except PlanWithdrawn as withdrawn:
            return withdrawn.plan
    raise AssertionError


def _do_at_once(desk: Desk, asked: Asked, opened: Opened) -> None:
    """Nobody is asked: the plan is worked out and kept in one go, then shown."""
    from capcli.output.progress import Progress

    job = opened.job
    try:
        with Progress(desk.terminal.err, len(job.rows)) as progress:
            clock = _clock(desk, progress)
            plan = desk.change(lambda tx: at_once(tx, job, clock))
    except PlanWithdrawn as withdrawn:
        _show(desk, asked, withdrawn.plan, opened)
        _refuse(desk, withdrawn.plan, job)
        _say_nothing(desk, withdrawn.plan, job)
        return
    _show(desk, asked, plan, opened)
    _say_done(desk, asked, plan, job)


def _do(desk: Desk, asked: Asked, plan: Plan, opened: Opened) -> None:
    """Write what was shown; when the desk changed in the meantime, show what would be done now and ask again."""
    from capcli.commands.asking import confirm, declined
    from capcli.output.progress import Progress

    job = opened.job
    while True:
        if not confirm(desk, _("Import these rows?"), yes=asked.yes):
            declined(desk)
        shown = plan
        try:
            with Progress(desk.terminal.err, len(job.rows)) as progress:
                clock = _clock(desk, progress)
                plan = desk.change(lambda tx, shown=shown, clock=clock: apply(tx, job, clock, shown))  # type: ignore[misc]
            break
        except PlanWithdrawn as withdrawn:
            plan = withdrawn.plan
            desk.note(_("Somebody else wrote in the meantime; this is the plan now."))
            _show(desk, asked, plan, opened)
            _refuse(desk, plan, job)
    _say_done(desk, asked, plan, job)


def _say_nothing(desk: Desk, plan: Plan, job: Job) -> None:
    desk.note(_("Nothing to write."))
    for line in unmatched_lines(desk, plan, job.session):
        desk.note(line)
    if left := unrecorded_line(plan, job.currency):
        desk.note(left)


def _say_done(desk: Desk, asked: Asked, plan: Plan, job: Job) -> None:
    from capcli.commands.effects import say_effects

    said = [line for line in (done_line(plan), held_line(plan)) if line]
    said += unmatched_lines(desk, plan, job.session)
    left = unrecorded_line(plan, job.currency)
    if not is_for_people(desk, _shown(asked)):
        for line in [*said, _("Undo: cap undo H{entry}").format(entry=desk.last_entry), *([left] if left else [])]:
            desk.note(line)
        return
    for line in said:
        desk.say(line)
    say_effects(desk, [effect for row in plan.rows for effect in row.effects])
    desk.say_undo()
    if left:  # last: it is read when nothing else is
        desk.say(left)


def _is_to_decide(asked: Asked) -> bool:
    """Whether the plan goes into a spreadsheet to be decided there: nothing is asked and nothing done then."""
    return asked.output is not None and asked.format in (None, "xlsx") and asked.output.suffix.lower() == ".xlsx"


def _hand_over(desk: Desk, asked: Asked, opened: Opened) -> None:
    """Write the plan to be decided elsewhere."""
    plan = _planned(desk, opened.job)
    _show(desk, asked, plan, opened)
    if asked.dry_run:
        _refuse(desk, plan, opened.job)
    text = _("Nothing was imported yet. Choose in the yellow columns, save, then: cap import {file} --apply {plan}")
    desk.note(text.format(file=asked.file, plan=asked.output))


def _show(desk: Desk, asked: Asked, plan: Plan, opened: Opened) -> None:
    show_plan(desk, _shown(asked), plan, opened, to_decide=_is_to_decide(asked))


def _shown(asked: Asked) -> Shown:
    return Shown(format=asked.format, output=asked.output, yes=asked.yes, plan_only=asked.dry_run)


def _refuse(desk: Desk, plan: Plan, job: Job) -> None:
    """Stop when a row is an error or unclear and nothing keeps it back.

    Raises:
        OtherFileError: `import_errors`.
        Ambiguous: `import_ambiguous`, with whom each row may mean.
    """
    if not stops(plan, job):
        return
    if errors := plan.of("error"):
        raise OtherFileError("import_errors", lines=line_numbers(errors))
    unclear = plan.of("ambiguous")
    candidates = [(line_numbers([row]), unclear_words(desk, plan, row)) for row in unclear[:MOST_TOLD]]
    raise Ambiguous("import_ambiguous", lines=line_numbers(unclear), candidates=candidates)


def _clock(desk: Desk, progress: Callable[[], None]) -> Clock:
    return Clock(today=desk.today, now=desk.now, by=desk.user, tick=progress)
