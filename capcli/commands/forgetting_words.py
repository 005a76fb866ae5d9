"""What forgetting somebody does, in sentences: before it is done, and after."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

from capcli.commands.dues_words import who_words
from capcli.commands.person_words import FACTS
from capcli.desk import Desk
from capcli.domain.retention import Kept
from capcli.services.forgetting_plans import ByHand, ForgetPlan, Gone, Stays
from capcli.store.file import FileStore
from capcli.store.protocol import Store
from capcli.store.surroundings import copies_beside
from capcli.texts import _, day, listed, ngettext

GONE: dict[str, Callable[[int], str]] = {
    "former": lambda count: ngettext(
        "{count} other name, e-mail or phone that they had before",
        "{count} other names, e-mails and phones that they had before",
        count,
    ),
    "answers": lambda count: ngettext(
        "what they answered at {count} registration", "what they answered at {count} registrations", count
    ),
    "sensitive": lambda count: ngettext(
        "sensitive answers at {count} registration", "sensitive answers at {count} registrations", count
    ),
    "notes": lambda count: ngettext(
        "the note and the reasons typed at {count} registration",
        "the notes and the reasons typed at {count} registrations",
        count,
    ),
    "functions": lambda count: ngettext(
        "the function kept with {count} registration", "the functions kept with {count} registrations", count
    ),
    "roles": lambda count: ngettext(
        "what they did in {count} organisation", "what they did in {count} organisations", count
    ),
    "reasons": lambda count: ngettext(
        "the reason typed at {count} record of dues", "the reasons typed at {count} records of dues", count
    ),
    "remembered": lambda count: ngettext(
        "{count} thing that imports remember", "{count} things that imports remember", count
    ),
}
"""What goes beside the facts of the record, by the field that counts it."""
MOST = 10
"""How many references are named."""


def plan_lines(desk: Desk, plan: ForgetPlan) -> list[str]:
    """What goes, what stays and until when, what is to be done by hand before."""
    who = plan.name if plan.person is None else who_words(desk.store.read(), plan.person, desk.today)
    told = _("To be forgotten for good: {who}.")
    if plan.person is None:
        told = _("To be forgotten for good: {who}, whom only the history still knows ({ref}).")
    return [
        told.format(who=who, ref=plan.ref),
        *_gone_lines(plan),
        *_stay_lines(plan, desk.today),
        *_hand_lines(plan.by_hand),
        _("Nothing brings the name back: no undo, and a backup that is restored forgets it again."),
        _("What is elsewhere stays as it is: exports, papers, backups put on another disk. Delete them by hand."),
        *_copy_lines(desk.store),
    ]


def _copy_lines(store: Store) -> list[str]:
    """Which files beside the data file are none that `cap` keeps, and may hold the name."""
    if not isinstance(store, FileStore):
        return []
    copies = [one.name for one in copies_beside(Path(os.path.realpath(store.address)))]
    if not copies:
        return []
    told = _("Stays as it is too, beside the data file: {files}. Delete it by hand if the name is in it.")
    return [told.format(files=_some(copies))]


def done_lines(plan: ForgetPlan) -> list[str]:
    """What was done, without the name."""
    return [
        _(
            "Forgotten for good: {ref}. The records, the history and the backups kept here say no more who it was."
        ).format(ref=plan.ref),
        _("This cannot be undone. An import that brings them again leaves them out, or asks."),
    ]


def _gone_lines(plan: ForgetPlan) -> list[str]:
    """What is deleted from the records, the history and the backups."""
    gone = plan.gone
    facts = [_("the name"), *(_(FACTS[fact]) for fact in gone.facts)]
    lines = [_("Goes, from the records, the history and the backups kept here: {facts}.").format(facts=listed(facts))]
    more = [told(count).format(count=count) for field, told in GONE.items() if (count := getattr(gone, field))]
    if more:
        lines.append(_("Goes too: {things}.").format(things=listed(more)))
    return [*lines, *_gone_elsewhere(gone, plan)]


def _gone_elsewhere(gone: Gone, plan: ForgetPlan) -> list[str]:
    lines = []
    if gone.doubles:
        told = _("Goes with them, merged or removed before: {refs}.")
        lines.append(told.format(refs=_some(gone.doubles)))
    if gone.mentions:
        told = _("Where texts of others name them, {ref} is put instead: {refs}.")
        lines.append(told.format(ref=plan.ref, refs=_some(gone.mentions)))
    if gone.emptied:
        told = _("Loses its e-mail, which is theirs: {refs}.")
        lines.append(told.format(refs=_some(gone.emptied)))
    if plan.organisations:
        told = _("Has nobody to vote for it any more: {refs}.")
        lines.append(told.format(refs=_some(plan.organisations)))
    return lines


def _stay_lines(plan: ForgetPlan, today: dt.date) -> list[str]:
    """What is kept under the number, and what the law still asks for with the name."""
    stays = plan.stays
    lines = [_kept_line(plan.ref, stays)]
    lines.append(_("Stays too: a keyed hash of the e-mail and of the name, so that no import brings them back."))
    asked = [*_accounts(stays.accounts, today), *_proofs(stays.proofs, today)]
    if asked:
        told = _("To keep these with the name, put them away first, where few can read them: {command}")
        asked.append(told.format(command=f"cap person show {plan.ref} --all -o dossier.pdf"))
    return [*lines, *asked]


def _kept_line(ref: str, stays: Stays) -> str:
    """How much goes on to count under the number."""
    registrations = ngettext("{count} registration", "{count} registrations", stays.registrations)
    dues = ngettext("{count} record of dues", "{count} records of dues", stays.dues)
    counted = [
        text.format(count=count) for text, count in ((registrations, stays.registrations), (dues, stays.dues)) if count
    ]
    if not counted:
        return _("Stays: the number {ref}, which names nobody.").format(ref=ref)
    told = _("Stays under {ref}, without the name, for as long as the figures do: {records}.")
    return told.format(ref=ref, records=listed(counted))


def _accounts(kept: Kept, today: dt.date) -> list[str]:
    if kept.until is None or kept.until < today:
        return []
    told = ngettext(
        "Accounts must tell who paid until {day}: {count} payment.",
        "Accounts must tell who paid until {day}: {count} payments.",
        kept.count,
    )
    return [told.format(count=kept.count, day=day(kept.until))]


def _proofs(kept: Kept, today: dt.date) -> list[str]:
    if kept.until is None or kept.until < today:
        return []
    told = ngettext(
        "Proofs of training must tell who came until {day}: {count} session.",
        "Proofs of training must tell who came until {day}: {count} sessions.",
        kept.count,
    )
    return [told.format(count=kept.count, day=day(kept.until))]


def _hand_lines(left: ByHand) -> list[str]:
    """What names them by itself, and is not touched."""
    lines = []
    if left.sessions:
        told = _("Left as it is, since they are published with it: {refs}. Change it first to have it forgotten too.")
        lines.append(told.format(refs=_some(left.sessions)))
    if left.organisations:
        told = _("Left as it is, since it has their name or phone itself: {refs}. Change it first (cap org edit).")
        lines.append(told.format(refs=_some(left.organisations)))
    if left.namesakes:
        told = _("Has the same name, and is somebody else here: {refs}. Merge them first if they are not.")
        lines.append(told.format(refs=_some(left.namesakes)))
    if left.alone:
        told = _("Left as it is: the family name by itself, which may be somebody else’s, in texts of others: {refs}.")
        lines.append(told.format(refs=_some(left.alone)))
    if left.signed:
        lines.append(_("Left as it is: their name under what they typed at this desk themselves."))
    return lines


def _some(refs: list[str]) -> str:
    return listed([*refs[:MOST], "…"] if len(refs) > MOST else refs)
