"""The warnings of a page, with days and hours as each language writes them."""

import datetime as dt

import pytest

from capcli import texts
from capcli.texts.page_warnings import warning_words


@pytest.mark.parametrize(
    ("language", "start", "end", "said"),
    [
        ("en", "14:00", "12:30", "(12:30) before it starts (14:00)"),
        ("fr", "14:00", "12:30", "(12\u00a0h\u00a030) viendrait avant le début (14\u00a0h)"),
        ("fr", dt.date(2026, 3, 2), dt.date(2026, 3, 1), "(1er mars 2026) viendrait avant le début (2 mars 2026)"),
    ],
)
def test_an_end_before_its_start(language, start, end, said):
    """Hours of one day, or days of one span."""
    texts.use(language)
    assert said in warning_words("end_before_start", {"start": start, "end": end})
