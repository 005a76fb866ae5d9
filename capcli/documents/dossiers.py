"""What is held about somebody as it is handed over, before it is put on paper or on the screen.

Every text is in the language of the paper already; none of it is markup. The
classes are read by `dossiers.typ` under the same names.
"""

from msgspec import Struct


class Item(Struct, frozen=True, kw_only=True):
    """One thing that is held: what it is, and what is known of it, a line each."""

    label: str
    lines: list[str]


class Section(Struct, frozen=True, kw_only=True):
    """Things of one kind, and why and how long they are kept; `nothing` is said where there are none."""

    heading: str
    why: list[str]
    items: list[Item]
    nothing: str


class Dossier(Struct, frozen=True, kw_only=True):
    """The whole: who it is about, who answers for it. `page` has the fields `{page}` and `{pages}`."""

    language: str
    organisation: str
    heading: str
    title: str
    intro: list[str]
    sections: list[Section]
    footer: str
    page: str
