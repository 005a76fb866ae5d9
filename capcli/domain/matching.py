"""Whether a row of a file is about somebody who is known."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from capcli.domain.applicants import Applicant
from capcli.domain.likeness import ENOUGH, likeness, told_words
from capcli.domain.mailboxes import house, is_shared
from capcli.domain.names import atoms, closeness, full_name, same_name, squash
from capcli.domain.records import Person

_INITIALS = 2
"""So many letters of an address may be anybody's."""


class Match(Struct, frozen=True, kw_only=True):
    """The verdict: `person` is the one; without one, `candidates` make the row ambiguous, and none make somebody new.

    `why` is the code of what is unclear: `other_name`, `several`, `namesake`, `near_name` or `changed_both`;
    of somebody new it is `colleague`, who shares the e-mail of an office with `sharing`. `passing`: only a phone or an
    organisation tells the person from namesakes, which may be another one tomorrow. A row left out is `ignored`, for
    `later`, or of somebody `forgotten`; `forgotten_name` asks whether it is, of somebody with that name.
    """

    person: Person | None = None
    candidates: list[Person] = []
    sharing: list[Person] = []
    why: str = ""
    passing: bool = False

    @property
    def is_left_out(self) -> bool:
        """Whether nothing is made of the row."""
        return self.why in ("ignored", "later", "forgotten")

    @property
    def is_unclear(self) -> bool:
        """Whether somebody is to be asked whom the row means."""
        return bool(self.candidates) or self.why == "forgotten_name"


class Known(Struct, frozen=True, kw_only=True):
    """Who may be meant: people with the e-mail, with the folded name, with a near name; and where each belongs.

    `former` are other names by which somebody is known: before a correction, or of a record merged into theirs.
    """

    by_email: Sequence[Person] = ()
    namesakes: Sequence[Person] = ()
    near: Sequence[Person] = ()
    organisations: Mapping[int, frozenset[int]] = {}
    former: Mapping[int, Sequence[tuple[str, str]]] = {}


def match(who: Applicant, organisation: int | None, known: Known) -> Match:
    """Who `who` is: by e-mail and a name that agrees, else by name and organisation or phone; less is unclear."""
    if not known.by_email:
        return _by_name(who, organisation, known)
    found = _by_email(who, known)
    if found.person is not None or found.why == "several":
        return found
    named = _by_name(who, organisation, known)
    if named.person is not None:
        return named
    if not _is_offices(who):
        both = {person.id: person for person in [*known.by_email, *known.namesakes]}
        return Match(candidates=list(both.values()), why="other_name")
    mistyped = [person for person in known.by_email if _is_near(who, person)]
    if mistyped:
        return Match(candidates=mistyped, why="near_name")
    return named if named.candidates else Match(why="colleague", sharing=list(known.by_email))


def agrees(who: Applicant, person: Person, former: Sequence[tuple[str, str]] = ()) -> bool:
    """Whether one name is the other, or leaves some words of it out ("Jean Fauvel", "Jean-Baptiste Fauvel-Rochas")."""
    if not who.name:
        return True
    names = [(person.given_name, person.family_name), *former]
    return any(_one_name((who.given_name, who.family_name), name) for name in names)


def _by_email(who: Applicant, known: Known) -> Match:
    agreeing = [person for person in known.by_email if agrees(who, person, known.former.get(person.id, ()))]
    exact = [person for person in agreeing if _is_namesake(who, person, known)]
    for found in (exact, agreeing):
        if len(found) == 1:
            return Match(person=found[0])
    return Match(candidates=agreeing, why="several" if agreeing else "other_name")


def _by_name(who: Applicant, organisation: int | None, known: Known) -> Match:
    colleagues = [
        person for person in known.namesakes if organisation in known.organisations.get(person.id, frozenset())
    ]
    calling = [person for person in known.namesakes if who.phone is not None and person.phone == who.phone]
    for found, said in ((colleagues, organisation), (calling, who.phone)):
        if said is not None and len(found) == 1:
            return Match(person=found[0], passing=True)
    if known.namesakes:
        return Match(candidates=list(known.namesakes), why="namesake")
    near = [person for person in known.near if not _is_stranger(who, organisation, person, known)]
    return Match(candidates=near, why="near_name" if near else "")


def _one_name(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return same_name(*one, *other) or _leaves_out(one, other) or _leaves_out(other, one)


def _leaves_out(short: tuple[str, str], whole: tuple[str, str]) -> bool:
    """Whether each word of a name is one of the other's, or its first letter: Jean is not Jeanne."""
    asked, held = atoms(full_name(*short)), atoms(full_name(*whole))
    words = told_words(asked)
    rest = [atom for atom in held if atom not in words]
    initials = [atom for atom in asked if atom not in words and atom not in held]
    return closeness(" ".join(words), *whole) > 1 and all(
        any(word.startswith(initial) for word in rest) for initial in initials
    )


def _is_namesake(who: Applicant, person: Person, known: Known) -> bool:
    names = [(person.given_name, person.family_name), *known.former.get(person.id, ())]
    return any(same_name(who.given_name, who.family_name, *name) for name in names)


def _is_offices(who: Applicant) -> bool:
    """Whether the e-mail is that of an office, where colleagues are the rule."""
    return who.email is not None and is_shared(who.email, who.given_name, who.family_name)


def _is_near(who: Applicant, person: Person) -> bool:
    theirs = told_words(atoms(full_name(person.given_name, person.family_name)))
    return likeness(told_words(atoms(who.name)), theirs) >= ENOUGH


def _is_stranger(who: Applicant, organisation: int | None, person: Person, known: Known) -> bool:
    """Whether a near name is only that: another e-mail, which spells it, or elsewhere."""
    if who.email is None or person.email is None:
        return False
    theirs = known.organisations.get(person.id, frozenset())
    if _spells_apart(who, person):
        return True
    if organisation is not None and theirs:
        return organisation not in theirs
    return house(who.email) is None or house(who.email) != house(person.email)


def _spells_apart(who: Applicant, person: Person) -> bool:
    """Whether each of two e-mails spells what is its own of the name: marie.dupont@ is not marie.dumont@."""
    mine, theirs = set(atoms(who.name)), set(atoms(full_name(person.given_name, person.family_name)))
    apart = ((mine - theirs, who.email), (theirs - mine, person.email))
    return all(
        words and all(len(word) > _INITIALS and word in squash((email or "").partition("@")[0]) for word in words)
        for words, email in apart
    )
