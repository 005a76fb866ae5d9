"""A hundred ways in which a data file comes to harm, each one a function of the bytes that `cap` wrote.

The file is that of `test_damages.desk`: two people, a session, a registration,
dues, a setting, in the order and on the lines in which `cap` writes them.
"""

import json
import re
from collections.abc import Callable
from typing import Any

Damage = Callable[[bytes], bytes]


def plainly(change: Callable[[dict[str, Any]], object], *, indent: int | None = None) -> Damage:
    """A change of the whole file as plain data, written by another program."""

    def damage(data: bytes) -> bytes:
        plain = json.loads(data)
        change(plain)
        return json.dumps(plain, indent=indent, ensure_ascii=False).encode()

    return damage


def swapped(old: str, new: str, count: int = 1) -> Damage:
    """A text in the place of another."""

    def damage(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode("utf-8", "surrogatepass"), count)

    return damage


def put(table: str, number: str, field: str, value: object) -> Damage:
    """A value that the field cannot have."""
    return plainly(lambda plain: plain[table][number].update({field: value}))


def without(table: str, number: str, field: str) -> Damage:
    return plainly(lambda plain: plain[table][number].pop(field))


def renumbered(number: str) -> Damage:
    return swapped('"2":{"given_name"', f'"{number}":{{"given_name"')


def cut(share: float) -> Damage:
    return lambda data: data[: int(len(data) * share)]


def cut_at(mark: str, after: int = 0) -> Damage:
    return lambda data: data[: data.index(mark.encode()) + after]


def zeroed(data: bytes) -> bytes:
    """A block of the disk that was never written."""
    middle = data.index(b'"registrations"')
    return data[: middle - 300] + b"\0" * 512 + data[middle + 212 :]


def zeros_to_the_end(data: bytes) -> bytes:
    return data[: len(data) // 2] + b"\0" * (len(data) - len(data) // 2)


def conflicting(ours: str, theirs: str, begin: str = "<<<<<<< HEAD", base: str = "") -> Damage:
    """Both versions of a line, as a merge leaves them."""

    def damage(data: bytes) -> bytes:
        line = next(one for one in data.split(b"\n") if b'"Martineau"' in one)
        two = line.replace(b'"Martineau"', b'"Martin"')
        parts = [begin.encode(), line, *([base.encode(), line] if base else []), ours.encode(), two, theirs.encode()]
        return data.replace(line, b"\n".join(parts))

    return damage


def half_a_letter(data: bytes) -> bytes:
    return data[: data.index("é".encode()) + 1]


def flipped(data: bytes) -> bytes:
    """A bit of a bracket."""
    at = data.index(b'"people":{') + 9
    return data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]


def interleaved(data: bytes) -> bytes:
    """Two processes that wrote in one file at once."""
    half = len(data) // 2
    return data[:half] + data[: half // 2] + data[half:]


def shifted(data: bytes) -> bytes:
    return data[100:]


META = '"_meta":{\n"1":'

DAMAGES: dict[str, Damage] = {
    # nothing, or no text at all
    "empty": lambda _data: b"",
    "blanks": lambda _data: b" \n\t\r\n ",
    "only a byte order mark": lambda _data: b"\xef\xbb\xbf",
    "one zero": lambda _data: b"\0",
    "as many zeros as bytes": lambda data: b"\0" * len(data),
    "random bytes": lambda _data: bytes(range(256)) * 4,
    "a ZIP archive": lambda data: b"PK\x03\x04" + data,
    "a gzip archive": lambda _data: b"\x1f\x8b\x08\x00" + b"\x01" * 40,
    "a database": lambda _data: b"SQLite format 3\x00" + b"\0" * 80,
    "a PDF": lambda _data: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a page of the Internet": lambda _data: b"<!DOCTYPE html><html><body>502 Bad Gateway</body></html>",
    "a page with spaces before": lambda _data: b"\n\n  <html><head></head></html>",
    "a message of a program": lambda _data: b"Error: quota exceeded\n",
    "a list of people": lambda _data: "Prénom;Nom\nLéa;Martineau\n".encode("cp1252"),
    # encodings
    "Windows-1252": lambda data: data.decode().encode("cp1252"),
    "ISO 8859-15": lambda data: data.decode().encode("iso8859-15", "replace"),
    "UTF-16 with its mark": lambda data: data.decode().encode("utf-16"),
    "UTF-16, big end first": lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be"),
    "UTF-16 without a mark": lambda data: data.decode().encode("utf-16-le"),
    "UTF-32": lambda data: data.decode().encode("utf-32"),
    "one line in Windows-1252": lambda data: data.replace("Léa".encode(), "Léa".encode("cp1252"), 1),
    "half a letter": half_a_letter,
    "a letter that is half": lambda data: data.replace("é".encode(), "é".encode()[:1], 1),
    "a byte that no text has": lambda data: data.replace(b"Martineau", b"Martin\xffeau", 1),
    "a zero in a name": lambda data: data.replace(b"Martineau", b"Marti\0neau", 1),
    # cut, doubled, mixed
    "one byte left": lambda data: data[:1],
    "cut after a tenth": cut(0.1),
    "cut in the middle": cut(0.5),
    "cut after nine tenths": cut(0.9),
    "cut before the last brace": lambda data: data.rstrip()[:-1],
    "cut before the last two braces": lambda data: data.rstrip()[:-2],
    "cut at the end of a record": cut_at('\n"2":{"given_name"'),
    "cut behind a comma": cut_at(',\n"2":{"given_name"', 1),
    "cut in the name of a table": cut_at('"registrations"', 5),
    "cut in a number": cut_at('"2":{"given_name"', 2),
    "cut in an escape": lambda data: data[: data.index(b"Martineau")] + b"\\",
    "cut after the summary": cut_at("},\n", 1),
    "the beginning is lost": shifted,
    "a line is lost with its brace": lambda data: data.replace(b'"people":{\n', b"", 1),
    "zeros in the middle": zeroed,
    "zeros to the end": zeros_to_the_end,
    "zeros behind the end": lambda data: data + b"\0" * 512,
    "twice": lambda data: data + data,
    "twice without the line break": lambda data: data.rstrip() + data,
    "an older one behind": lambda data: data + data.replace(b'"Martineau"', b'"Martin"'),
    "the end of a longer one behind": lambda data: data + data[-40:],
    "another program’s line behind": lambda data: data + b"saved by an editor\n",
    "two writers mixed": interleaved,
    "a bit flipped": flipped,
    # two versions
    "conflict of git": conflicting("=======", ">>>>>>> theirs"),
    "conflict with its base": conflicting("=======", ">>>>>>> 1a2b3c4", base="||||||| 9f8e7d6"),
    "conflict of a stash": conflicting("=======", ">>>>>>> Stashed changes", begin="<<<<<<< Updated upstream"),
    "conflict of Subversion": conflicting("=======", ">>>>>>> .r57", begin="<<<<<<< .mine"),
    "marks with Windows line ends": lambda data: conflicting("=======\r", ">>>>>>> theirs\r")(data),
    # hands in an editor
    "a comma too many in a record": swapped('"family_name":"Martineau",', '"family_name":"Martineau",,'),
    "a comma behind the last record": lambda data: re.sub(
        rb"\}\n\},\n\"affiliations", b'},\n},\n"affiliations', data, count=1
    ),
    "a comma missing between records": swapped('},\n"2":{"given_name"', '}\n"2":{"given_name"'),
    "a comma missing between tables": swapped('},\n"people"', '}\n"people"'),
    "a brace removed": swapped('"2":{"given_name"', '"2":"given_name"'),
    "a quote removed": swapped('"family_name":"Martineau"', '"family_name":"Martineau'),
    "typographic quotes": swapped('"family_name"', "“family_name”"),
    "single quotes": swapped('"family_name"', "'family_name'"),
    "a comment": swapped('"people":{', '"people":{ // the team'),
    "a line break in a text": swapped('"Martineau"', '"Marti\nneau"'),
    "an unknown escape": swapped('"Martineau"', '"Marti\\qneau"'),
    "True as Python writes it": put("sessions", "1", "approval", "True"),
    "a bracket for a brace": swapped('"people":{', '"people":['),
    # twice the same key
    "a record twice, the same": swapped('"2":{"given_name":"Zoé"', '"1":{"given_name":"Zoé"'),
    "a field twice": swapped('"session":1,', '"session":1,"session":2,'),
    "a field of a part twice": swapped('"places":3', '"places":3,"places":4'),
    "a table twice": swapped('"rates":{', '"dues":{'),
    "the summary twice": lambda data: data.replace(b'},\n"settings"', b'},\n"_meta":{},\n"settings"', 1),
    # another shape
    "a list": lambda _data: b"[]",
    "a list of records": plainly(lambda plain: plain.update(people=list(plain["people"].values()))),
    "a number": lambda _data: b"12",
    "a text": lambda _data: b'"cap"',
    "null": lambda _data: b"null",
    "a table that is null": plainly(lambda plain: plain.update(dues=None)),
    "a table that is a text": plainly(lambda plain: plain.update(dues="none")),
    "a record that is a list": plainly(lambda plain: plain["people"].update({"1": ["Léa"]}), indent=2),
    "a record that is null": plainly(lambda plain: plain["people"].update({"1": None})),
    "nothing but braces": lambda _data: b"{}",
    "very deep": lambda _data: b'{"_meta":' * 60_000,
    "very deep in a record": swapped('"Martineau"', "[" * 60_000),
    # numbers of records
    "number 0": renumbered("0"),
    "number -1": renumbered("-1"),
    "number 1.5": renumbered("1.5"),
    "number 01": renumbered("01"),
    "number in another script": renumbered("٢"),
    "number of forty digits": renumbered("9" * 40),
    "a number behind which none is left": renumbered("9" * 18),
    "no number": renumbered(""),
    "a name for a number": renumbered("Zoé"),
    # values
    "a number for a name": put("people", "1", "family_name", 12),
    "a text for a number": put("registrations", "1", "session", "one"),
    "a fraction for a number": put("registrations", "1", "session", 1.5),
    "not a number": swapped('"session":1,', '"session":NaN,'),
    "without end": swapped('"cents":2000', '"cents":Infinity'),
    "more digits than a number may have": swapped('"session":1,', f'"session":{"9" * 5000},'),
    "places that no database counts": put("sessions", "1", "capacity", 2**63),
    "places of a part that no database counts": put(
        "sessions", "1", "bounds", [{"kind": "mode", "key": "online", "places": -(10**30)}]
    ),
    "an unknown state": put("registrations", "1", "state", "confirmd"),
    "an unknown kind of dues": put("dues", "1", "kind", "gift"),
    "a day that does not exist": put("dues", "1", "paid_on", "2023-02-30"),
    "a day as people write it": put("dues", "1", "paid_on", "28/11/2023"),
    "a day of the year 0": put("dues", "1", "paid_on", "0000-01-01"),
    "a day of five digits": put("dues", "1", "paid_on", "12023-01-01"),
    "a slot at the end of time": put("sessions", "1", "slots", [{"date": "9999-12-31", "start": "23:00"}]),
    "a moment before time, where its hour is that of Kiritimati": put(
        "registrations", "1", "requested_at", "0001-01-01T00:00:00+14:00"
    ),
    "a moment after time, in a part": put(
        "registrations", "1", "history", [{"state": "confirmed", "at": "9999-12-31T23:30:00Z", "by": "camille"}]
    ),
    "an hour that does not exist": put("sessions", "1", "slots", [{"date": "2023-11-28", "start": "25:00"}]),
    "a moment without its zone": put("people", "1", "created_at", "hier"),
    "a time zone that does not exist": put("sessions", "1", "timezone", "Moon/North"),
    "a list that is a text": put("sessions", "1", "audience", "all"),
    "a rule that nobody can lift": put(
        "sessions", "1", "allowed", [{"rule": "moon", "reason": "", "by": "", "at": ""}]
    ),
    "half a letter in an escape": swapped('"Martineau"', '"\\ud800"'),
    "half a letter in a field’s name": swapped('"family_name":"Martineau"', '"\\udfff":1,"family_name":"Martineau"'),
    "a field missing": without("registrations", "1", "state"),
    "a name missing": without("people", "1", "family_name"),
    "a person missing from dues of a kind": put("dues", "1", "person", "P1"),
    # what the file says of itself
    "no summary": plainly(lambda plain: plain.pop("_meta")),
    "a summary of another number": plainly(lambda plain: plain.update(_meta={"2": plain["_meta"]["1"]})),
    "a summary that is a list": plainly(lambda plain: plain.update(_meta={"1": []})),
    "an empty summary": plainly(lambda plain: plain.update(_meta={"1": {}})),
    "a format below 1": put("_meta", "1", "format", 0),
    "a format in words": put("_meta", "1", "format", "two"),
    "an entry below 0": put("_meta", "1", "entry", -1),
    "no entry": without("_meta", "1", "entry"),
    "a checksum in words": put("_meta", "1", "checksum", "none"),
    "a checksum that is a number": put("_meta", "1", "checksum", 12),
    "last numbers in words": put("_meta", "1", "last_ids", {"people": "two"}),
    "last numbers behind which none is left": put("_meta", "1", "last_ids", {"people": 10**18 - 1}),
    "an entry behind which none is left": put("_meta", "1", "entry", 2**62),
    "no last numbers": without("_meta", "1", "last_ids"),
}
"""Damage after which no command may read the file as if it were whole."""


EDITS: dict[str, tuple[Damage, list[str]]] = {
    "another name": (put("people", "1", "family_name", "Martin"), ["people 1"]),
    "a field of another program": (put("people", "1", "allergies", ["noix", {"é": None}]), ["people 1"]),
    "a day of the year 9999": (put("dues", "1", "paid_on", "9999-12-31"), ["dues 1"]),
    "a day before there was paper": (put("dues", "1", "paid_on", "0001-01-01"), ["dues 1"]),
    "a person removed": (plainly(lambda plain: plain["people"].pop("2")), ["people 2"]),
    "a person added": (plainly(lambda plain: plain["people"].update({"3": plain["people"]["2"]})), ["people 3"]),
    "a record under another number": (renumbered("7"), ["people 2", "people 7"]),
    "a table removed": (plainly(lambda plain: plain.pop("dues")), ["dues 1"]),
    "a table of another program": (plainly(lambda plain: plain.update(theirs={"1": {"x": [1.5]}})), ["theirs 1"]),
    "another checksum": (put("_meta", "1", "checksum", "0123456789abcdef"), []),
    "written with spaces, and another name": (
        plainly(lambda plain: plain["people"]["1"].update(family_name="Martin"), indent=4),
        ["people 1"],
    ),
}
"""What somebody else may do to the file so that it stays one: the records that differ then."""

SAME: dict[str, Damage] = {
    "written with spaces": plainly(lambda plain: plain, indent=4),
    "written in another order": plainly(lambda plain: plain.update(people=dict(reversed(plain.pop("people").items())))),
    "escaped": lambda data: json.dumps(json.loads(data)).encode(),
    "with a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "with Windows line ends": lambda data: data.replace(b"\n", b"\r\n"),
    "with blanks behind": lambda data: data + b"\n \t\n",
    "an empty table removed": plainly(lambda plain: plain.pop("rates")),
    "an empty table of another program": plainly(lambda plain: plain.update(theirs={})),
    "smaller last numbers": put("_meta", "1", "last_ids", {}),
    "a field of another program in the summary": put("_meta", "1", "theirs", 1),
}
"""Other bytes that hold the same records: no edit."""
