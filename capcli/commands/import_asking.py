"""Asking, at a terminal, whom each unclear row of a file means, and which organisation each unknown name."""

from msgspec.structs import replace

from capcli.commands.asking import choose, person
from capcli.commands.import_words import candidate_words, described
from capcli.desk import Desk
from capcli.domain.decisions import unknown_organisation
from capcli.domain.names import organisation_key
from capcli.domain.plans import Answer, Job, OrganisationAnswer, Plan, PlanRow
from capcli.domain.records import ORGANISATIONS
from capcli.errors import NotFound
from capcli.texts import _, ngettext
from capcli.texts.errors import explain
from capcli.texts.problems import problem_words

_LEFT = ("skip", "same")
"""The actions of rows that ask for no organisation: not going in, or there already, as a form comes twice a day."""


def answered(desk: Desk, plan: Plan, job: Job) -> Job:
    """The import with an answer for each unclear row and unknown organisation that has none yet.

    An organisation is asked for once, before the rows: who is meant may follow from it.
    """
    unknown = _unknown(plan, job)
    if unknown:
        return replace(job, organisations={**job.organisations, **_organisations(desk, job, unknown)})
    answers = {row.line: _answer(desk, plan, row) for row in plan.of("ambiguous") if row.line not in job.answers}
    return replace(job, answers={**job.answers, **answers})


def _answer(desk: Desk, plan: Plan, row: PlanRow) -> Answer:
    code = row.problems[-1].code if row.problems else ""
    if code == "which_year":
        return _ask_year(desk, row)
    return _ask_kept(desk, row) if code == "changed_both" else _ask(desk, plan, row)


def _ask(desk: Desk, plan: Plan, row: PlanRow) -> Answer:
    same = [
        *(Answer(kind="same", person=number) for number in row.candidates),
        *(Answer(kind="same", line=line) for line in row.candidate_lines),
    ]
    told = [_("The same person: {person}").format(person=one) for one in candidate_words(desk, plan, row)]
    named = [_("Somebody known, whom you name")] if plan.source.kind == "attendance" else []
    more = {
        _("Somebody else, for example a colleague"): Answer(kind="other"),
        _("Decide later"): Answer(kind="later"),
        _("Ignore this row, now and in later files"): Answer(kind="ignore"),
    }
    while True:
        place = choose(desk, _question(row), [*told, *named, *more])
        if not (named and place == len(same)):
            return [*same, *more.values()][place if place < len(same) else place - len(named)]
        if (known := _ask_known(desk)) is not None:
            return Answer(kind="same", person=known)


def _ask_known(desk: Desk) -> int | None:
    """The number of somebody whom a meeting showed by a name that tells nothing; None to choose again."""
    while typed := desk.terminal.ask(_("Who? A name, an e-mail or P12 (Enter: back):")):
        try:
            return person(desk, typed).id
        except NotFound as nobody:
            desk.note(explain(nobody))
    return None


def _ask_year(desk: Desk, row: PlanRow) -> Answer:
    years = [int(row.problems[-1].args[key]) for key in ("this", "next")]
    told = [_("The year {year}").format(year=year) for year in years]
    place = choose(desk, _question(row), [*told, _("Decide later")])
    return Answer(kind="year", year=years[place]) if place < len(years) else Answer(kind="later")


def _ask_kept(desk: Desk, row: PlanRow) -> Answer:
    """The file changed a value that was changed here too."""
    options = {
        _("What the file says now"): Answer(kind="form"),
        _("What is recorded here"): Answer(kind="kept"),
        _("Decide later"): Answer(kind="later"),
    }
    return list(options.values())[choose(desk, _question(row), list(options))]


def _question(row: PlanRow) -> str:
    said = problem_words(row.problems[-1], row.action).rstrip(".")
    return _("Line {line}, {name}: {problem}.").format(line=row.line, name=described(row, said), problem=said)


def _unknown(plan: Plan, job: Job) -> dict[str, list[PlanRow]]:
    """The rows of each organisation that is not known and of which nothing was said yet, by its text."""
    texts: dict[str, str] = {}
    found: dict[str, list[PlanRow]] = {}
    for row in plan.rows:
        text = unknown_organisation(row)
        key = organisation_key(text)
        if key and key not in job.organisations and row.action not in _LEFT:
            found.setdefault(texts.setdefault(key, text), []).append(row)
    return found


def _organisations(desk: Desk, job: Job, unknown: dict[str, list[PlanRow]]) -> dict[str, OrganisationAnswer]:
    """An answer for each; one that is left for later goes without, this time."""
    return {organisation_key(text): _ask_organisation(desk, job, text, rows) for text, rows in unknown.items()}


def _ask_organisation(desk: Desk, job: Job, text: str, rows: list[PlanRow]) -> OrganisationAnswer:
    read = desk.store.read()
    known = [read.get(ORGANISATIONS, number) for number in rows[0].organisation_candidates]
    candidates = [organisation for organisation in known if organisation is not None]
    same = [
        _("The same as {organisation} {name}").format(organisation=ORGANISATIONS.ref(one.id), name=one.name)
        for one in candidates
    ]
    is_payer = job.source.kind == "dues"
    question = (_payer_question if is_payer else _question_of)(len(rows)).format(name=text, count=len(rows))
    without = _("None of them") if is_payer else _("Go without it; the note keeps the name")
    more = {_("A new organisation, to be added"): "new", without: "none"}
    usual = None if is_payer or candidates else 1
    place = choose(desk, question, [*same, *more], usual=usual)
    if place < len(candidates):
        return OrganisationAnswer(kind="same", organisation=candidates[place].id)
    kind = list(more.values())[place - len(candidates)]
    return OrganisationAnswer(kind=kind)  # type: ignore[arg-type] # the two are its kinds


def _question_of(count: int) -> str:
    return ngettext(
        "The organisation “{name}” of {count} row is not known.",
        "The organisation “{name}” of {count} rows is not known.",
        count,
    )


def _payer_question(count: int) -> str:
    return ngettext(
        "“{name}” pays in {count} row and is not known. Which organisation is it?",
        "“{name}” pays in {count} rows and is not known. Which organisation is it?",
        count,
    )
