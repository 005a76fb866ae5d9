"""Yes and no as files write them."""

import pytest

from capcli.domain.affirmations import is_yes


@pytest.mark.parametrize(
    "text",
    str.split("Oui|OUI !|o|Yes|TRUE|vrai|1|x|✓|✔️|☑|Oui, à jour|Oui (par ma structure)|d’accord|Bien sûr|[x]| ok ", "|"),
)
def test_a_yes(text):
    assert is_yes(text) is True


@pytest.mark.parametrize(
    "text", ["Non", "NON", "n", "No", "false", "FAUX", "0", "✗", "Non merci", "pas encore", "absent"]
)
def test_a_no(text):
    assert is_yes(text) is False


@pytest.mark.parametrize(
    "text", ["", " ", "-", "N/A", "NC", "peut-être", "Non renseigné", "Non concerné", "2", "mardi", "je ne sais pas"]
)
def test_neither(text):
    """What is not answered is not a no."""
    assert is_yes(text) is None
