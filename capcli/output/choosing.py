"""Which columns are shown: those of the shape, or those that were typed."""

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from capcli.errors import Usage
from capcli.output.columns import Column, Shape
from capcli.output.marks import KEY, MARK_KINDS, spread
from capcli.output.values import Row
from capcli.output.words import heading


def all_of(shape: Shape, rows: Sequence[Row]) -> list[Column]:
    """Every column of the shape; answers to a form become a column a question, marks a column or two a slot."""
    columns: list[Column] = []
    for column in shape.columns:
        columns += SPREAD[column.kind](column, rows) if column.kind in SPREAD else [column]
    return columns


def typed(text: str, columns: Sequence[Column]) -> list[Column]:
    """The columns named in `text`, by key or heading, in that order and without repeats.

    Raises:
        Usage: `column`, no column has one of these names; all of them are listed.
    """
    known: dict[str, list[Column]] = {}
    for column in columns:
        known.setdefault(_folded(heading(column)), []).append(column)
        known.setdefault(_folded(column.heading), []).append(column)
        known.setdefault(_folded(column.key.split(".")[0]), []).append(column)  # `place` asks for all of its parts
    known.update((_folded(column.key), [column]) for column in columns)
    chosen: dict[str, Column] = {}
    for name in filter(None, (part.strip() for part in text.split(","))):
        if _folded(name) not in known:
            raise Usage("column", column=name, known=", ".join(column.key for column in columns))
        for column in known[_folded(name)]:
            chosen[column.key] = replace(column, rank=0)  # what was asked for is not given up
    return list(chosen.values())


def only(row: Row, columns: Sequence[Column]) -> dict[str, Any]:
    """The row with the chosen keys only, nested as they were; values made for people have no key and stay out."""
    kept: dict[str, Any] = {}
    for column in columns:
        steps = column.key.split(".", 1 if column.kind == "answer" else -1)
        _copy(row, kept, [KEY] if column.kind in MARK_KINDS else steps)
    return kept


def _copy(source: Row, target: dict[str, Any], steps: Sequence[str]) -> None:
    first, rest = steps[0], steps[1:]
    if first not in source:
        return
    if rest and source[first] is not None:
        _copy(source[first], target.setdefault(first, {}), rest)
    else:
        target[first] = source[first]


def _questions(column: Column, rows: Sequence[Row]) -> list[Column]:
    questions: dict[str, None] = {}
    for row in rows:
        questions.update(dict.fromkeys(row.get(column.key) or {}))
    return [replace(column, key=f"{column.key}.{text}", heading=text, kind="answer") for text in questions]


SPREAD: dict[str, Callable[[Column, Sequence[Row]], list[Column]]] = {"answers": _questions, "presence": spread}
"""Kinds of columns that are one for each question, or each slot, that the rows have."""


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if sign.isalnum() or sign == ".")
