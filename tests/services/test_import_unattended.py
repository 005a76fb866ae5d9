"""Lines of orders without an attendee are nobody's; a form without a name and an e-mail is an error."""

import pytest
from import_office import Office, row


@pytest.fixture
def office() -> Office:
    return Office()


def taken(office: Office, *rows) -> list[tuple[str, str | None]]:
    """What becomes of each row, and the problem that is told last."""
    return [(one.action, one.problems[-1].code if one.problems else None) for one in office.take(*rows).rows]


ODILE = row(2, "Odile Pinson", "odile@mail.example", answers={"Order code": "A0B3C"})


@pytest.mark.parametrize("heading", ["Order code", "N° de commande", "Code de la commande", "Order #", "Order ID"])
def test_a_product_of_an_order_holds_nothing_up(office, heading):
    """A meal, of whoever ordered it or of nobody at all."""
    meal = row(3, answers={heading: "A0B3C", "Product": "Repas"})
    paid = row(4, answers={"Product": "Repas"}, payer_name="Anne Boss", payer_email="boss@fictif.example")
    assert taken(office, ODILE, meal, paid) == [("create", None), *[("skip", "row_unattended")] * 2]


def test_an_address_that_is_none_is_still_somebody_who_is_missing(office):
    broken = row(3, email="odile@@mail", answers={"Order code": "A0B3C"})
    assert taken(office, ODILE, broken)[1] == ("error", "row_nobody")


@pytest.mark.parametrize("question", ["Votre commande de repas", "Remarques"])
def test_a_form_that_names_nobody_is_an_error(office, question):
    assert taken(office, ODILE, row(3, answers={question: "oui"}))[1] == ("error", "row_nobody")


def test_orders_that_name_nobody_at_all_are_not_left_out_silently(office):
    """Whoever sold tickets without asking names is told that there are none."""
    rows = [row(line, answers={"Order code": "A0B3C"}) for line in (2, 3)]
    assert taken(office, *rows) == [("error", "row_nobody")] * 2
