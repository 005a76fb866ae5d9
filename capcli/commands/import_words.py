"""The plan of an import as it is shown and told."""

from typing import Any

from msgspec import to_builtins

from capcli.desk import Desk
from capcli.domain.names import full_name
from capcli.domain.plans import Job, Plan, PlanRow, Source
from capcli.domain.records import PEOPLE
from capcli.imports.fields import FIELDS
from capcli.services.who import described_people
from capcli.store.protocol import Reader
from capcli.texts import N_, _, listed, ngettext, strung
from capcli.texts.problems import problem_words

ENCODINGS = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
MOST_TOLD = 20
MEANINGS: dict[str, str] = {
    "given_name": N_("Given name"),
    "family_name": N_("Family name; the whole name when no column holds the given name"),
    "name": N_("Given and family name in one cell, in either order; of dues, who pays"),
    "email": N_("E-mail"),
    "phone": N_("Phone"),
    "organisation": N_("Organisation, by a name or alias that is known"),
    "function": N_("Function"),
    "public": N_("Public"),
    "postcode": N_("Postcode"),
    "state": N_("State of the row: cancelled, refused or draft ones are left out"),
    "requested_at": N_("Moment of the request"),
    "note": N_("Note"),
    "amount": N_("Amount"),
    "paid_on": N_("Day of the payment"),
    "kind": N_("Kind of the row: payments and donations are imported, others left out"),
    "from": N_("First day covered, when it is not what the settings say"),
    "until": N_("Last day covered, when it is not what the settings say"),
    "received_on": N_("Day on which the payment came in"),
    "deposited_on": N_("Day on which it went to the bank"),
    "year": N_("Year of the dues"),
    "rate": N_("Rate"),
    "method": N_("Method of payment"),
    "reference": N_("Reference of the payment"),
}
"""What each field of a file holds."""


def plan_object(plan: Plan, currency: str) -> dict[str, Any]:
    """The plan as the JSON object of the contract."""
    rows = [_row_object(row, currency) for row in plan.rows]
    return {"source": to_builtins(plan.source), "rows": rows, "summary": plan.summary}


def field_rows() -> list[dict[str, Any]]:
    """The fields that `--map` takes, of each kind of import."""
    return [
        {"kind": kind, "field": field.name, "meaning": _(MEANINGS[field.name]), "headings": list(field.headings)}
        for kind, several in FIELDS.items()
        for field in several
    ]


def heading_line(source: Source, count: int) -> str:
    """What was read, and how."""
    said = ngettext(
        "{file}: {count} row, {encoding}, separated by {delimiter}, headings on line {line}.",
        "{file}: {count} rows, {encoding}, separated by {delimiter}, headings on line {line}.",
        count,
    )
    delimiters = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs")}
    return said.format(
        file=source.file,
        count=count,
        encoding=ENCODINGS.get(source.encoding or "", source.encoding),
        delimiter=delimiters.get(source.delimiter or "", source.delimiter),
        line=source.header_row,
    )


def unread_lines(job: Job) -> list[str]:
    """Of a list of payments, the columns that mean nothing, and the rows that are taken as paid today."""
    if job.source.kind != "dues":
        return []
    lines = []
    unread = dict.fromkeys(column for row in job.rows for column in row.answers)
    if unread:
        text = _('Columns that are not read: {columns}. To read one: --map "Column=field"; see cap import --fields.')
        lines.append(text.format(columns=strung(list(unread))))
    undated = sum("paid_on" not in row.values for row in job.rows)
    if undated:
        said = ngettext(
            "{count} row has no day of payment: today is taken.",
            "{count} rows have no day of payment: today is taken.",
            undated,
        )
        lines.append(said.format(count=undated))
    return lines


def problem_lines(plan: Plan) -> list[str]:
    """Every problem, with the line of its row; and where what could not be used is kept."""
    lines = [
        _("Line {line}: {problem}.").format(line=row.line, problem=problem_words(problem).rstrip("."))
        for row in plan.rows
        for problem in row.problems
    ]
    noted = any("text" in problem.args for row in plan.of("create") for problem in row.problems)
    if noted and plan.source.kind == "registrations":
        lines.append(_("What could not be used is kept in the note of the registration."))
    return lines


def summary_line(plan: Plan) -> str:
    """How many rows do what; what no row does is left out."""
    counts = plan.summary
    told = [
        ngettext("{count} to add", "{count} to add", counts["create"]),
        ngettext("{count} to change", "{count} to change", counts["change"]),
        ngettext("{count} the same", "{count} the same", counts["same"]),
        ngettext("{count} left out", "{count} left out", counts["skip"]),
        ngettext("{count} unclear", "{count} unclear", counts["ambiguous"]),
        ngettext("{count} in error", "{count} in error", counts["error"]),
    ]
    parts = [text.format(count=count) for text, count in zip(told, counts.values(), strict=True) if count]
    return _("{counts}.").format(counts=", ".join(parts))


def done_line(plan: Plan, job: Job) -> str:
    """What was written."""
    count = plan.summary["create"]
    if job.source.kind == "dues":
        return ngettext("{count} payment kept.", "{count} payments kept.", count).format(count=count)
    changed = plan.summary["change"]
    said = ngettext("{count} registration made.", "{count} registrations made.", count).format(count=count)
    if not changed:
        return said
    more = ngettext("{count} person completed.", "{count} people completed.", changed).format(count=changed)
    return _("{first} {second}").format(first=said, second=more)


def held_line(plan: Plan) -> str | None:
    """The rows that `--hold` kept back."""
    held = plan.of("error", "ambiguous")
    return _("Held back: {lines}.").format(lines=line_numbers(held)) if held else None


def line_numbers(rows: list[PlanRow]) -> str:
    """ "line 4", "lines 4, 7 and 12", the first ones when there are many."""
    numbers = [str(row.line) for row in rows]
    shown = numbers if len(numbers) <= MOST_TOLD else [*numbers[:MOST_TOLD], "…"]
    return ngettext("line {lines}", "lines {lines}", len(numbers)).format(lines=listed(shown))


def candidate_words(desk: Desk, plan: Plan, row: PlanRow) -> list[str]:
    """Who an ambiguous row may mean: people who are known, and those of other lines."""
    read = desk.store.read()
    known = [f"{ref} {said}" for number in row.candidates for ref, said in _described(read, number)]
    lines = {other.line: other for other in plan.rows}
    return known + [
        _("{name}, line {line}").format(name=name_of(lines[line]), line=line) for line in row.candidate_lines
    ]


def unclear_words(desk: Desk, plan: Plan, row: PlanRow) -> str:
    """What is unclear of a row, in one line: who it may mean, or the question that is open."""
    people = strung(candidate_words(desk, plan, row))
    if people:
        return _("{name}: {people}?").format(name=name_of(row), people=people)
    return _("{name}: {problem}").format(name=name_of(row), problem=problem_words(row.problems[-1]))


def name_of(row: PlanRow) -> str:
    """Whom the row names, as the file does."""
    values = row.values
    name = " ".join(filter(None, (values.get("given_name"), values.get("family_name"))))
    if not name and row.person is not None:  # a payment keeps what was understood of it, not the cells of the name
        name = full_name(row.person.given_name, row.person.family_name)
    return name or str(values.get("email") or values.get("name") or "")


def _described(read: Reader, number: int) -> list[tuple[str, str]]:
    person = read.get(PEOPLE, number)
    return described_people(read, [person]) if person else []


def _row_object(row: PlanRow, currency: str) -> dict[str, Any]:
    built: dict[str, Any] = to_builtins(row)
    built["problems"] = [{"code": problem.code, "message": problem_words(problem)} for problem in row.problems]
    built["candidates"] = [PEOPLE.ref(number) for number in row.candidates]
    if isinstance(row.values.get("amount"), int):
        built["values"]["amount"] = {"cents": row.values["amount"], "currency": currency}
    return built
