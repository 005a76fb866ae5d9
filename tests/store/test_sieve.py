"""Lines are found by a value of theirs without being decoded: those that have it, and no other."""

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.store.lines import Lines

NUMBERS = st.integers(1, 99) | st.integers(1, 10**15)
"""Numbers that begin like others, and whole ones within longer ones."""


@settings(max_examples=200, deadline=None)
@given(held=st.lists(NUMBERS, max_size=30), wanted=st.sets(NUMBERS, max_size=20), ends=st.booleans())
def test_lines_are_found_by_any_of_several_numbers(held, wanted, ends):
    documents = [(b'{"person":%d}' if ends else b'{"person":%d,"n":1}') % number for number in held]
    body = b",\n".join(b'"%d":%b' % (number, document) for number, document in enumerate(documents, 1))
    wanted |= set(held[:5])
    found = Lines(body + b"\n" if held else b"").with_value(b'"person":', {b"%d" % number for number in wanted})
    right = [(number, documents[number - 1]) for number, value in enumerate(held, 1) if value in wanted]
    assert found in (right, None)
    assert found is not None or len(right) * 4 > len(held)
