"""Lists of payments of any program and any treasurer, row by row."""

import datetime as dt

import pytest
from listing import ListDesk, actions, codes, row

from capcli.domain.plans import Answer, OrganisationAnswer
from capcli.services import refunds

TODAY = dt.date(2024, 2, 20)
NOW = dt.datetime(2024, 2, 20, 9, tzinfo=dt.UTC)


@pytest.fixture
def desk() -> ListDesk:
    made = ListDesk()
    made.rate("Individuelle", 2000, "person")
    made.rate("Structure", 15000, "organisation")
    return made


def zoe(line: int = 2, **more: str):
    """A payment of 2024 by somebody whose name has its parts."""
    values = {"given_name": "Zoé", "family_name": "MARTINEAU", "email": "zoe@parc.example", "paid_on": "12/02/2024",
              "amount": "20,00"}  # fmt: skip
    return row(line, **{field: text for field, text in (values | more).items() if text})


class TestTheSamePayment:
    def test_a_reference_tells_it_however_its_day_is_written(self, desk):
        """The order is of the 12th, the transfer of the 19th: one payment."""
        desk.done("dues", zoe(reference="HA-123"))
        plan = desk.done("dues", zoe(reference="ha 123".replace(" ", "-"), paid_on="19/02/2024"))
        assert actions(plan) == ["same"]
        assert len(desk.dues()) == 1

    def test_one_reference_pays_for_several_members(self, desk):
        other = {"given_name": "Paul", "family_name": "Brun", "email": "paul@parc.example"}
        desk.done("dues", zoe(2, reference="HA-123"), zoe(3, reference="HA-123", **other))
        assert [who for who, _year, _cents in desk.paid()] == ["MARTINEAU", "Brun"]

    def test_a_list_without_references_knows_what_one_with_them_brought(self, desk):
        """The bank's list and that of the program that collects are of the same money."""
        desk.done("dues", zoe(reference="HA-123"))
        assert actions(desk.done("dues", zoe())) == ["same"]

    def test_a_row_without_a_day_is_the_payment_of_its_year(self, desk):
        desk.done("dues", zoe(year="2024"))
        assert actions(desk.done("dues", zoe(paid_on="", year="2024"))) == ["same"]
        assert actions(desk.done("dues", zoe(paid_on=""))) == ["same"]

    def test_two_references_are_two_payments(self, desk):
        desk.done("dues", zoe(2, kind="don", reference="A"), zoe(3, kind="don", reference="B"))
        again = desk.done("dues", zoe(2, kind="don", reference="B"), zoe(3, kind="don", reference="A"))
        assert (actions(again), len(desk.dues())) == (["same", "same"], 2)

    def test_one_cancelled_since_is_not_made_again(self, desk):
        desk.done("dues", zoe(reference="A"))
        desk.change(lambda tx: refunds.cancel(tx, 1, "mistake", today=TODAY, now=NOW, by="camille"))
        plan = desk.done("dues", zoe(reference="A", paid_on="13/02/2024"))
        assert (actions(plan), codes(plan.rows[0])) == (["skip"], ["dues_ended"])


class TestLeftOut:
    @pytest.mark.parametrize("state", ["Refusé", "Remboursé", "Annulé", "En attente", "Non payé", "À venir", "pending",
                                       "Contesté", "Impayé", "Refunded", "Failed"])  # fmt: skip
    def test_money_that_did_not_come(self, desk, state):
        plain = zoe()
        typed = row(2, states=[f"Statut: {state}"], **plain.values)
        assert actions(desk.done("dues", typed)) == ["skip"]

    @pytest.mark.parametrize("state", ["Validé", "Payé", "Authorized", "Encaissé", "Processed", "Payée"])
    def test_money_that_came(self, desk, state):
        assert actions(desk.done("dues", row(2, states=[f"Statut: {state}"], **zoe().values))) == ["create"]

    @pytest.mark.parametrize("told", [{"q_Réglé": "Non"}, {"q_Cotisation payée": "non"}, {"q_À jour": "N"}])
    def test_a_column_of_ticks_that_says_no(self, desk, told):
        plan = desk.done("dues", zoe(**told))
        assert (actions(plan), codes(plan.rows[0])) == (["skip"], ["row_unpaid"])

    @pytest.mark.parametrize("amount", ["-20,00", "- 20 €", "(20,00)", "−20"])
    def test_money_given_back(self, desk, amount):
        plan = desk.done("dues", zoe(amount=amount))
        assert (actions(plan), codes(plan.rows[0])) == (["skip"], ["row_negative"])

    @pytest.mark.parametrize("kind", ["Billetterie", "Boutique", "Remboursement", "Inscription", "Promesse"])
    def test_what_is_no_dues(self, desk, kind):
        plan = desk.done("dues", zoe(kind=kind))
        assert (actions(plan), codes(plan.rows[0])) == (["skip"], ["row_state"])

    def test_an_amount_of_nothing(self, desk):
        plan = desk.done("dues", zoe(amount="0,00"))
        assert (actions(plan), codes(plan.rows[0])) == (["skip"], ["amount_zero"])


class TestWhat:
    @pytest.mark.parametrize(
        "kind", ["Cotisation annuelle", "Adhésion", "Renouvellement", "Virement", "Individuelle", ""]
    )
    def test_dues_by_many_names(self, desk, kind):
        desk.done("dues", zoe(kind=kind))
        assert desk.paid() == [("MARTINEAU", 2024, 2000)]

    @pytest.mark.parametrize("kind", ["Don", "Don en numéraire", "donation", "Mécénat"])
    def test_donations(self, desk, kind):
        desk.done("dues", zoe(kind=kind, amount="150"))
        assert [(one.kind, one.person) for one in desk.dues()] == [("donation", 1)]

    def test_a_rate_called_otherwise_is_told_by_its_amount(self, desk):
        plan = desk.done("dues", zoe(rate="Adhésion simple 2024"))
        assert (actions(plan), codes(plan.rows[0])) == (["create"], ["rate_taken"])
        assert desk.dues()[0].rate == "Individuelle"

    def test_of_several_rates_the_amount_chooses(self, desk):
        desk.rate("Réduite", 1000, "person")
        desk.done("dues", zoe(amount="10"))
        assert desk.dues()[0].rate == "Réduite"

    def test_an_amount_in_the_column_of_rates(self, desk):
        desk.done("dues", zoe(rate="20,00 €", amount=""))
        assert desk.paid() == [("MARTINEAU", 2024, 2000)]

    def test_a_tick_for_an_amount_pays_the_rate(self, desk):
        desk.done("dues", zoe(amount="oui"))
        assert desk.paid() == [("MARTINEAU", 2024, 2000)]

    @pytest.mark.parametrize(("year", "expected"), [("2023-2024", 2023), ("Saison 2023/24", 2023), ("2023", 2023)])
    def test_years_as_they_are_named(self, desk, year, expected):
        desk.done("dues", zoe(year=year))
        assert [named for _who, named, _cents in desk.paid()] == [expected]

    def test_days_of_a_file_that_writes_the_month_first(self, desk):
        desk.done("dues", zoe(paid_on="02/12/2024"), dates="month_first")
        assert desk.dues()[0].paid_on == dt.date(2024, 2, 12)

    def test_a_day_that_a_spreadsheet_made_a_number(self, desk):
        plan = desk.done("dues", zoe(paid_on="45334"))
        assert desk.dues()[0].paid_on == dt.date(2024, 2, 12)
        assert "repaired" in codes(plan.rows[0])


class TestWho:
    def test_dues_are_the_members_and_the_plan_says_who_paid(self, desk):
        plan = desk.done(
            "dues", zoe(payer_given_name="Luc", payer_family_name="Petit", payer_email="luc@petit.example")
        )
        assert desk.paid() == [("MARTINEAU", 2024, 2000)]
        assert set(desk.people()) == {"MARTINEAU"}
        assert codes(plan.rows[0]) == ["payer_other"]

    def test_where_nobody_else_is_named_the_payer_is_meant(self, desk):
        typed = row(2, payer_given_name="Luc", payer_family_name="PETIT", payer_email="luc@petit.example",
                    paid_on="12/02/2024", amount="20")  # fmt: skip
        plan = desk.done("dues", typed)
        assert desk.paid() == [("PETIT", 2024, 2000)]
        assert (desk.people()["PETIT"].email, codes(plan.rows[0])) == ("luc@petit.example", [])

    def test_an_organisation_pays_its_rate(self, desk):
        desk.organisation("Communauté de communes du Val Fictif")
        desk.done("dues", zoe(organisation="CC du Val Fictif", amount="150"))
        assert desk.paid() == [("Communauté de communes du Val Fictif", 2024, 15000)]

    def test_an_unknown_one_is_never_added_and_told_with_its_candidates(self, desk):
        known = desk.organisation("Communauté de communes du Val Fictif")
        typed = row(2, name="Communauté de communes du Val Fictiv", amount="150", paid_on="12/02/2024")
        plan = desk.done("dues", typed)
        assert (actions(plan), codes(plan.rows[0])) == (["error"], ["payer_near"])
        assert plan.rows[0].organisation_candidates == [known.id]

    @pytest.mark.parametrize(("kind", "names"), [("same", {"Le Parc"}), ("new", {"Le Parc", "Parc des Mont"})])
    def test_what_is_said_of_it_holds(self, desk, kind, names):
        known = desk.organisation("Le Parc")
        said = {"parcmont": OrganisationAnswer(kind=kind, organisation=known.id if kind == "same" else None)}
        typed = row(2, name="Parc des Mont", amount="150", paid_on="12/02/2024")
        assert actions(desk.done("dues", typed, organisations=said)) == ["create"]
        assert set(desk.organisations()) == names
        assert actions(desk.done("dues", typed)) == ["same"]

    @pytest.mark.parametrize(
        ("name", "given", "family"),
        [("LE MEUR Yann", "Yann", "LE MEUR"), ("Pinson Odile", "Odile", "Pinson"), ("Odile Pinson", "Odile", "Pinson")],
    )
    def test_a_full_name_that_pays_what_people_pay_is_somebody_new(self, desk, name, given, family):
        """A treasurer's list has names and sums, and no more."""
        typed = row(2, name=name, amount="20", paid_on="12/02/2024")
        plan = desk.done("dues", typed)
        assert (actions(plan), codes(plan.rows[0])) == (["create"], ["payer_added"])
        assert [(one.given_name, one.family_name) for one in desk.people().values()] == [(given, family)]
        assert actions(desk.done("dues", typed, strict=True)) == ["same"]

    @pytest.mark.parametrize(
        "name",
        ["Amis du Livre", "CCAS Die", "DIE Mobilités", "Ferme Claire", "Terre Vivante", "Anne & Paul Brun", "MJC 26"],
    )
    def test_what_may_be_an_organisation_is_nobody_new(self, desk, name):
        plan = desk.done("dues", row(2, name=name, amount="20", paid_on="12/02/2024"))
        assert actions(plan) == ["error"]
        assert desk.people() == {}

    def test_a_sum_that_no_one_rate_asks_for_tells_nobody(self, desk):
        desk.rate("Soutien", 2000, "person")
        plan = desk.done("dues", row(2, name="LE MEUR Yann", amount="20", paid_on="12/02/2024"))
        assert (actions(plan), codes(plan.rows[0])) == (["error"], ["payer_unknown"])

    def test_a_column_of_people_tells_of_the_names_that_show_nothing(self, desk):
        names = ["Pinson Odile", "Brun Nathalie", "Kowal Zbiniek"]
        desk.done(
            "dues", *(row(line, name=name, amount="20", paid_on="12/02/2024") for line, name in enumerate(names, 2))
        )
        assert [one.family_name for one in desk.people().values()] == ["Pinson", "Brun", "Kowal"]

    def test_brackets_behind_a_name_are_no_part_of_it(self, desk):
        """As in a form: whoever is known is found without them, and whoever is new is added without them."""
        known = desk.person("Léa", "DURAND")
        typed = (
            row(2, name="DURAND Léa (Mairie de Vinsobres)", amount="20", paid_on="12/02/2024"),
            row(3, name="LE MEUR Yann [PNR / CC]", amount="20", paid_on="12/02/2024"),
        )
        asked, new = desk.done("dues", *typed, hold=True).rows
        assert (asked.action, codes(asked), asked.candidates) == ("ambiguous", ["name_remark", "namesake"], [known.id])
        assert (new.action, codes(new)) == ("create", ["name_remark", "payer_added"])
        done = desk.done("dues", *typed, answers={2: Answer(kind="same", person=known.id)})
        assert actions(done) == ["create", "same"]
        assert {(one.given_name, one.family_name) for one in desk.people().values()} == {
            ("Léa", "DURAND"),
            ("Yann", "LE MEUR"),
        }
        assert actions(desk.done("dues", *typed, strict=True)) == ["same", "same"]

    def test_those_behind_the_name_of_an_organisation_stay(self, desk):
        known = desk.organisation("Les Chemins Creux (ACC)")
        typed = row(2, name="Les Chemins Creux (ACC)", amount="20", paid_on="12/02/2024")
        plan = desk.done("dues", typed, row(3, name="Mairie de Die (CCAS)", amount="150", paid_on="12/02/2024"))
        assert desk.people() == {}
        assert plan.rows[1].problems[0].args == {"name": "Mairie de Die (CCAS)"}
        assert desk.organisations() == {known.name: known}

    def test_somebody_new_needs_a_whole_name(self, desk):
        """One word with an amount may be anybody, or an organisation."""
        plan = desk.done("dues", row(2, name="Martineau", amount="20", paid_on="12/02/2024"))
        assert (actions(plan), codes(plan.rows[0])) == (["error"], ["payer_unknown"])
        assert desk.people() == {}


class TestAColumnOfWhoPays:
    """A treasurer writes people and structures one below the other, under "Nom / Structure"."""

    def test_a_person_is_found_under_the_heading_of_structures(self, desk):
        desk.organisation("Foyer rural")
        plan = desk.done(
            "dues",
            row(2, organisation="Foyer rural", amount="150", paid_on="12/02/2024", rate="Structure"),
            row(3, organisation="Zoé MARTINEAU", amount="20", paid_on="12/02/2024", rate="Individuelle"),
        )
        assert actions(plan) == ["create", "create"]
        assert plan.rows[1].person.family_name == "MARTINEAU"

    def test_the_structure_of_somebody_who_is_named_stays_one(self, desk):
        plan = desk.done("dues", zoe(organisation="Anne Rivière"))
        assert plan.rows[0].person.family_name == "MARTINEAU"


def test_a_rate_alone_is_not_paid_where_other_rows_tell_of_a_payment(desk):
    """A member without a subscription stands in the list of Dolibarr too, with the type of a member."""
    plan = desk.done("dues", zoe(2), zoe(3, family_name="Roche", rate="Individuelle", amount="", paid_on=""))
    assert (actions(plan), codes(plan.rows[1])) == (["create", "skip"], ["row_no_amount"])
    plan = desk.done("dues", zoe(2), zoe(3, family_name="Roche", rate="Individuelle", amount="", email="r@b.example"))
    assert actions(plan) == ["same", "create"]
