"""Which organisation a text means, what was said of it, and what no import does by itself."""

import pytest
from import_office import Office, row, told

from capcli.domain.plans import OrganisationAnswer
from capcli.services.organisation_matching import KnownOrganisations

NAMES = (
    "Communauté de communes du Val Fictif",
    "Agence de développement touristique de l'Ardèche",
    "PNR des Monts Imaginés",
    "Commune de Die",
    "Les Chemins Creux",
    "MJC de Die",
    "CUMA de la Source",
    "Conseil départemental de la Drôme",
    "Communauté d'agglomération Privas Centre Ardèche",
    "Chambre d'agriculture",
)


@pytest.fixture
def office() -> Office:
    made = Office()
    for name in NAMES:
        made.organisation(name)
    return made


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mairie de DIE", "Commune de Die"),
        ("Ville de Die (26)", "Commune de Die"),
        ("CC Val Fictif", "Communauté de communes du Val Fictif"),
        ("C.C. du Val-Fictif", "Communauté de communes du Val Fictif"),
        ("Communauté de communes du Val Fictif (CCVF)", "Communauté de communes du Val Fictif"),
        ("ADT Ardèche", "Agence de développement touristique de l'Ardèche"),
        ("ADT 07", "Agence de développement touristique de l'Ardèche"),
        ("Parc naturel régional des Monts Imaginés", "PNR des Monts Imaginés"),
        ("CD26", "Conseil départemental de la Drôme"),
        ("Dpt de la Drôme", "Conseil départemental de la Drôme"),
    ],
)
def test_a_sigle_written_out_or_drawn_together_is_sure(office, text, name):
    found = KnownOrganisations(office.store.read()).meant(text)
    assert found.organisation is not None
    assert found.organisation.name == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CCVF", ["Communauté de communes du Val Fictif"]),
        ("Com com du Val Fictive", ["Communauté de communes du Val Fictif"]),
        ("Die", ["Commune de Die", "MJC de Die"]),
        ("Association « Les Chemins Creux »", ["Les Chemins Creux"]),
        ("CUMA de la Source ; section B", ["CUMA de la Source"]),
        ("Mairie de Crest", []),
        ("Mairie", []),
        ("Les Amis du Bocage", []),
    ],
)
def test_anything_less_is_a_candidate(office, text, names):
    found = KnownOrganisations(office.store.read()).meant(text)
    assert found.organisation is None
    assert [one.name for one in found.candidates] == names


def test_two_that_say_the_same_words_are_candidates(office):
    office.organisation("Communauté de communes Val du Fictif et des Monts")
    office.organisation("CC des Monts et du Val Fictif")
    found = KnownOrganisations(office.store.read()).meant("Com com Fictif Val Monts")
    assert (found.organisation, len(found.candidates)) == (None, 3)


@pytest.mark.parametrize("text", ["Indépendante", "à titre individuel", "-", "Néant", "n/a", "sans", "Particulier"])
def test_some_texts_name_none(office, text):
    assert KnownOrganisations(office.store.read()).meant(text).by == "none"


def test_a_taken_organisation_is_said_and_an_unknown_one_never_made(office):
    rows = [row(2, "ROCHE Anne", organisation="CC Val Fictif"), row(3, "BRUN Paul", organisation="CCVF")]
    taken, unknown = office.take(*rows).rows
    assert (told(taken), taken.organisation.name) == (["organisation_taken"], NAMES[0])
    assert taken.problems[0].args == {"text": "CC Val Fictif", "name": NAMES[0]}
    assert (told(unknown), unknown.organisation, unknown.organisation_candidates) == (
        ["organisation_unknown"],
        None,
        [1],
    )
    assert office.registrations()[1].note == "Organisation: CCVF"
    assert len(office.organisations()) == len(NAMES)


def test_strictly_a_note_is_no_fault(office):
    rows = [row(2, "ROCHE Anne", organisation="CC Val Fictif"), row(3, "BRUN Paul", organisation="CCVF")]
    assert [one.action for one in office.take(*rows, strict=True).rows] == ["create", "error"]


def test_an_answer_adds_an_alias_which_later_files_know(office):
    form = row(2, "ROCHE Anne", "a@val.example", organisation="CCVF")
    planned = office.one(form, organisations={"ccvf": OrganisationAnswer(kind="same", organisation=1)})
    assert (planned.organisation.ref, told(planned)) == ("O1", [])
    assert office.organisations()[0].aliases == ["CCVF"]
    assert office.one(row(3, "BRUN Paul", organisation="C.C.V.F.")).organisation.ref == "O1"


def test_an_answer_makes_a_new_one_once(office):
    rows = [row(line, name, organisation="Les Amis du Bocage") for line, name in ((2, "ROCHE Anne"), (3, "BRUN Paul"))]
    said = {"amisbocage": OrganisationAnswer(kind="new")}
    assert [one.organisation.name for one in office.take(*rows, organisations=said).rows] == ["Les Amis du Bocage"] * 2
    assert len(office.organisations()) == len(NAMES) + 1
    assert [one.organisation_name for one in office.registrations()] == ["Les Amis du Bocage"] * 2


def test_an_answer_that_it_is_none_is_remembered(office):
    said = {"amisbocage": OrganisationAnswer(kind="none")}
    form = row(2, "ROCHE Anne", "a@val.example", organisation="Les Amis du Bocage")
    assert told(office.one(form, organisations=said)) == ["organisation_none"]
    assert told(office.one(row(3, "BRUN Paul", organisation="Les Amis du Bocage"))) == ["organisation_none"]
    assert len(office.organisations()) == len(NAMES)
