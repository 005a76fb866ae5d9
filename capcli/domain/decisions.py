"""What may be decided of a row of a plan, in words that a spreadsheet holds: "same P12", "new", "skip"."""

import re

from capcli.domain.names import fold
from capcli.domain.plans import Answer, OrganisationAnswer, PlanRow
from capcli.domain.records import ORGANISATIONS, PEOPLE
from capcli.errors import Usage

SKIP = "skip"
"""Leaves a row out, this time only."""
_UNKNOWN = {"organisation_unknown": "text", "organisation_near": "text", "payer_near": "text", "payer_unknown": "name"}
"""The problems of a row whose organisation nobody knows, or is nearly called as another; which value names it."""
_SYNONYMS = {
    "meme": "same",
    "idem": "same",
    "ligne": "line",
    "nouveau": "new",
    "nouvelle": "new",
    "autre": "new",
    "other": "new",
    "plus tard": "later",
    "ignorer": "ignore",
    "laisser": "skip",
    "passer": "skip",
    "formulaire": "form",
    "garder": "kept",
    "annee": "year",
    "aucune": "none",
    "sans": "none",
}
"""What people type in the place of the words, folded."""
_SAME = re.compile(r"same (?:([a-z])(\d{1,15})|line (\d{1,15}))")
_YEAR = re.compile(r"year (\d{4})")
_WORDS = {"new": "other", "later": "later", "ignore": "ignore", "form": "form", "kept": "kept"}


def choices(row: PlanRow) -> list[str]:
    """The words among which a row can be decided, the likeliest first."""
    if row.action != "ambiguous":
        return [] if row.action in ("skip", "same") else [SKIP]
    last = row.problems[-1] if row.problems else None
    if last is not None and last.code == "which_year":
        return [*(f"year {last.args[key]}" for key in ("this", "next")), "later", SKIP]
    if last is not None and last.code == "changed_both":
        return ["form", "kept", "later", SKIP]
    same = [f"same {PEOPLE.ref(number)}" for number in row.candidates]
    same += [f"same line {line}" for line in row.candidate_lines]
    return [*same, "new", "later", "ignore", SKIP]


def unknown_organisation(row: PlanRow) -> str:
    """The name of a row's organisation that nobody knows; empty when there is none."""
    names = (str(one.args.get(_UNKNOWN[one.code]) or "") for one in row.problems if one.code in _UNKNOWN)
    return next(names, "")


def organisation_choices(row: PlanRow) -> list[str]:
    """The words among which the unknown organisation of a row can be decided; none when it is known."""
    if not unknown_organisation(row):
        return []
    return [*(f"same {ORGANISATIONS.ref(number)}" for number in row.organisation_candidates), "new", "none"]


def answer_of(text: str) -> Answer | None:
    """The answer that a decision stands for; None for one that leaves the row out.

    Raises:
        Usage: `decision`, it is none.
    """
    said = _plain(text)
    if said == SKIP:
        return None
    if found := _SAME.fullmatch(said):
        letter, number, line = found.groups()
        if line:
            return Answer(kind="same", line=int(line))
        if letter == PEOPLE.letter.lower():
            return Answer(kind="same", person=int(number))
    if found := _YEAR.fullmatch(said):
        return Answer(kind="year", year=int(found[1]))
    if said in _WORDS:
        return Answer(kind=_WORDS[said])  # type: ignore[arg-type] # the values are its kinds
    raise Usage("decision", text=text)


def organisation_answer_of(text: str) -> OrganisationAnswer:
    """The answer that a decision about an organisation stands for.

    Raises:
        Usage: `decision`, it is none.
    """
    said = _plain(text)
    found = _SAME.fullmatch(said)
    if found and found[1] == ORGANISATIONS.letter.lower():
        return OrganisationAnswer(kind="same", organisation=int(found[2]))
    if said in ("new", "none"):
        return OrganisationAnswer(kind=said)  # type: ignore[arg-type] # the two are its kinds
    raise Usage("decision", text=text)


def _plain(text: str) -> str:
    """The words before the colon, folded, each by its usual name."""
    said = fold(text.partition(":")[0])
    if said in _SYNONYMS:
        return _SYNONYMS[said]
    return " ".join(_SYNONYMS.get(word, word) for word in said.split())
