"""A catalog that is searched as it lies tells what the standard library tells once it has decoded all of it."""

import gettext
import io

import pytest
from reference import ROOT

from capcli.texts.catalog import Catalog

FRENCH = ROOT / "capcli" / "locales" / "fr" / "LC_MESSAGES" / "cap.mo"


def read(kind):
    with FRENCH.open("rb") as compiled:
        return kind(compiled)


def test_every_message_with_its_plurals():
    ours, theirs = read(Catalog), read(gettext.GNUTranslations)
    keys = list(theirs._catalog)
    singulars = {key if isinstance(key, str) else key[0] for key in keys}
    assert len(singulars) > 1000
    assert any(isinstance(key, tuple) for key in keys)
    for message in singulars:
        assert ours.gettext(message) == theirs.gettext(message)
        for count in (0, 1, 2, 1000):
            assert ours.ngettext(message, "several", count) == theirs.ngettext(message, "several", count)


@pytest.mark.parametrize("message", ["no such text", "confirme", "confirmed!", "\uffff", "\udc80", "{count}"])
def test_what_has_no_text_is_told_as_it_is(message):
    ours = read(Catalog)
    assert ours.gettext(message) == message
    assert [ours.ngettext(message, "several", count) for count in (1, 2)] == [message, "several"]


@pytest.mark.parametrize("cut", [0, 3, 19, 200])
def test_a_file_that_is_no_catalog(cut):
    with pytest.raises(OSError, match="not a catalog"):
        Catalog(io.BytesIO(FRENCH.read_bytes()[:cut]))
    with pytest.raises(OSError, match="not a catalog"):
        Catalog(io.BytesIO(b"\x00" + FRENCH.read_bytes()))
