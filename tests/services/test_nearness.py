"""Whose name is nearly what was typed."""

from desk_making import Bench

from capcli.services.nearness import near


def test_a_text_that_is_no_name_is_asked_of_nobody():
    """A page pasted where a name belongs would be asked for word by word."""

    class Unasked:
        def search(self, *_asked):
            raise AssertionError

    assert near(Unasked(), "Martineau Roche " * 30) == []
    bench = Bench()
    bench.person("Léa MARTINEAU")
    assert [person.id for person in near(bench.store.read(), "Lea Martinot")] == [1]
