"""Asking whoever is at the terminal: which of several, yes or no, a line of text. Off a terminal nothing is asked."""

from collections.abc import Callable, Sequence
from typing import NoReturn, TypeVar

import typer

from capcli.desk import Desk
from capcli.domain.records import Organisation, Person
from capcli.errors import Ambiguous, Usage
from capcli.services.who import names_in, organisation_named, people_named, person_named, who_named
from capcli.store.protocol import Reader
from capcli.texts import _

T = TypeVar("T")

_YES = frozenset({"y", "yes", "o", "oui"})


def resolve(desk: Desk, finder: Callable[[Reader], T], again: Callable[[Reader, str], T]) -> T:
    """What `finder` finds; when several answer, whoever is at the terminal chooses, and `again` takes the reference.

    Raises:
        Ambiguous: nobody is at the terminal.
    """
    read = desk.store.read()
    try:
        return finder(read)
    except Ambiguous as several:
        return again(read, chosen(desk, several))


def person(desk: Desk, text: str) -> Person:
    """The person that `text` names, asked for when there are several."""
    return resolve(desk, lambda read: person_named(read, text), person_named)


def organisation(desk: Desk, text: str) -> Organisation:
    """The organisation that `text` names, asked for when there are several."""
    return resolve(desk, lambda read: organisation_named(read, text), organisation_named)


def who(desk: Desk, text: str) -> Person | Organisation:
    """The person or organisation that `text` names, asked for when there are several."""
    return resolve(desk, lambda read: who_named(read, text), who_named)


def people(desk: Desk, words: Sequence[str]) -> list[Person]:
    """The people that the arguments name, each once; nothing is asked before every name is known to be somebody's."""
    if not desk.terminal.interactive:
        return people_named(desk.store.read(), words)
    try:
        return people_named(desk.store.read(), words)
    except Ambiguous:
        found = [person(desk, name) for name in names_in(words)]
        return list({one.id: one for one in found}.values())


def chosen(desk: Desk, several: Ambiguous) -> str:
    """The reference of the candidate picked at the terminal; an empty answer ends the command, nothing done.

    Raises:
        Ambiguous: nobody is at the terminal.
    """
    if not desk.terminal.interactive:
        raise several
    from capcli.texts.errors import explain

    candidates: list[tuple[str, str]] = list(several.values["candidates"])  # type: ignore[call-overload] # as built
    bare = Ambiguous(several.code, **{**several.values, "candidates": ()})
    place = choose(desk, explain(bare), [f"{ref}  {description}" for ref, description in candidates])
    return candidates[place][0]


def choose(desk: Desk, question: str, options: Sequence[str], *, usual: int | None = None) -> int:
    """The place in `options` of the one picked by its number.

    An empty answer picks `usual`; without one it ends the command, nothing done.
    """
    desk.note(question)
    for number, option in enumerate(options, 1):
        desk.note(f"  {number}. {option}")
    if usual is None:
        prompt = _("Which one, 1 to {count}? (Enter: none)").format(count=len(options))
    else:
        prompt = _("Which one, 1 to {count}? (Enter: {usual})").format(count=len(options), usual=usual + 1)
    while True:
        answer = desk.terminal.ask(prompt)
        if not answer and usual is not None:
            return usual
        if not answer:
            declined(desk)
        if answer.isdecimal() and 1 <= int(answer) <= len(options):
            return int(answer) - 1


def confirm(desk: Desk, question: str, *, yes: bool, option: str = "--yes") -> bool:
    """Whether the answer is yes; anything else, an end of input included, is a no.

    Raises:
        Usage: `needs_yes`, nobody is at the terminal and `yes` was not given.
    """
    if yes:
        return True
    if not desk.terminal.interactive:
        raise Usage("needs_yes", option=option)
    return desk.terminal.ask(_("{question} [y/N]").format(question=question)).casefold() in _YES


def ask_text(desk: Desk, question: str, *, option: str = "--yes") -> str:
    """One line of text, without spaces around; may be empty.

    Raises:
        Usage: `needs_option`, nobody is at the terminal; `option` is what to type instead.
    """
    if not desk.terminal.interactive:
        raise Usage("needs_option", option=option)
    return desk.terminal.ask(question)


def declined(desk: Desk) -> NoReturn:
    """End the command because the answer was no, which is not an error.

    Raises:
        typer.Exit: always, with code 0.
    """
    desk.note(_("Nothing was done."))
    raise typer.Exit(0)
