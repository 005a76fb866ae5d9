"""A file that brings somebody who was forgotten: left out by the e-mail, asked about by the name, never kept by it."""

import datetime as dt
from secrets import token_hex

import pytest
from import_office import CLOCK, NOW, Office, row
from msgspec.structs import replace

from capcli.domain.forgotten import FORGET
from capcli.domain.plans import Answer, Clock, Job, Source, TypedRow
from capcli.domain.records import MEMORIES, PEOPLE, REGISTRATIONS, SESSIONS
from capcli.services import forgetting, forgetting_plans, importing, people
from capcli.store.protocol import Author

EMAIL = "zoe@exemple.example"


class ForgettingOffice(Office):
    def forget(self, number: int) -> None:
        plan = forgetting_plans.plan(self.store, number, put="personne oubliée", today=NOW.date())
        self.store.change(
            lambda tx: forgetting.forget(
                tx, plan.past, plan.traces, secret=token_hex(32), today=NOW.date(), now=NOW, by="camille"
            ),
            Author(by="camille", at=NOW, command=FORGET),
            redact=forgetting.redacting(plan.traces),
        )

    @property
    def kept(self) -> str:
        """Everything that an import may have written."""
        read = self.store.read()
        return repr([list(read.scan(table)) for table in (PEOPLE, REGISTRATIONS, MEMORIES)]).casefold()


@pytest.fixture
def office() -> ForgettingOffice:
    """Zoé, forgotten after a first import; her file is at hand still."""
    made = ForgettingOffice()
    made.take(row(2, "Zoé Martineau", EMAIL, phone="06 12 34 56 78"), session=1)
    made.do(lambda tx: [tx.remove(REGISTRATIONS, one.id) for one in list(tx.scan(REGISTRATIONS))])
    made.forget(1)
    return made


def told(planned) -> tuple[str, str | None]:
    return planned.action, planned.problems[-1].code if planned.problems else None


def test_the_same_file_again_leaves_them_out(office):
    again = office.one(row(2, "Zoé Martineau", "ZOE@exemple.example", phone="06 12 34 56 78"))
    assert told(again) == ("skip", "row_forgotten")
    assert "martineau" not in office.kept
    assert EMAIL not in office.kept


def test_an_e_mail_is_enough_whatever_the_name(office):
    assert told(office.one(row(2, "Z. M.", EMAIL))) == ("skip", "row_forgotten")


def test_the_others_of_the_file_go_in(office):
    plan = office.take(row(2, "Luc Roche", "luc@exemple.example"), row(3, "Zoé Martineau", EMAIL))
    assert [told(one) for one in plan.rows] == [("create", None), ("skip", "row_forgotten")]


@pytest.mark.parametrize("email", [None, "zoe.martineau@ailleurs.example"])
def test_a_name_alone_is_a_question(office, email):
    asked = office.one(row(2, "MARTINEAU Zoe", email))
    assert told(asked) == ("ambiguous", "forgotten_name")
    assert (asked.candidates, asked.candidate_lines) == ([], [])
    assert "martineau" not in office.kept


def test_somebody_else_of_that_name_goes_in_and_is_known_from_then_on(office):
    other = row(2, "Zoé Martineau", "zoe.martineau@ailleurs.example")
    added = office.one(other, answers={2: Answer(kind="other")})
    assert added.action == "create"
    assert office.one(other).action == "same"


def test_to_be_ignored_for_ever_is_kept_by_a_hash_only(office):
    alone = row(2, "Zoé Martineau")
    assert told(office.one(alone, answers={2: Answer(kind="ignore")})) == ("skip", "row_ignored")
    assert told(office.one(alone)) == ("skip", "row_ignored")
    assert "martineau" not in office.kept
    assert told(office.one(row(2, "Zoé Martineau", organisation="Mairie"))) == ("ambiguous", "forgotten_name")


def test_an_export_of_ours_from_before_leaves_them_out(office):
    for name, email in (("Zoé Martineau", EMAIL), ("personne oubliée", None)):
        job = office.job(row(2, name, email, ref="P1"))
        job = replace(job, source=replace(job.source, tool="cap"))
        plan = office.do(lambda tx, job=job: importing.carry_out(tx, job, CLOCK))
        assert told(plan.rows[0]) == ("skip", "row_forgotten")


def test_whoever_came_back_by_themselves_is_taken_as_they_are(office):
    details = people.Details(given_name="Zoé", family_name="Martineau", email=EMAIL)
    back = office.do(lambda tx: people.add(tx, details, today=NOW.date(), now=NOW))
    assert office.one(row(2, "Zoé Martineau", EMAIL)).person.ref == PEOPLE.ref(back.id)


@pytest.mark.parametrize("kind", ["people", "contacts", "dues"])
def test_every_kind_of_list_leaves_them_out(office, kind):
    source = Source(file="f.csv", kind=kind, format="csv", encoding="utf-8", delimiter=",", header_row=1)
    cells = {"given_name": "Zoé", "family_name": "Martineau", "email": EMAIL}
    cells |= {"amount": "20", "paid_on": "2024-02-01", "period": "2024"} if kind == "dues" else {}
    typed = [TypedRow(line=2, values=cells, headings={key: key for key in cells})]
    plan = office.do(lambda tx: importing.carry_out(tx, Job(source=source, rows=typed), CLOCK))
    assert told(plan.rows[0]) == ("skip", "row_forgotten")
    assert "martineau" not in office.kept


def test_a_report_of_a_meeting_leaves_them_out_and_asks_of_the_name(office):
    later = Clock(dt.date(2024, 3, 6), NOW + dt.timedelta(days=20), "camille")
    source = Source(file="f.csv", kind="attendance", format="csv", encoding=None, delimiter=None, header_row=1)

    def listed(cells: dict[str, str], **said) -> tuple[str, str | None]:
        rows = [TypedRow(line=2, values={"minutes": "200", **cells})]
        job = Job(source=source, rows=rows, session=1, **said)
        return told(office.do(lambda tx: importing.carry_out(tx, job, later)).rows[0])

    office.do(lambda tx: tx.put(SESSIONS, replace(tx.get(SESSIONS, 1), slots=tx.get(SESSIONS, 1).slots[:1])))
    named = {"name": "Zoé Martineau"}
    assert listed({**named, "email": EMAIL}) == ("skip", "row_forgotten")
    assert listed(named) == ("ambiguous", "forgotten_name")
    assert listed(named, answers={2: Answer(kind="ignore")}) == ("skip", "row_ignored")
    assert listed(named) == ("skip", "row_ignored")
    assert "martineau" not in office.kept
