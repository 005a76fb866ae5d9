import pytest

from capcli.domain.practicalities import contact_of, place_of, speaker_of
from capcli.domain.records import Contact, Place, Speaker
from capcli.errors import Usage


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Maison du Parc, 12 rue de l'Exemple, 26400 Val-Fictif",
            Place(name="Maison du Parc", address="12 rue de l'Exemple", postcode="26400", city="Val-Fictif"),
        ),
        ("Mairie (26150 Die)", Place(name="Mairie", postcode="26150", city="Die")),
        ("12 bis rue des Lices 26400 Crest", Place(address="12 bis rue des Lices", postcode="26400", city="Crest")),
        ("Salle des fêtes, Die", Place(name="Salle des fêtes", city="Die")),
        ("Die, Mairie", Place(name="Die, Mairie")),
        ("Maison du Parc, salle Vercors", Place(name="Maison du Parc, salle Vercors")),
        ("Maison du Parc", Place(name="Maison du Parc")),
        (
            "Tiers-lieu, place du Champ de Mars, Saillans",
            Place(name="Tiers-lieu", address="place du Champ de Mars", city="Saillans"),
        ),
        ("97400 Saint-Denis", Place(postcode="97400", city="Saint-Denis")),
    ],
)
def test_place(text, place):
    """A street is the address, the town is what follows a postcode or a last capitalised part."""
    assert place_of(text) == place


def test_contact_in_any_order():
    """Phones become E.164; what is neither phone nor e-mail is the name."""
    contact = Contact(name="Mylène Thou", phones=["+33475781715", "+33677834503"], emails=["m.thou@caprural.example"])
    assert contact_of("Mylène Thou, 04 75 78 17 15 / 06 77 83 45 03, m.thou@caprural.example") == contact
    assert contact_of("<m.thou@caprural.example> Mylène Thou - tél. : 04.75.78.17.15 ou 0677834503") == contact
    assert contact_of("Mylène Thou") == Contact(name="Mylène Thou")


@pytest.mark.parametrize(("text", "code"), [("Mylène, 04 75 78 17", "phone"), ("mylene@caprural", "email")])
def test_contact_refused(text, code):
    """What looks like a phone or an e-mail and is none is said, not kept."""
    with pytest.raises(Usage) as refused:
        contact_of(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Ada Roche", Speaker(name="Ada Roche")),
        ("Ada Roche, formatrice", Speaker(name="Ada Roche", role="formatrice")),
        (
            "Ada Roche, formatrice, Cap Exemple",
            Speaker(name="Ada Roche", role="formatrice", organisation="Cap Exemple"),
        ),
        ("Ada Roche, , Cap Exemple", Speaker(name="Ada Roche", organisation="Cap Exemple")),
        (
            "Ada Roche, chargée de mission, de recherche, Ciedel (Centre international, Lyon)",
            Speaker(
                name="Ada Roche",
                role="chargée de mission, de recherche",
                organisation="Ciedel (Centre international, Lyon)",
            ),
        ),
    ],
)
def test_speaker(text, speaker):
    """The name first, the organisation last, the role between; commas in brackets separate nothing."""
    assert speaker_of(text) == speaker


def test_speaker_without_a_name():
    """There is no speaker without a name."""
    with pytest.raises(Usage):
        speaker_of(" , formatrice, Cap")
