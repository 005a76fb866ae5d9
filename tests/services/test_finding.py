"""What `cap find` finds."""

import pytest
from desk_making import DAY, TODAY
from town import Town

from capcli.services.finding import find


@pytest.fixture
def town():
    town = Town()
    die = town.found("Commune de Die", aliases=["Die"], email="mairie@die.example")
    town.add("Zoé", "MARTINEAU", email="zoe@die.example", phone="0475781715", organisation=die.id)
    town.add("Paul", "Martin")
    town.session("Changement d’échelle", DAY)
    town.session("Atelier Martin", None, slots=[])
    return town


@pytest.mark.parametrize(
    ("text", "people", "organisations", "sessions"),
    [
        ("martin", [2, 1], [], [2]),
        ("zoe martineau", [1], [], []),
        ("ZOE@die.example", [1], [], []),
        ("mairie@die.example", [], [1], []),
        ("04 75 78 17 15", [1], [], []),
        ("+33475781715", [1], [], []),
        ("die", [], [1], []),
        ("echelle", [], [], [1]),
        ("28/11", [], [], [1]),
        ("P2", [2], [], []),
        ("o1", [], [1], []),
        ("S1", [], [], [1]),
        ("s99", [], [], []),
        ("…", [], [], []),
        ("zzz", [], [], []),
    ],
)
def test_words_find_people_organisations_and_sessions(town, text, people, organisations, sessions):
    found = find(town.store.read(), text, TODAY)
    assert [one.id for one in found.people] == people
    assert [one.id for one in found.organisations] == organisations
    assert [one.id for one in found.sessions] == sessions


def test_people_come_with_their_organisation(town):
    assert find(town.store.read(), "zoé", TODAY).organisations_of == {1: "Commune de Die"}
