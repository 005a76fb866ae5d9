"""Lists of people and of organisations, row by row."""

import pytest
from listing import ListDesk, actions, codes, row

from capcli.domain.plans import OrganisationAnswer
from capcli.domain.records import Exemption

SIRET = "44306184100047"


@pytest.fixture
def desk() -> ListDesk:
    return ListDesk()


def zoe(line: int = 2, **more: str):
    values = {"given_name": "Zoé", "family_name": "MARTINEAU", "email": "zoe@parc.example"}
    return row(line, **values | more)


class TestPeople:
    def test_somebody_new_is_added_with_all_that_is_told(self, desk):
        desk.organisation("Le Parc")
        plan = desk.done(
            "people", zoe(organisation="le parc", phone="04 65 71 10 03", function="guide", postcode="7400")
        )
        assert actions(plan) == ["create"]
        made = desk.people()["MARTINEAU"]
        assert (made.phone, made.function, made.postcode) == ("+33465711003", "guide", "07400")
        assert desk.belonging() == {("MARTINEAU", "Le Parc")}
        assert codes(plan.rows[0]) == ["repaired"]

    def test_the_same_list_again_changes_nothing(self, desk):
        desk.organisation("Le Parc")
        rows = [zoe(organisation="Le Parc", exempt="Oui"), row(3, name="Brun Paul", email="paul@b.example")]
        desk.done("people", *rows)
        before = desk.people(), desk.belonging()
        assert actions(desk.done("people", *rows)) == ["same", "same"]
        assert (desk.people(), desk.belonging()) == before

    def test_somebody_known_is_completed(self, desk):
        desk.person("Zoé", "Martineau", email="zoe@parc.example", phone="0465711099")
        plan = desk.done("people", zoe(phone="0465711003", function="guide"))
        assert actions(plan) == ["change"]
        held = desk.people()["Martineau"]
        assert (held.phone, held.function) == ("+33465711099", "guide")
        assert "differs" in codes(plan.rows[0])

    def test_an_unknown_organisation_is_told_and_never_added(self, desk):
        plan = desk.done("people", zoe(organisation="Le Parc"))
        assert actions(plan) == ["create"]
        assert codes(plan.rows[0]) == ["organisation_unknown"]
        assert desk.organisations() == {}

    def test_an_exemption_names_the_file_and_is_given_once(self, desk):
        plan = desk.done("people", zoe(exempt="Oui"))
        assert desk.people()["MARTINEAU"].exempt == Exemption(reason="Exempt (list.csv)")
        assert plan.rows[0].values["exempt"] == "Exempt (list.csv)"
        assert actions(desk.done("people", zoe(exempt="membre d'honneur"))) == ["same"]

    @pytest.mark.parametrize("cell", ["Non", "0", "-", ""])
    def test_no_is_no_exemption(self, desk, cell):
        desk.done("people", zoe(exempt=cell))
        assert desk.people()["MARTINEAU"].exempt is None

    def test_somebody_known_without_an_exemption_gets_the_one_of_the_list(self, desk):
        desk.person("Zoé", "Martineau", email="zoe@parc.example")
        plan = desk.done("people", zoe(exempt="oui"))
        assert (actions(plan), codes(plan.rows[0])) == (["change"], ["exempt_given"])

    def test_days_of_an_exemption_that_do_not_exist_are_a_problem_of_the_value(self, desk):
        plan = desk.done("people", zoe(exempt__reason="élu", exempt__until="31/02/2024"))
        assert (actions(plan), codes(plan.rows[0])) == (["create"], ["exempt_days"])

    def test_an_email_without_a_name_is_the_same_when_it_is_known_and_left_out_otherwise(self, desk):
        """It holds its own row back and no other."""
        desk.person("Zoé", "Martineau", email="zoe@parc.example")
        plan = desk.done("people", row(1, email="ZOE@parc.example"), row(2, email="ines@b.example"), zoe(3))
        assert actions(plan) == ["same", "skip", "skip"]
        assert [codes(one) for one in plan.rows[1:]] == [["row_nameless"], ["row_twice"]]

    @pytest.mark.parametrize("kind", ["people", "dues"])
    def test_of_two_people_in_one_row_nothing_is_said_to_go_in(self, desk, kind):
        """Their two e-mails are no usable one, but the row goes in neither with nor without it."""
        told = {"name": "DUPONT Jean ; FICTIF Anna", "email": "jean@b.example / anna@b.example", "amount": "20"}
        plan = desk.done(kind, row(2, **told))
        assert (actions(plan), codes(plan.rows[0])) == (["error"], ["row_several"])

    def test_a_row_that_names_nobody_is_an_error(self, desk):
        assert actions(desk.done("people", row(2, function="guide"))) == ["error"]

    @pytest.mark.parametrize("more", [{}, {"email": "contact@pnr.example"}])
    def test_an_organisation_among_people_is_left_out_with_the_way_to_take_it(self, desk, more):
        plan = desk.done("people", row(2, organisation="PNR des Monts", kind="Personne morale", **more))
        assert (actions(plan), codes(plan.rows[0])) == (["skip"], ["row_organisation"])

    @pytest.mark.parametrize(
        "told",
        [{"family_name": "Mairie de Die"}, {"name": "Foyer rural du Val", "organisation": "Foyer rural du Val"},
         {"family_name": "Le Parc", "kind": "Personne morale", "organisation": "Le Parc"}],
    )  # fmt: skip
    def test_a_member_that_is_an_organisation_becomes_no_person(self, desk, told):
        """Galette and address books write its name where the others have theirs."""
        plan = desk.done("people", row(2, email="contact@foyer.example", **told))
        assert (actions(plan), codes(plan.rows[0])) == (["skip"], ["row_organisation"])
        assert not desk.people()

    def test_a_family_named_after_a_saint_is_no_organisation(self, desk):
        assert actions(desk.done("people", row(2, name="Saint Martin Paul"))) == ["create"]

    @pytest.mark.parametrize(
        "told",
        [{"states": ["Status: unsubscribed"]}, {"states": ["Statut: Résilié"]}, {"q_Compte": "Non"},
         {"q_UNSUB_TIME": "2023-02-01 10:00:00"}, {"q_CLEAN_TIME": "2023-02-01"}, {"q_Status": "Cleaned"},
         {"q_EMAIL_BLACKLISTED": "true"}, {"q_Statut de l'abonnement": "désabonné"}],
    )  # fmt: skip
    def test_who_left_is_left_out(self, desk, told):
        plan = desk.done("people", zoe(3), zoe(2, **told) if "states" not in told else row(
            2, states=told["states"], given_name="Jo", family_name="Lu", email="jo@lu.example"))  # fmt: skip
        assert (plan.rows[0].action, codes(plan.rows[0])) == ("skip", ["row_off"])
        assert set(desk.people()) == {"MARTINEAU"}

    @pytest.mark.parametrize(
        "told", [{"q_Compte": "Oui"}, {"q_Status": "subscribed"}, {"q_Remarque": "ne bounce jamais"}, {"q_Abonné": "x"}]
    )
    def test_who_is_there_stays(self, desk, told):
        assert actions(desk.done("people", zoe(**told))) == ["create"]

    def test_a_list_of_ours_tells_its_people_apart(self, desk):
        """Two records with one name and one e-mail were two people there, and are two here."""
        plan = desk.done("people", zoe(2, ref="P3"), zoe(3, ref="P7"), zoe(4, ref="P7"))
        assert actions(plan) == ["create", "create", "skip"]

    def test_an_error_is_one_of_the_list_under_strict(self, desk):
        assert actions(desk.done("people", zoe(email="zoe@@"), strict=True)) == ["error"]
        assert actions(desk.done("people", zoe(postcode="7400"), strict=True)) == ["create"]


class TestOrganisations:
    def test_each_row_is_one_with_its_facts(self, desk):
        plan = desk.done(
            "organisations",
            row(2, name="Le Parc", kind="PNR", siret="443 061 841 00047", email="a@parc.example", phone="465711003",
                address="1 rue de l'Exemple", postcode="7400", city="Val-Fictif", aliases="PNR ; Parc des Monts"),
        )  # fmt: skip
        made = desk.organisations()["Le Parc"]
        assert (made.kind, made.siret, made.email, made.phone) == ("PNR", SIRET, "a@parc.example", "+33465711003")
        assert (made.address, made.aliases) == ("1 rue de l'Exemple, 07400 Val-Fictif", ["PNR", "Parc des Monts"])
        assert plan.rows[0].organisation.name == "Le Parc"

    def test_the_same_list_again_changes_nothing(self, desk):
        rows = [row(2, name="Le Parc", siret=SIRET, aliases="PNR"), row(3, name="Mairie de Die", phone="0475")]
        assert actions(desk.done("organisations", *rows)) == ["create", "create"]
        assert actions(desk.done("organisations", *rows)) == ["same", "same"]

    @pytest.mark.parametrize("values", [{"name": "PARC"}, {"name": "Parc naturel", "siret": SIRET},
                                        {"name": "Le Parc des Monts", "aliases": "Parc"}])  # fmt: skip
    def test_a_known_one_is_found_by_name_number_or_alias_and_completed(self, desk, values):
        desk.organisation("Parc", siret=SIRET)
        plan = desk.done("organisations", row(2, email="a@parc.example", **values))
        assert actions(plan) == ["change"]
        held = desk.organisations()["Parc"]
        assert (held.email, held.aliases) == ("a@parc.example", [n for n in (values["name"],) if n != "PARC"])

    def test_what_differs_is_told_and_stays(self, desk):
        desk.organisation("Parc", email="a@parc.example")
        plan = desk.done("organisations", row(2, name="Parc", email="b@parc.example"))
        assert (actions(plan), codes(plan.rows[0])) == (["same"], ["organisation_differs"])

    @pytest.mark.parametrize(
        ("siret", "code"),
        [("443061841", "siren"), ("4,43061842E+13", "siret_shortened"), ("44306184100048", "siret_check_unused"),
         ("en cours", "siret_unused")],
    )  # fmt: skip
    def test_a_number_that_is_no_siret_is_a_problem_of_the_value(self, desk, siret, code):
        plan = desk.done("organisations", row(2, name="Parc", siret=siret))
        assert (actions(plan), codes(plan.rows[0])) == (["create"], [code])
        assert desk.organisations()["Parc"].siret is None

    def test_a_name_or_a_number_of_another_one_is_left_out(self, desk):
        desk.organisation("Parc", siret=SIRET, aliases=["PNR"])
        desk.organisation("CUMA")
        plan = desk.done("organisations", row(2, name="CUMA", siret=SIRET, aliases="PNR; Coopérative"))
        assert (actions(plan), codes(plan.rows[0])) == (["change"], ["siret_taken", "alias_taken"])
        assert desk.organisations()["CUMA"].aliases == ["Coopérative"]

    def test_one_with_nearly_a_known_name_is_added_and_told_with_its_candidates(self, desk):
        known = desk.organisation("Communauté de communes du Val Fictif")
        plan = desk.done("organisations", row(2, name="Communauté de communes du Val Fictiv"))
        assert (actions(plan), codes(plan.rows[0])) == (["create"], ["organisation_near"])
        assert plan.rows[0].organisation_candidates == [known.id]

    def test_it_is_the_known_one_when_somebody_says_so(self, desk):
        known = desk.organisation("Communauté de communes du Val Fictif")
        name = "Communauté de communes du Val Fictiv"
        said = {"communautecommunesvalfictiv": OrganisationAnswer(kind="same", organisation=known.id)}
        assert actions(desk.done("organisations", row(2, name=name), organisations=said)) == ["change"]
        assert desk.organisations()["Communauté de communes du Val Fictif"].aliases == [name]

    def test_a_name_that_holds_what_joins_names_in_our_exports_is_still_one(self, desk):
        desk.organisation("Parc", aliases=["PNR | Vercors", "Les Monts"])
        plan = desk.done("organisations", row(2, ref="O1", name="Parc", aliases="PNR | Vercors | Les Monts"))
        assert actions(plan) == ["same"]

    def test_a_row_without_a_name_is_an_error(self, desk):
        assert actions(desk.done("organisations", row(2, email="a@parc.example"))) == ["error"]


LONG = f"Zoé {'x' * 400}"


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("people", {"name": LONG, "email": "zoe@parc.example"}),
        ("organisations", {"name": LONG}),
        ("contacts", {"name": "Zoé Martineau", "organisation": LONG}),
    ],
)
def test_a_name_longer_than_any_stops_its_own_row_only(desk, kind, values):
    plan = desk.done(kind, row(2, **values), row(3, name="Anne Roche"))
    assert [(row.action, codes(row)) for row in plan.rows] == [("error", ["name_long"]), ("create", [])]
