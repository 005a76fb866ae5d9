"""Records to the bytes of a document, and back."""

from functools import cache
from types import GenericAlias
from typing import Any, TypeVar

import msgspec

from capcli.domain.records import TABLES, Record, Table

R = TypeVar("R", bound=Record)

_encoder = msgspec.json.Encoder()
_decoders: dict[type[Record], msgspec.json.Decoder[Any]] = {}
_run_decoders: dict[type[Record], msgspec.json.Decoder[Any]] = {}
_plain_decoder: msgspec.json.Decoder[dict[str, Any]] = msgspec.json.Decoder(dict[str, Any])

TABLE_BY_NAME: dict[str, Table[Any]] = {table.name: table for table in TABLES}


def encode_value(value: object) -> bytes:
    """A value as a document holds it."""
    return _encoder.encode(value)


def encode_record(record: Record, extra: dict[str, Any] | None = None) -> bytes:
    """The document of `record`: without its number, with the fields in `extra` that another program added."""
    unnumbered = msgspec.structs.replace(record, id=0)
    if not extra:
        return _encoder.encode(unnumbered)
    return _encoder.encode(msgspec.to_builtins(unnumbered) | extra)


def settled(record: R) -> R:
    """The same record, with every text that is a default left out of its document.

    The encoder knows defaults by identity, so that a typed "EUR" is written.
    """
    usual = {field: text for field, text in usual_texts(type(record)) if getattr(record, field) == text}
    return msgspec.structs.replace(record, **usual) if usual else record


@cache
def usual_texts(record: type[Record]) -> list[tuple[str, str]]:
    """The fields whose default is a text, and that text."""
    defaults = ((field, default_of(record, field)) for field in record.__struct_fields__)
    return [(field, default) for field, default in defaults if isinstance(default, str)]


def decode_record(table: Table[R], number: int, document: bytes) -> R:
    """The record in `document`.

    Raises:
        msgspec.ValidationError: a field is missing or not what it should be.
    """
    decoder = _decoders.get(table.record)
    if decoder is None:
        decoder = _decoders[table.record] = msgspec.json.Decoder(table.record)
    record: R = decoder.decode(document)
    msgspec.structs.force_setattr(record, "id", number)
    return record


def decode_run(table: Table[R], run: bytes) -> list[R]:
    """The records of many lines at once, which costs half of decoding one after the other.

    Raises:
        msgspec.ValidationError: as `decode_record`, for one of them.
    """
    decoder = _run_decoders.get(table.record)
    if decoder is None:
        decoder = _run_decoders[table.record] = msgspec.json.Decoder(GenericAlias(dict, (int, table.record)))
    records: dict[int, R] = decoder.decode(b"{%b}" % run)
    number_it = msgspec.structs.force_setattr
    for number, record in records.items():
        number_it(record, "id", number)
    return list(records.values())


def decode_plain(document: bytes) -> dict[str, Any]:
    """The document as plain data."""
    return _plain_decoder.decode(document)


def extra_fields(table: Table[Any], document: dict[str, Any]) -> dict[str, Any]:
    """What the document holds beside the fields of its record: kept when the record is written again."""
    known = _known_fields(table.name)
    return {} if document.keys() <= known else {key: document[key] for key in document if key not in known}


@cache
def _known_fields(table: str) -> frozenset[str]:
    return frozenset(TABLE_BY_NAME[table].record.__struct_fields__)


def default_of(record: type[Record], field: str) -> object:
    """The default of a field, which documents leave out; `msgspec.NODEFAULT` when they never do."""
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    place = names.index(field) - (len(names) - len(defaults))
    return defaults[place] if place >= 0 else msgspec.NODEFAULT


def may_end(record: type[Record], field: str) -> bool:
    """Whether `field` may be the last one of a document: no field after it is always there."""
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    after = len(names) - names.index(field) - 1
    return msgspec.NODEFAULT not in defaults[len(defaults) - after :] if after else True
