"""Somebody who may be known already: asked at the terminal when the rules say so, else told afterwards."""

from capcli.commands import asking
from capcli.commands.dues_words import who_words
from capcli.desk import Desk
from capcli.domain.names import full_name
from capcli.domain.records import PEOPLE, Person
from capcli.services.duplicates import namesakes_of
from capcli.services.who import described_people
from capcli.store.protocol import Reader
from capcli.texts import _, ngettext, strung


def same_or_reason(desk: Desk, known: int) -> Person | str:
    """The person `known` already, when the new one is the same; else why a second one is added, never empty."""
    read = desk.store.read()
    person = read.get(PEOPLE, known)
    assert person is not None  # the refusal that leads here names somebody
    ((ref, said),) = described_people(read, [person])
    question = _("{ref} {person} is known already.").format(ref=ref, person=said)
    if asking.choose(desk, question, [_("The same person"), _("Somebody else, a colleague")]) == 0:
        return person
    return desk.terminal.ask(_("Why a second one? This is kept (Enter: a colleague):")) or _("A colleague")


def note_doubts(desk: Desk, made: Person, *, guessed: bool) -> None:
    """How the name was read where it could be read otherwise, and who has the same name elsewhere."""
    if guessed and not made.family_name.isupper():
        note = _("Read as given name “{given}”, family name “{family}”. Otherwise: cap person edit {ref} --given … "
                 "--family …")  # fmt: skip
        desk.note(note.format(given=made.given_name, family=made.family_name, ref=PEOPLE.ref(made.id)))
    if made.allowed:
        return
    read = desk.store.read()
    others = [one for one in _alike(desk, read, made) if one.id != made.id]
    if others:
        note = ngettext(
            "Much the same name: {who}. If it is the same person: cap person merge {known} {ref}",
            "Much the same name: {who}. If one is the same person: cap person merge {known} {ref}",
            len(others),
        )
        said = strung([who_words(read, other, desk.today) for other in others[:3]])
        desk.note(note.format(who=said, known=PEOPLE.ref(others[0].id), ref=PEOPLE.ref(made.id)))


def _alike(desk: Desk, read: Reader, made: Person) -> list[Person]:
    """Those of the same name; at a terminal, of nearly the same name too."""
    if desk.terminal.interactive:
        from capcli.services.nearness import near

        return near(read, full_name(made.given_name, made.family_name), limit=4)
    return namesakes_of(read, made.given_name, made.family_name)
