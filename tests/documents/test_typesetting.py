"""Letters that no font of the machine has are known: the papers show boxes for them."""

import shutil
import subprocess

import pytest

from capcli.documents.typesetting import boxes

HIEROGLYPHS = "\U00014400\U00014401"
"""Of Anatolia: few machines have a font for them."""


def has_a_font(letter: str) -> bool:
    """By the word of fontconfig, which typst does not ask."""
    if shutil.which("fc-list") is None:
        return False
    asked = ["fc-list", f":charset={ord(letter):x}"]
    return bool(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("text", ["", "Zoé d’Arnoncourt – 12 €", "Ελένη", "Оксана", "אלי", "محمد", "Zoe\u0301", "\n\t"])
def test_every_letter_that_comes_with_typst_has_its_shape(text):
    assert boxes({"name": text}) == []


@pytest.mark.skipif(has_a_font(HIEROGLYPHS[0]), reason="this machine has a font for Anatolian hieroglyphs")
def test_each_box_is_named_once_and_in_order():
    first, second = HIEROGLYPHS
    assert boxes([{"name": f"Zoé {second}א{first}"}, f"محمد {first}"]) == [second, first]
