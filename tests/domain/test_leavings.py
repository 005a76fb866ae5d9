"""Rows that stand for nobody."""

import pytest

from capcli.domain.leavings import left_out, waitlisted
from capcli.domain.plans import TypedRow


def code(**values: str) -> str | None:
    problem = left_out(TypedRow(line=2, values=values, headings={}))
    return problem.code if problem else None


@pytest.mark.parametrize("text", ["Informations demandées", "Info Requested", "Anonymous"])
def test_what_a_program_writes_where_nobody_has_said_a_name_is_no_name(text):
    """Ticket offices fill every column so, the e-mail's too; an address all the same is somebody's."""
    assert code(given_name=text, family_name=text, email=text) == "row_anonymous"
    assert code(given_name=text, family_name=text) == "row_anonymous"
    assert code(name=text, email="zoe@parc.example") is None


def test_a_balance_is_a_total_and_somebody_called_so_is_not():
    assert code(name="SOLDE", amount="1 250,50") == "row_total"
    assert code(name="Solde au 31/12", amount="1 250,50") == "row_total"
    assert code(family_name="Total", given_name="12") == "row_total"
    assert code(organisation="Nb de contacts : 5") == "row_total"
    assert code(organisation="Nombre de structures") == "row_total"
    assert code(organisation="Membres du Foyer") is None
    assert code(given_name="Sous-total janvier", amount="100") == "row_total"
    assert code(family_name="Janvier", given_name="Anne") is None
    assert code(family_name="Solde", given_name="Anne") is None


@pytest.mark.parametrize(
    "values",
    [
        {"name": "test test"},
        {"name": "TEST Test", "email": "test@test.example"},
        {"given_name": "Test", "family_name": "TEST", "email": "Test@x.example"},
    ],
)
def test_whoever_tries_the_form_out_is_nobody(values):
    assert left_out(TypedRow(line=2, values=values)).code == "row_test"


@pytest.mark.parametrize(
    "values",
    [
        {"name": "Marie Test"},
        {"name": "Test Test", "email": "marie@x.example"},
        {"name": "", "email": "test@x.example"},
    ],
)
def test_what_may_be_somebody_called_so_goes_in(values):
    assert left_out(TypedRow(line=2, values=values)) is None


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("État: Liste d’attente", "Liste d’attente"),
        ("État: En liste d'attente", "En liste d'attente"),
        ("Status: Waitlisted", "Waitlisted"),
        ("Status: Wait-list", "Wait-list"),
        ("Status: Standby", "Standby"),
        ("Liste d'attente: oui", "oui"),
    ],
)
def test_a_waiting_list_of_the_form_is_told_and_leaves_nobody_out(state, text):
    row = TypedRow(line=2, values={"name": "Zoé Martineau"}, states=[state])
    assert left_out(row) is None
    assert waitlisted(row).args["text"] == text


@pytest.mark.parametrize(
    "state", ["État: Confirmée", "État: En attente", "Liste d'attente: non", "État: pas en liste d'attente"]
)
def test_other_states_are_no_waiting_list(state):
    assert waitlisted(TypedRow(line=2, values={}, states=[state])) is None
