"""What is said of the plan of an import: its rows counted, who is unclear, what was written."""

from collections.abc import Sequence

from capcli.desk import Desk
from capcli.domain.names import full_name
from capcli.domain.plans import Plan, PlanRow
from capcli.domain.records import PEOPLE, SESSIONS
from capcli.services.who import described_people
from capcli.store.protocol import Reader
from capcli.texts import _, listed, money, ngettext, strung
from capcli.texts.errors import ERRORS
from capcli.texts.problems import problem_words

MOST_TOLD = 20


def note_lines(plan: Plan) -> list[str]:
    """Where what could not be used is kept."""
    noted = any("text" in problem.args for row in plan.of("create") for problem in row.problems)
    if noted and plan.source.kind == "registrations":
        return [_("What could not be used is kept in the note of the registration.")]
    return []


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


def unrecorded_line(plan: Plan, currency: str) -> str | None:
    """The payments of the file that are nowhere then: refused by a rule, unclear or in error; and what they come to."""
    left = [(row, cents) for row in plan.rows for cents in _unrecorded(plan.source.kind, row)]
    if not left:
        return None
    sums = [cents for _row, cents in left if cents is not None]
    if not sums:
        said = ngettext(
            "{count} payment is not recorded: {lines}.", "{count} payments are not recorded: {lines}.", len(left)
        )
    elif len(sums) < len(left):
        said = ngettext(
            "{count} payment is not recorded, {amount} or more: {lines}.",
            "{count} payments are not recorded, {amount} or more: {lines}.",
            len(left),
        )
    else:
        said = ngettext(
            "{count} payment is not recorded, {amount}: {lines}.",
            "{count} payments are not recorded, {amount}: {lines}.",
            len(left),
        )
    rows = list({row.line: row for row, _cents in left}.values())
    return said.format(count=len(left), amount=money(sum(sums), currency), lines=line_numbers(rows))


def _unrecorded(kind: str, row: PlanRow) -> list[int | None]:
    """The money of a row that stays unrecorded, in cents where they are told; a contact has a payment a year."""
    if kind == "contacts":
        return [year["cents"] for year in row.values.get("unrecorded", [])]
    if kind != "dues" or not _is_unrecorded(row):
        return []
    cents = row.values.get("amount")
    return [cents if isinstance(cents, int) else None]


def _is_unrecorded(row: PlanRow) -> bool:
    """Whether money of the row stays unrecorded: rows that are left out for what they say are no money received."""
    if row.action == "skip":
        return any(problem.code in ERRORS for problem in row.problems)
    return row.action in ("error", "ambiguous")


def done_line(plan: Plan) -> str:
    """What was written."""
    kind, made, changed = plan.source.kind, plan.summary["create"], plan.summary["change"]
    if kind == "attendance":
        count = made + changed
        return ngettext("{count} person marked.", "{count} people marked.", count).format(count=count)
    told = [_made(kind, made).format(count=made)] if made else []
    if changed:
        said = ngettext("{count} row changed what was known.", "{count} rows changed what was known.", changed)
        told.append(said.format(count=changed))
    if len(told) > 1:
        return _("{first} {second}").format(first=told[0], second=told[1])
    return told[0] if told else _("What was answered is remembered.")


def _made(kind: str, count: int) -> str:
    """The sentence of what rows of this kind add."""
    if kind == "dues":
        return ngettext("{count} payment kept.", "{count} payments kept.", count)
    if kind == "registrations":
        return ngettext("{count} registration made.", "{count} registrations made.", count)
    if kind == "people":
        return ngettext("{count} person added.", "{count} people added.", count)
    if kind == "organisations":
        return ngettext("{count} organisation added.", "{count} organisations added.", count)
    return ngettext("{count} contact added.", "{count} contacts added.", count)


def blank_line(rows: Sequence[PlanRow]) -> str | None:
    """The lines on which nothing stood: they are counted, and take no line of the screen."""
    return _("Nothing stands on {lines}.").format(lines=line_numbers(rows)) if rows else None


def held_line(plan: Plan) -> str | None:
    """The rows that `--hold` kept back."""
    held = plan.of("error", "ambiguous")
    return _("Held back: {lines}.").format(lines=line_numbers(held)) if held else None


def unmatched_lines(desk: Desk, plan: Plan, session: int | None) -> list[str]:
    """Of attendance, whom the file showed and who is matched with nobody, with whom they may be and the way out."""
    rows = [row for row in plan.rows if row.action == "ambiguous" or _is_unmatched(row)]
    if plan.source.kind != "attendance" or session is None or not rows:
        return []
    told = [_("Matched with nobody:")]
    for row in rows[:MOST_TOLD]:
        people, name = strung(candidate_words(desk, plan, row)), name_of(row)
        text = _("line {line}  {name}: {people}?") if people else _("line {line}  {name}")
        told.append("  " + text.format(line=row.line, name=name, people=people))
    if len(rows) > MOST_TOLD:
        told.append("  …")
    again = _("To match them, import the file again at a terminal; to mark somebody by hand: cap present {session} WHO")
    return [*told, again.format(session=SESSIONS.ref(session))]


def _is_unmatched(row: PlanRow) -> bool:
    """Whether a telephone or a room that names nobody was there long enough, or somebody was left for later."""
    return any(problem.code in ("meeting_device", "meeting_room", "row_later") for problem in row.problems)


def line_numbers(rows: Sequence[PlanRow]) -> str:
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
        _("{name}, line {line}").format(name=described(lines[line]), line=line) for line in row.candidate_lines
    ]


def unclear_words(desk: Desk, plan: Plan, row: PlanRow) -> str:
    """What is unclear of a row, in one line: who it may mean, or the question that is open."""
    people = strung(candidate_words(desk, plan, row))
    if people:
        return _("{name}: {people}?").format(name=described(row), people=people)
    return _("{name}: {problem}").format(name=name_of(row), problem=problem_words(row.problems[-1]))


def name_of(row: PlanRow) -> str:
    """Whom the row names, as the file does."""
    values = row.values
    name = " ".join(filter(None, (values.get("given_name"), values.get("family_name"))))
    if not name and row.person is not None:  # a payment keeps what was understood of it, not the cells of the name
        name = full_name(row.person.given_name, row.person.family_name)
    return name or str(values.get("email") or values.get("name") or "")


def described(row: PlanRow, besides: str = "") -> str:
    """Whom the row names, with the organisation and the e-mail that it tells, so that one can choose.

    `besides` is a sentence that follows: what it tells is not told twice.
    """
    person, home = row.person, row.organisation.name if row.organisation else None
    organisation = row.values.get("organisation") or home or (person.organisation if person else None)
    email = row.values.get("email") or (person.email if person else None)
    name = name_of(row)
    told = [str(text) for text in (organisation, email) if text and text != name and str(text) not in besides]
    return _("{name} ({details})").format(name=name, details=", ".join(told)) if told else name


def _described(read: Reader, number: int) -> list[tuple[str, str]]:
    person = read.get(PEOPLE, number)
    return described_people(read, [person]) if person else []
