"""The one list that an association keeps: people, organisations and years of dues."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from listing import ListDesk, actions, codes, row

from capcli.domain.plans import OrganisationAnswer
from capcli.domain.records import Exemption


@pytest.fixture
def desk() -> ListDesk:
    return a_desk()


def a_desk() -> ListDesk:
    made = ListDesk()
    made.rate("Individuelle", 2000, "person")
    made.rate("Structure", 15000, "organisation")
    return made


def zoe(line: int = 2, years: dict[int, str] | None = None, **more: str):
    values = {"given_name": "Zoé", "family_name": "MARTINEAU", "email": "zoe@parc.example"}
    return row(line, years=years, **values | more)


def test_a_row_makes_the_person_the_organisation_and_the_years(desk):
    plan = desk.done("contacts", zoe(organisation="Le Parc", years={2022: "20 €", 2023: "ok 15/03", 2024: "-"}))
    assert actions(plan) == ["create"]
    assert desk.belonging() == {("MARTINEAU", "Le Parc")}
    assert desk.paid() == [("MARTINEAU", 2022, 2000), ("MARTINEAU", 2023, 2000)]
    assert [one.paid_on for one in desk.dues()] == [dt.date(2022, 1, 1), dt.date(2023, 3, 15)]
    assert [told["paid_on"] for told in plan.rows[0].values["dues"]] == [dt.date(2022, 1, 1), dt.date(2023, 3, 15)]
    assert {"organisation_added", "year_days"} <= set(codes(plan.rows[0]))
    assert plan.rows[0].organisation.name == "Le Parc"


def test_the_same_list_again_changes_nothing(desk):
    rows = [
        zoe(organisation="Le Parc", years={2022: "20 €", 2023: "x", 2024: "exonérée"}),
        row(3, organisation="Mairie de Die", years={2023: "150", 2024: "payé"}, email="mairie@die.example"),
        row(4, name="Brun Paul", years={2023: "don 50"}, email="paul@brun.example"),
    ]
    assert actions(desk.done("contacts", *rows)) == ["create"] * 3
    before = desk.dues(), desk.people(), desk.organisations()
    assert actions(desk.done("contacts", *rows)) == ["same"] * 3
    assert (desk.dues(), desk.people(), desk.organisations()) == before


def test_a_year_more_is_a_change_of_what_is_known(desk):
    desk.done("contacts", zoe(years={2022: "20"}))
    plan = desk.done("contacts", zoe(years={2022: "20", 2023: "20"}))
    assert actions(plan) == ["change"]
    assert [told["year"] for told in plan.rows[0].values["dues"]] == [2023]


def test_an_amount_of_the_organisation_is_paid_by_it_and_once(desk):
    """Three colleagues with the same 150 € beside their names: one payment."""
    rows = [
        zoe(organisation="Le Parc", years={2023: "150 €"}),
        row(3, name="Brun Paul", email="paul@parc.example", organisation="Le Parc", years={2023: "150"}),
        row(4, name="ROCHE Anne", email="anne@parc.example", organisation="Le Parc", years={2023: "20"}),
    ]
    desk.done("contacts", *rows)
    assert desk.paid() == [("Le Parc", 2023, 15000), ("ROCHE", 2023, 2000)]


def test_a_year_without_an_amount_is_paid_by_whoever_paid_the_one_beside_it(desk):
    """A day alone after two years of 150 € is the structure's too, and not 20 € of the person."""
    lea = zoe(3, {2023: "20", 2024: "x"}, given_name="Léa", email="lea@parc.example", organisation="L'Oasis")
    desk.done("contacts", zoe(2, {2022: "150", 2023: "150 €", 2024: "15/01/2024"}, organisation="Le Parc"), lea)
    assert desk.paid() == [
        ("Le Parc", 2022, 15000), ("Le Parc", 2023, 15000), ("Le Parc", 2024, 15000),
        ("MARTINEAU", 2023, 2000), ("MARTINEAU", 2024, 2000),
    ]  # fmt: skip


def test_a_row_without_a_person_is_the_organisations(desk):
    plan = desk.done("contacts", row(2, organisation="Le Parc", email="a@parc.example", phone="475000000",
                                     years={2023: "x"}))  # fmt: skip
    assert actions(plan) == ["create"]
    assert desk.organisations()["Le Parc"].email == "a@parc.example"
    assert desk.paid() == [("Le Parc", 2023, 15000)]


@pytest.mark.parametrize("values", [{"family_name": "Mairie de Die"}, {"name": "CC du Diois"},
                                    {"name": "Le Parc", "kind": "Personne morale"}])  # fmt: skip
def test_an_organisation_in_the_column_of_the_names_is_one(desk, values):
    desk.done("contacts", row(2, years={2023: "x"}, **values))
    assert (len(desk.organisations()), desk.people()) == (1, {})


def test_a_person_of_no_organisation_stays_alone(desk):
    desk.done("contacts", zoe(organisation="Indépendante", years={2023: "x"}))
    assert desk.organisations() == {}
    assert desk.paid() == [("MARTINEAU", 2023, 2000)]


def test_an_organisation_with_nearly_a_known_name_is_told_with_its_candidates_and_asked(desk):
    known = desk.organisation("Communauté de communes du Val Fictif")
    typed = zoe(organisation="Communauté de communes du Val Fictiv")
    plan = desk.done("contacts", typed)
    assert (codes(plan.rows[0]), plan.rows[0].organisation_candidates) == (["organisation_near"], [known.id])


def test_what_is_said_of_an_organisation_holds(desk):
    known = desk.organisation("Communauté de communes du Val Fictif")
    typed, key = zoe(organisation="Communauté de communes du Val Fictiv"), "communautecommunesvalfictiv"
    same = OrganisationAnswer(kind="same", organisation=known.id)
    assert set(codes(desk.done("contacts", typed, organisations={key: same}).rows[0])) == set()
    assert desk.belonging() == {("MARTINEAU", "Communauté de communes du Val Fictif")}
    assert actions(desk.done("contacts", typed)) == ["same"]


def test_an_organisation_that_is_said_to_be_none_is_not_added(desk):
    none = {"parc": OrganisationAnswer(kind="none")}
    desk.done("contacts", zoe(organisation="Le Parc", years={2023: "x"}), organisations=none)
    assert (desk.organisations(), desk.paid()) == ({}, [("MARTINEAU", 2023, 2000)])


def test_a_tick_pays_the_rate_in_force_that_year(desk):
    desk.rate("Individuelle", 2500, "person", since=dt.date(2023, 1, 1))
    desk.done("contacts", zoe(years={2022: "x", 2023: "oui"}))
    assert desk.paid() == [("MARTINEAU", 2022, 2000), ("MARTINEAU", 2023, 2500)]


def test_a_tick_without_a_rate_is_a_problem_of_the_year(desk):
    bare = ListDesk()
    plan = bare.done("contacts", zoe(years={2023: "x"}))
    assert (actions(plan), codes(plan.rows[0])) == (["create"], ["year_rate"])
    assert bare.dues() == []


def test_an_exemption_is_for_that_year_and_names_the_file(desk):
    desk.done("contacts", zoe(years={2023: "Exonérée"}))
    expected = Exemption(reason="Exonérée (list.csv)", since=dt.date(2023, 1, 1), until=dt.date(2023, 12, 31))
    assert desk.people()["MARTINEAU"].exempt == expected


def test_a_year_to_come_counts_as_paid_today(desk):
    desk.done("contacts", zoe(years={2025: "20"}))
    assert [(one.paid_on, one.since.year) for one in desk.dues()] == [(dt.date(2024, 2, 20), 2025)]


def test_the_years_are_those_of_the_settings(desk):
    """Of a school year, 2022 is from September 2022, and a day in March of it is in 2023."""
    desk.change(lambda tx: _set(tx, "dues.year_start", "09-01"))
    desk.done("contacts", zoe(years={2022: "ok 15/03"}), year_start="09-01")
    assert [(one.paid_on, one.since) for one in desk.dues()] == [(dt.date(2023, 3, 15), dt.date(2022, 9, 1))]


def test_what_is_no_sure_payment_is_told_and_left_out(desk):
    plan = desk.done("contacts", zoe(years={2022: "20 + 30", 2023: "10", 2024: "20"}))
    assert actions(plan) == ["create"]
    assert codes(plan.rows[0])[:2] == ["year_cell", "year_amount"]
    assert desk.paid() == [("MARTINEAU", 2024, 2000)]


def test_what_was_paid_otherwise_stays_and_is_told(desk):
    desk.done("contacts", zoe(years={2023: "20"}))
    plan = desk.done("contacts", zoe(years={2023: "25"}))
    assert (actions(plan), codes(plan.rows[0])) == (["same"], ["year_differs"])


def test_a_payment_cancelled_since_is_not_made_again(desk):
    from capcli.services import refunds

    desk.done("contacts", zoe(years={2023: "20"}))
    today, now = dt.date(2024, 2, 20), dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)
    desk.change(lambda tx: refunds.cancel(tx, 1, "mistake", today=today, now=now, by="camille"))
    plan = desk.done("contacts", zoe(years={2023: "20"}))
    assert (actions(plan), codes(plan.rows[0])) == (["same"], ["dues_ended"])


@pytest.mark.parametrize(
    "bad", [zoe(years={2023: "20 + 30"}), zoe(years={2023: "10"}), row(2, organisation="Parc", years={2023: "9 €"})]
)
def test_under_strict_every_problem_is_an_error_and_writes_nothing(desk, bad):
    plan = desk.done(
        "contacts", bad, zoe(3, email="z2@parc.example", family_name="Brun", organisation="CUMA"), strict=True
    )
    assert actions(plan) == ["error", "create"]
    assert (set(desk.people()), set(desk.organisations()), desk.dues()) == ({"Brun"}, {"CUMA"}, [])


CELLS = st.sampled_from(["", "20", "20 €", "x", "exonéré", "don 50", "150", "ok 15/03", "-", "?", "25 €", "0"])


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), CELLS, CELLS), max_size=8))
def test_any_list_imported_twice_is_there_once(rows):
    """Whoever stands beside whatever structure with whatever cells: the second time nothing is written."""
    people = [{}, {"name": "Brun Paul", "email": "p@b.example"}, {"name": "Roche Anne"}, {"email": "x@y.example"}]
    structures = [{}, {"organisation": "Le Parc"}, {"organisation": "Mairie de Die"}]
    listed = [
        row(line, years={2022: one, 2023: other}, **people[who] | structures[where])
        for line, (who, where, one, other) in enumerate(rows, start=2)
    ]
    desk = a_desk()
    desk.done("contacts", *listed)
    before = desk.dues(), desk.people(), desk.organisations(), desk.belonging()
    again = desk.done("contacts", *listed)
    assert not again.of("create", "change")
    assert (desk.dues(), desk.people(), desk.organisations(), desk.belonging()) == before


def _set(tx, key: str, value: str) -> None:
    from capcli.domain.records import SETTINGS, Setting

    tx.put(SETTINGS, Setting(key=key, value=value))
