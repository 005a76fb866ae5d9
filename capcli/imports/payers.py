"""Whoever paid for a row beside whoever it is about: a payer is not the participant."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from capcli.domain.names import atoms, email_key, name_key, same_name, split_name, squash
from capcli.domain.plans import TypedRow
from capcli.imports.heading_forms import free_question

_TOKEN = re.compile(r"[a-z]+")


FIELDS = ("payer_family_name", "payer_given_name", "payer_name", "payer_email", "payer_phone", "payer_organisation")


def completed(rows: Sequence[TypedRow], *, kept: bool) -> list[TypedRow]:
    """The rows, with the payer's e-mail and phone where the participant has none and both are surely one.

    `kept`: a payer who is somebody else stands among the answers, for the invoice.
    """
    names: dict[str, set[str]] = {}
    for row in rows:
        if "payer_email" in row.values and not _is_payer_named(row):
            names.setdefault(email_key(row.values["payer_email"]), set()).add(name_key(*_participant(row)))
    same = [_is_same(row, names) for row in rows]
    done = [_completed(row) if is_same else row for row, is_same in zip(rows, same, strict=True)]
    return [row if is_same or not kept else _noted(row) for row, is_same in zip(done, same, strict=True)]


def _is_payer_named(row: TypedRow) -> bool:
    return "payer_family_name" in row.values or "payer_name" in row.values


def _is_same(row: TypedRow, names: dict[str, set[str]]) -> bool:
    """Whether who pays is surely the participant.

    Without the name of the payer an address tells: unless it says otherwise, or is that of several people.
    """
    given, family = _participant(row)
    if _is_payer_named(row):
        payer = _payer(row)
        return payer == (given, family) or same_name(given, family, *payer)
    email = row.values.get("payer_email")
    if not email:
        return True
    is_named = bool(given or family)  # whoever is not named comes with the buyer, and is not the buyer
    return is_named and len(names[email_key(email)]) == 1 and not _is_of_another(email, given, family)


def _completed(row: TypedRow) -> TypedRow:
    told = [f for f in ("email", "phone") if f not in row.values and row.values.get(f"payer_{f}")]
    values = {field: row.values[f"payer_{field}"] for field in told}
    headings = {field: row.headings[f"payer_{field}"] for field in told}
    return replace(row, values={**row.values, **values}, headings={**row.headings, **headings})


def _noted(row: TypedRow) -> TypedRow:
    answers = dict(row.answers)
    for field in FIELDS:
        if field in row.values:
            answers[free_question(row.headings[field], answers)] = row.values[field]
    return replace(row, answers=answers)


def _participant(row: TypedRow) -> tuple[str, str]:
    return _name(row, "given_name", "family_name", "name")


def _payer(row: TypedRow) -> tuple[str, str]:
    return _name(row, "payer_given_name", "payer_family_name", "payer_name")


def _name(row: TypedRow, given: str, family: str, whole: str) -> tuple[str, str]:
    if family in row.values or given in row.values:
        return row.values.get(given, ""), row.values.get(family, "")
    return split_name(row.values.get(whole, "")) if whole in row.values else ("", "")


def _is_of_another(email: str, given: str, family: str) -> bool:
    """Whether the address has the family name beside a given name that is not this one ("jean.dupont@", Léa Dupont)."""
    tokens = _TOKEN.findall(email.partition("@")[0].casefold())
    family_words, given_words = {*atoms(family), squash(family)}, {*atoms(given), squash(given)}
    initials = "".join(word[0] for word in atoms(given))
    left = [token for token in tokens if token not in family_words]
    known = [t for t in left if t in given_words or initials.startswith(t) or any(w.startswith(t) for w in given_words)]
    return len(left) < len(tokens) and len(known) < len(left)
