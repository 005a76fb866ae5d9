"""What the operating system says of a file, in the language spoken."""

import errno
import os

import pytest

from capcli import texts
from capcli.errors import OtherFileError
from capcli.texts.errors import explain
from capcli.texts.systems import SAYINGS, system_words


@pytest.mark.parametrize("code", [errno.EACCES, errno.ENOENT, errno.EISDIR, errno.EROFS, errno.ENOSPC, errno.EIO])
def test_usual_failures_are_known_as_python_words_them(code):
    """The words are those of the platform's own table."""
    assert os.strerror(code) in SAYINGS


def test_an_error_is_wholly_french():
    """The reason in brackets too."""
    texts.use("fr")
    said = explain(OtherFileError("unusable_file", path="liste.csv", why="Permission denied"))
    assert "(accès refusé)" in said


def test_what_is_not_known_is_said_as_it_is():
    """Better the system's own words than none."""
    texts.use("fr")
    assert system_words("Grue cendrée en vol") == "Grue cendrée en vol"
