"""Whether an address is an office's, by the words before its @."""

import pytest

from capcli.domain.mailboxes import house, is_shared


@pytest.mark.parametrize(
    "email",
    [
        "accueil@val.example",
        "mairie@die.example",
        "mairie.die@orange.example",
        "mairiedie@die.example",
        "mairie26@die.example",
        "contact-crest@parc.example",
        "secrétariat@mjc.example",
        "direction.cpie@monts.example",
        "cpie-direction@monts.example",
        "INFO@val.example",
        "administration@val.example",
        "office@town.example",
    ],
)
def test_addresses_of_offices(email):
    assert is_shared(email, "Zoé", "Martineau")


@pytest.mark.parametrize(
    ("email", "given", "family"),
    [
        ("zoe.martineau@parc.example", "Zoé", "Martineau"),
        ("jean.bureau@parc.example", "Jean", "Bureau"),
        ("bureau.jean@parc.example", "Jean", "Bureau"),
        ("marie.contact@parc.example", "Marie", "Contact"),
        ("12@parc.example", "Zoé", "Martineau"),
    ],
)
def test_addresses_of_somebody(email, given, family):
    assert not is_shared(email, given, family)


def test_a_provider_is_no_house():
    assert house("mairie.die@orange.fr") is None
    assert house("zoe@GMAIL.com") is None
    assert house("zoe@Parc-Imagine.example") == "parc-imagine.example"
