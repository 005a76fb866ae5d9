"""Asking, at a terminal, whom each unclear row of a file means."""

from capcli.commands.asking import choose
from capcli.commands.import_words import candidate_words, name_of
from capcli.desk import Desk
from capcli.domain.plans import Answer, Plan, PlanRow
from capcli.texts import _
from capcli.texts.problems import problem_words


def ask_rows(desk: Desk, plan: Plan, answered: dict[int, Answer]) -> dict[int, Answer]:
    """An answer for each unclear row that has none yet; one that stays without ends the command."""
    answers = dict(answered)
    for row in plan.of("ambiguous"):
        if row.line not in answers:
            answers[row.line] = _ask_year(desk, row) if row.problems[-1].code == "which_year" else _ask(desk, plan, row)
    return answers


def _ask(desk: Desk, plan: Plan, row: PlanRow) -> Answer:
    same = [
        *(Answer(kind="same", person=number) for number in row.candidates),
        *(Answer(kind="same", line=line) for line in row.candidate_lines),
    ]
    told = [_("The same person: {person}").format(person=one) for one in candidate_words(desk, plan, row)]
    more = {
        _("Somebody else, for example a colleague"): Answer(kind="other"),
        _("Decide later"): Answer(kind="later"),
        _("Ignore this row, now and in later files"): Answer(kind="ignore"),
    }
    place = choose(desk, _question(row), [*told, *more])
    return [*same, *more.values()][place]


def _ask_year(desk: Desk, row: PlanRow) -> Answer:
    years = [int(row.problems[-1].args[key]) for key in ("this", "next")]
    told = [_("The year {year}").format(year=year) for year in years]
    place = choose(desk, _question(row), [*told, _("Decide later")])
    return Answer(kind="year", year=years[place]) if place < len(years) else Answer(kind="later")


def _question(row: PlanRow) -> str:
    said = problem_words(row.problems[-1]).rstrip(".")
    return _("Line {line}, {name}: {problem}.").format(line=row.line, name=name_of(row), problem=said)
