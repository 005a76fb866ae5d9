"""What a field is: its name for `--map`, and the headings that mean it."""

from msgspec import Struct


class Field(Struct, frozen=True):
    """A field that `--map` takes, and the folded headings that mean it, the surest first."""

    name: str
    headings: tuple[str, ...]


def known(name: str, headings: str) -> Field:
    """A field with its headings, folded, between commas."""
    return Field(name, tuple(dict.fromkeys(heading.strip() for heading in headings.split(","))))


def more(field: Field, headings: str) -> Field:
    """The field with more headings, which mean it less surely than its own."""
    added = known(field.name, headings).headings
    return Field(field.name, tuple(dict.fromkeys(field.headings + added)))
