"""Addresses ready to paste: each once, whoever has none on standard error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capcli.errors import Usage
from capcli.output.emails import addresses, unreachable
from capcli.output.showing import show


def shown(make_desk, rows, shape="registrations"):
    desk = make_desk()
    show(desk, rows, shape, format="emails")
    return desk.terminal.shown, desk.terminal.messages.getvalue()


def test_addresses_stand_on_one_line(make_desk, make_registration):
    """In the order of the list, the first spelling of each; a full domain name in its own script is the same."""
    rows = [
        make_registration(email="zoe@marches.example"),
        make_registration(email="Ali@mairie.example"),
        make_registration(email="ZOE@Marches.example"),
    ]
    assert shown(make_desk, rows) == ("zoe@marches.example, Ali@mairie.example\n", "")


def test_people_to_call_are_said_once_each(make_desk, make_registration):
    one = make_registration(email=None)
    other = make_registration(
        email=None, phone=None, person={"ref": "P2", "given_name": "Éloïse", "family_name": "d'Arnoncourt"}
    )
    out, err = shown(make_desk, [one, other, one])
    assert out == ""
    assert err.splitlines() == [
        "No e-mail: Éloïse d'Arnoncourt, 04 75 78 17 15",
        "No e-mail and no phone: Éloïse d'Arnoncourt",
    ]


def test_whoever_is_reminded_for_others_is_named_once(make_desk):
    """An organisation without an address, not its people, who have theirs."""
    payer = {"payer": {"ref": "O1", "name": "Office"}, "email": None, "phone": None}
    rows = [{"who": {"ref": f"P{number}", "name": f"Zoé {number}"}, **payer} for number in (1, 2)]
    assert shown(make_desk, rows, "late") == ("", "No e-mail and no phone: Office\n")


def test_nobody_is_an_empty_line_of_nothing(make_desk):
    assert shown(make_desk, []) == ("", "")


def test_a_list_without_addresses_is_refused(make_desk):
    with pytest.raises(Usage) as refused:
        shown(make_desk, [], "sessions")
    assert refused.value.code == "no_emails"


def test_organisations_and_payers_are_named_too(make_desk):
    rows = [
        {"ref": "O1", "name": "Mairie de Die", "email": None, "phone": "+33475781715"},
        {"who": {"ref": "O2", "name": "Ciedel"}, "email": None, "phone": None},
    ]
    assert unreachable(rows) == ["No e-mail: Mairie de Die, 04 75 78 17 15", "No e-mail and no phone: Ciedel"]


people = st.lists(
    st.fixed_dictionaries(
        {
            "email": st.sampled_from([None, "a@x.example", "A@x.example", "b@x.example", "a@y.example"]),
            "phone": st.none(),
            "person": st.sampled_from("PQR").map(lambda ref: {"ref": ref}),
        }
    )
)


@given(people)
def test_nobody_is_lost_and_nobody_comes_twice(rows):
    found = addresses(rows)
    assert len({one.casefold() for one in found}) == len(found)
    assert {row["email"].casefold() for row in rows if row["email"]} == {one.casefold() for one in found}
    mute = {row["person"]["ref"] for row in rows if not row["email"]}
    assert len(unreachable(rows)) == len(mute)
