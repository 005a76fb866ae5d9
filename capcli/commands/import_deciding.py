"""A plan decided in a spreadsheet: written with the words to choose from, and read back as answers."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from capcli.commands.import_rows import told_objects
from capcli.commands.import_source import Opened
from capcli.desk import Desk
from capcli.domain import decisions
from capcli.domain.names import full_name, organisation_key
from capcli.domain.plans import Answer, Job, OrganisationAnswer, Plan, PlanRow, Problem, TypedRow
from capcli.domain.records import ORGANISATIONS, PEOPLE, SESSIONS
from capcli.errors import OtherFileError, Usage
from capcli.imports.plan_files import HEADING, Decided, PlanFile
from capcli.output.plan_books import PlanLine, plan_book
from capcli.services.import_terms import whole_name
from capcli.store.protocol import Reader
from capcli.texts import N_, _

DECISION, ORGANISATION = "decision", "organisation_decision"
HEADINGS = {DECISION: N_("Decision"), ORGANISATION: N_("Decision on the organisation")}
SHOWN = (
    *("line", "action", "name", "person.ref", "person.email", "person.organisation", "resulting_state"),
    *("values.amount", "values.paid_on", "problems", "effects"),
)
"""The columns of the plan that are worth reading before deciding."""
MEANINGS = {
    "new": N_("somebody else, for example a colleague"),
    "later": N_("decide later"),
    "ignore": N_("ignore this row, now and in later files"),
    "skip": N_("leave this row out, this time"),
    "form": N_("what the file says now"),
    "kept": N_("what is recorded here"),
}
ORGANISATION_MEANINGS = {"new": N_("add this organisation"), "none": N_("go without")}


def plan_file(desk: Desk, opened: Opened, plan: Plan) -> bytes:
    """The plan as a workbook, with what it needs to be known again by `--apply`."""
    from capcli.output.shapes import SHAPES
    from capcli.output.words import Words, heading

    words, read = Words(desk.settings.timezone), desk.store.read()
    columns = [column for column in SHAPES["plan"].columns if column.key in SHOWN]
    headings = {column.key: heading(column) for column in columns} | {key: _(text) for key, text in HEADINGS.items()}
    lines, asked = [], set[str]()
    for row, shown in zip(plan.rows, told_objects(read, plan.rows, opened.job.currency), strict=True):
        cells = {column.key: words.cell(shown, column) for column in columns}
        choices = _choices(read, plan, row)
        if (name := organisation_key(decisions.unknown_organisation(row))) in asked:
            choices[ORGANISATION] = []  # it is decided once, where it comes first
        asked.add(name)
        lines.append(PlanLine(action=row.action, cells={**cells, "line": row.line}, choices=choices))
    told = [(HEADING + key, headings[key]) for key in ("line", *HEADINGS)]
    return plan_book(headings, lines, [*_facts(opened), *told])


def _facts(opened: Opened) -> list[tuple[str, str]]:
    """The file, and how it was read."""
    job, source = opened.job, opened.job.source
    facts = [("file", source.file), ("sha256", opened.digest), ("kind", source.kind)]
    facts += [("session", SESSIONS.ref(job.session))] if job.session is not None else []
    facts += [("sheet", source.sheet)] if source.sheet is not None else []
    facts += [("dates", source.dates)] if source.dates in ("day_first", "month_first") else []
    return [*facts, *(("map", f"{heading}={field}") for heading, field in job.maps.items())]


def _choices(read: Reader, plan: Plan, row: PlanRow) -> dict[str, Sequence[str]]:
    lines = {other.line: other for other in plan.rows} if row.candidate_lines else {}

    def told(code: str, meanings: dict[str, str]) -> str:
        meaning = _(meanings[code]) if code in meanings else _named(read, lines, code)
        return _("{code}: {meaning}").format(code=code, meaning=meaning) if meaning else code

    return {
        DECISION: [told(code, MEANINGS) for code in decisions.choices(row)],
        ORGANISATION: [told(code, ORGANISATION_MEANINGS) for code in decisions.organisation_choices(row)],
    }


def _named(read: Reader, lines: dict[int, PlanRow], code: str) -> str:
    """Whom `same P12`, `same line 4` or `same O3` means."""
    from capcli.commands.import_words import name_of
    from capcli.services.who import described_people

    word = code.rpartition(" ")[2]
    if word.startswith(PEOPLE.letter) and (person := read.get(PEOPLE, int(word[1:]))):
        return " ".join(said for _ref, said in described_people(read, [person]))
    if word.startswith(ORGANISATIONS.letter) and (organisation := read.get(ORGANISATIONS, int(word[1:]))):
        return organisation.name
    return name_of(lines[int(word)]) if word.isdecimal() and int(word) in lines else ""


def decided(read: Reader, opened: Opened, plan: PlanFile, path: Path) -> Opened:
    """The import with what was decided of its rows.

    Raises:
        OtherFileError: `import_other_plan`, the plan is of another file or the file changed since; `import_plan_row`,
            it has no such row; `import_decision`, what was chosen is not understood; `import_plan_twice`, one
            organisation was decided in two ways.
    """
    job = opened.job
    if plan.fact("sha256") != opened.digest:
        raise OtherFileError("import_other_plan", plan=path.name, of=plan.fact("file"), file=job.source.file)
    typed = {row.line: row for row in job.rows}
    lines = {*typed, *(connection.line for connection in job.connections), *(row.line for row in job.set_aside)}
    answers: dict[int, Answer] = {}
    organisations: dict[str, OrganisationAnswer] = {}
    left_out: set[int] = set()
    for one in plan.decided:
        if one.line not in lines:
            raise OtherFileError("import_plan_row", plan=path.name, row=one.row, line=one.line, file=job.source.file)
        if one.decision:
            answer = _answer(read, one, path)
            if answer is None:
                left_out.add(one.line)
            else:
                answers[one.line] = answer
        text = _organisation_text(typed[one.line]) if one.line in typed else ""
        if one.organisation and text:
            _keep(organisations, organisation_key(text), _organisation_answer(read, one, path), one, path)
    return replace(opened, job=_left_out(replace(job, answers=answers, organisations=organisations), left_out))


def _organisation_text(row: TypedRow) -> str:
    """What the row calls its organisation: of a payment, who pays."""
    return row.values.get("organisation") or whole_name(row)


def _answer(read: Reader, one: Decided, path: Path) -> Answer | None:
    try:
        answer = decisions.answer_of(one.decision)
    except Usage:
        raise _not_understood(one.row, one.decision, path) from None
    if answer is not None and answer.person is not None and read.get(PEOPLE, answer.person) is None:
        raise _not_understood(one.row, one.decision, path)
    return answer


def _organisation_answer(read: Reader, one: Decided, path: Path) -> OrganisationAnswer:
    try:
        answer = decisions.organisation_answer_of(one.organisation)
    except Usage:
        raise _not_understood(one.row, one.organisation, path) from None
    if answer.organisation is not None and read.get(ORGANISATIONS, answer.organisation) is None:
        raise _not_understood(one.row, one.organisation, path)
    return answer


def _not_understood(row: int, text: str, path: Path) -> OtherFileError:
    return OtherFileError("import_decision", plan=path.name, row=row, text=text)


def _keep(
    organisations: dict[str, OrganisationAnswer], key: str, answer: OrganisationAnswer, one: Decided, path: Path
) -> None:
    if organisations.setdefault(key, answer) != answer:
        raise OtherFileError("import_plan_twice", plan=path.name, row=one.row, text=one.organisation)


def _left_out(job: Job, lines: set[int]) -> Job:
    """The import without the rows of `lines`, which the plan goes on to list; somebody's every connection goes."""
    if not lines:
        return job
    gone = {(one.name, one.email) for one in job.connections if one.line in lines}
    skipped = [_skipped(row) for row in job.rows if row.line in lines]
    skipped += [
        PlanRow(line=one.line, action="skip", values={"name": one.name}, problems=[Problem("row_decided")])
        for one in job.connections
        if one.line in lines
    ]
    return replace(
        job,
        rows=[row for row in job.rows if row.line not in lines],
        connections=[one for one in job.connections if (one.name, one.email) not in gone],
        set_aside=[*job.set_aside, *skipped],
    )


def _skipped(row: TypedRow) -> PlanRow:
    values = row.values
    name = values.get("name") or full_name(values.get("given_name", ""), values.get("family_name", ""))
    said = {key: text for key, text in (("name", name), ("email", values.get("email"))) if text}
    return PlanRow(line=row.line, action="skip", values=said, problems=[Problem("row_decided")])
