"""Organisations added once, called by several names, removed when nothing refers to them."""

import datetime as dt

import pytest
from desk_making import TODAY, at
from town import Town

from capcli.domain.records import ORGANISATIONS
from capcli.errors import CapError
from capcli.services import organisations


@pytest.fixture
def town():
    return Town()


def refused(work, *args, **kwargs):
    with pytest.raises(CapError) as refusal:
        work(*args, **kwargs)
    return refusal.value


def edited(town, organisation, **changes):
    return town.change(
        lambda tx: organisations.edit(tx, organisation.id, changes, today=TODAY, now=at(), by="camille")
    ).organisation


def aliased(town, organisation, *names):
    return town.change(lambda tx: organisations.add_aliases(tx, organisation.id, names))


def removed(town, organisation):
    return town.change(lambda tx: organisations.remove(tx, organisation.id))


def test_facts_take_their_one_form_and_the_name_stays_as_written(town):
    made = town.found(
        " Communauté des  communes du Diois", kind="epci", siret="732 829 320 00074", email="Contact@DIOIS.example",
        phone="04.75.78.17.15", address="1 rue  Haute\n26150 Die", aliases=["CCD", "C.C.D.", "cc du Diois"],
    )  # fmt: skip
    assert made.name == "Communauté des communes du Diois"
    assert (made.siret, made.email, made.phone) == ("73282932000074", "Contact@diois.example", "+33475781715")
    assert made.address == "1 rue Haute 26150 Die"
    assert made.aliases == ["CCD", "cc du Diois"], "an alias that says nothing new is left out"
    assert len(made.name_keys) == 3


@pytest.mark.parametrize("name", ["Commune de Die", "MAIRIE DE DIE", "mairie die", "Ville de Die", "dee", "D.E.E."])
def test_a_second_record_of_one_organisation_is_stopped(town, name):
    town.found("Commune de Die", aliases=["DEE"])
    error = refused(town.found, name)
    assert (error.code, error.values["ref"]) == ("organisation_twice", "O1")


def test_an_alias_that_another_has_is_stopped_on_every_way(town):
    town.found("Commune de Die", aliases=["Die"])
    crest = town.found("Commune de Crest")
    assert refused(town.found, "Diois", aliases=["die"]).code == "organisation_twice"
    assert refused(aliased, town, crest, "Mairie de Die").code == "organisation_twice"
    assert refused(edited, town, crest, name="DIE").code == "organisation_twice"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"name": "…"}, "organisation_name"),
        ({"name": ""}, "organisation_name"),
        ({"name": "A" * 301}, "name_long"),
        ({"name": "Die", "siret": "12"}, "siret"),
        ({"name": "Die", "siret": "73282932000075"}, "siret_check"),
        ({"name": "Die", "email": "nope"}, "email"),
        ({"name": "Die", "phone": "1"}, "phone"),
        ({"name": "Die", "aliases": ["!"]}, "organisation_name"),
    ],
)
def test_what_cannot_be_kept_is_refused_whole(town, facts, code):
    assert refused(town.found, **facts).code == code
    assert town.store.read().count(ORGANISATIONS) == 0


def test_a_siret_belongs_to_one_organisation(town):
    town.found("Commune de Die", siret="73282932000074")
    assert refused(town.found, "Commune de Crest", siret="732 829 320 00074").code == "siret_twice"


def test_an_edit_replaces_what_was_typed_and_the_keys_follow(town):
    made = town.found("Commune de Dye", aliases=["Dye"], siret="73282932000074")
    after = edited(town, made, name="Commune de Die", aliases=["Die"], siret=None)
    assert (after.name, after.aliases, after.siret) == ("Commune de Die", ["Die"], None)
    assert town.store.read().find(ORGANISATIONS, "name_keys", "communedye") == []
    assert edited(town, made, name="commune de DIE").name == "commune de DIE", "its own name is no duplicate"


def test_aliases_it_has_already_change_nothing(town):
    made = town.found("Commune de Die", aliases=["Die"])
    assert aliased(town, made, "DIE", "Mairie de Die").aliases == ["Die"]
    assert aliased(town, made, "Die 26").aliases == ["Die", "Die 26"]


def test_an_organisation_of_somebody_is_not_removed(town):
    die = town.found("Commune de Die")
    made = town.add("Anne", "ROCHE", organisation=die.id)
    town.paid(die)
    town.register(town.session(), made.id)
    error = refused(removed, town, die)
    assert (error.code, error.values["refs"]) == ("organisation_referred", ["A1", "D1", "R1"])
    crest = town.found("Commune de Crest")
    removed(town, crest)
    assert town.now_is(crest) is None
    assert refused(removed, town, crest).code == "no_such_ref"


def test_the_french_order_of_organisations(town):
    for name in ("Zone 5", "Éclat", "de Lys", "Écluse"):
        town.found(name)
    found = organisations.in_order(town.store.read().scan(ORGANISATIONS))
    assert [one.name for one in found] == ["Éclat", "Écluse", "de Lys", "Zone 5"]


def test_a_name_that_is_corrected_is_the_one_on_coming_lists(town):
    """Those of sessions that are over say what was known then (rule 10)."""
    dye = town.found("Mairie de Dye")
    person = town.add("Zoé", "MARTINEAU", organisation=dye.id)
    coming, over = town.session(), town.session("Hier", TODAY - dt.timedelta(days=1))
    town.register(coming, person.id)
    town.join(person.id, dye.id, since=TODAY - dt.timedelta(days=9), until=TODAY - dt.timedelta(days=1))
    town.register(over, person.id, lifted=["closed"])
    edited(town, dye, name="Mairie de Die")
    assert [town.of(session)[0].organisation_name for session in (coming, over)] == ["Mairie de Die", "Mairie de Dye"]
