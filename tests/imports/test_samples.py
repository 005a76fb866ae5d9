"""Whole files as programs write them, beside what each row of their plan must be; `expected.json` was written first."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent / "samples"
WANTED: dict[str, dict[str, Any]] = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
TODAY = {"attendance": "2024-03-06"}
"""The day on which a kind of file comes in, where it is not the one before the session."""


@pytest.fixture
def desk(cap):
    """A session on 5 March 2024, with a few people and organisations that are known."""

    def run(*args: str, today: str = "2024-02-28"):
        return cap(*args, today=today)

    run("dues", "rate", "set", "Individuel", "--amount", "20", "--payer", "person", "--from", "2020-01-01")
    run("dues", "rate", "set", "Structure", "--amount", "150", "--payer", "organisation", "--from", "2020-01-01")
    for name in ("Communauté de communes du Val Fictif", "PNR des Monts Imaginés", "Mairie de Saint-Exemple-d'En-Haut"):
        run("org", "add", name)
    run("org", "alias", "O1", "CC Val Fictif")
    for given, family, email, organisation in (
        ("Jean-Baptiste", "Fauvel-Rochas", "jb.fauvel-rochas@valfictif.example", "O1"),
        ("Zoé", "Martineau", "z.martineau@parc-imagine.example", "O2"),
        ("Loïc", "L'Hostis", "loic.lhostis@saint-exemple.example", "O3"),
    ):
        run("person", "add", "--given", given, "--family", family, "--email", email, "--org", organisation)
    hours = ("--date", "2024-03-05", "--from", "10:30", "--to", "12:00")
    assert run("session", "new", "--title", "Accueillir de nouveaux habitants", *hours, "--yes").code == 0
    return run


def test_every_sample_is_read_as_expected(desk):
    """Not one wrong person, e-mail, organisation, moment, day or amount; no row more and none less."""
    assert {path.name for path in SAMPLES.iterdir()} == {*WANTED, "expected.json"}
    assert [told for name in WANTED for told in differences(desk, name)] == []


def differences(desk, name: str) -> Iterator[str]:
    """Where the plan of a sample is another than the expected one."""
    wanted = WANTED[name]
    day = TODAY.get(wanted["kind"], wanted.get("today", "2024-02-28"))
    done = desk("import", str(SAMPLES / name), *wanted.get("args", ()), "--dry-run", "-f", "json", today=day)
    plan = json.loads(done.out)
    for fact in ("kind", "tool", "dates", "header_row", "encoding", "sheet"):
        if fact in wanted and plan["source"][fact] != wanted[fact]:
            yield f"{name}: {fact} {plan['source'][fact]!r}, not {wanted[fact]!r}"
    yield from _columns(name, wanted, plan["source"]["columns"])
    expected = {row["line"]: row for row in wanted["rows"]}
    planned = {row["line"]: row for row in plan["rows"]}
    if expected.keys() != planned.keys():
        yield f"{name}: lines {sorted(planned)}, not {sorted(expected)}"
    for line in expected.keys() & planned.keys():
        for fact, value in expected[line].items():
            found = _read(planned[line], fact)
            if value not in found:
                yield f"{name}:{line}: {fact} {found!r}, not {value!r}"
        if "action" not in expected[line] and planned[line]["action"] not in ("create", "change", "same"):
            yield f"{name}:{line}: {planned[line]['action']}, {planned[line]['problems']}"


def _columns(name: str, wanted: dict[str, Any], columns: list[dict[str, Any]]) -> Iterator[str]:
    """The questions that are not sensitive, or are without reason; the columns of machines that are kept."""
    fields = {" ".join(column["heading"].split()): column["field"] for column in columns}
    sensitive = [heading for heading, field in fields.items() if field == "sensitive"]
    if sensitive != wanted.get("sensitive", []):
        yield f"{name}: sensitive {sensitive}"
    kept = [heading for heading in wanted.get("never", []) if fields[heading] != "ignore"]
    if kept:
        yield f"{name}: kept {kept}"


def _read(row: dict[str, Any], fact: str) -> list[Any]:
    """What the plan's row says of a fact, in each of the places where it may stand."""
    values, person, organisation = row["values"], row["person"] or {}, row["organisation"] or {}
    if fact == "cents":
        return [(values.get("amount") or {}).get("cents")]
    if fact == "dues":
        return [[[one["year"], one["kind"], one["amount"]["cents"], one["paid_on"]] for one in values.get("dues", [])]]
    if fact == "organisation":
        problems = [problem["message"].partition("“")[2].partition("”")[0] for problem in row["problems"]]
        return [values.get("organisation"), person.get("organisation"), organisation.get("name"), *problems]
    if fact == "name":
        return [values.get("name"), organisation.get("name")]
    if fact in ("line", "action"):
        return [row[fact]]
    told = values[fact] if fact in values else person.get(fact)
    return [told.lower()] if fact == "email" and told else [told]
