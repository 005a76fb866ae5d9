"""Rows that are in another session already stop the plan; a coincidence and a list of regulars do not."""

import pytest
from import_office import Office, row

from capcli.errors import Refused


@pytest.fixture
def office() -> Office:
    made = Office()
    made.take(*form(8))
    return made


NAMES = str.split(
    "ABADIE BERTHIER CHAZAL DELORME ESCOFFIER FOURNIER GIRAUD HERNANDEZ IZARD JOUBERT KERVELLA LACROIX MONTAGNE "
    "NICOLAS ORSINI PEYRARD QUINTARD RAVEL SABATIER ULLMANN"
)


def form(count: int, *, minute: int = 0):
    return [
        row(line, f"{NAMES[line - 2]} Zoé", f"p{line}@parc.example", at=f"2024-02-10 10:{minute + line:02}")
        for line in range(2, count + 2)
    ]


def test_the_session_is_named_and_nothing_is_written(office):
    before = office.tables()
    with pytest.raises(Refused) as caught:
        office.take(*form(20), session=2)
    assert caught.value.code == "import_other_session"
    assert (caught.value.values["count"], caught.value.values["other"]) == (8, "S1")
    assert office.tables() == before


def test_one_form_may_ask_for_two_sessions(office):
    """Lifted once, which the history keeps; afterwards the rows are in both sessions, which says nothing any more."""
    lifted = {"lifted": frozenset({"duplicate"}), "reason": "one form for both days"}
    assert len(office.take(*form(8), session=2, **lifted).of("create")) == 8
    assert {one.history[0].reason for one in office.registrations() if one.session == 2} == {"one form for both days"}
    assert len(office.take(*form(12), session=2).of("create")) == 4


def test_one_person_who_asked_for_two_sessions_in_one_minute_stops_nobody(office):
    rows = [*form(1), *form(19, minute=30)[1:]]
    assert len(office.take(*rows, session=2).of("create")) == 19


def test_the_same_people_at_another_moment_are_new_requests(office):
    assert len(office.take(*form(8, minute=20), session=2).of("create")) == 8


def listed(count: int, *, first: int = 2, **values):
    """A list that says nothing of when its rows were sent."""
    return [
        row(line, f"{NAMES[line - 2]} Zoé", f"p{line}@parc.example", **values) for line in range(first, count + first)
    ]


def stopped(office, *rows, **options) -> dict:
    """What the sentence that stops the rows of the second session says; nothing is written."""
    before = office.tables()
    with pytest.raises(Refused) as caught:
        office.take(*rows, session=2, **options)
    assert (caught.value.code, office.tables()) == ("import_other_session", before)
    return caught.value.values


class TestLists:
    """Rows without a moment of sending are known again as a list, by all of their cells."""

    @pytest.fixture
    def office(self) -> Office:
        made = Office()
        made.take(*listed(8, answers={"Repas ?": "Oui"}, sensitive={"Régime": "sans noix"}))
        return made

    @staticmethod
    def again(count: int = 8, *, answer: str = "Oui", diet: str = "sans noix", first: int = 2):
        return listed(count, first=first, answers={"Repas ?": answer}, sensitive={"Régime": diet})

    def test_the_same_list_stops_whatever_the_order_of_its_rows(self, office):
        said = stopped(office, *reversed(self.again()))
        assert (said["count"], said["rows"], said["other"], said["session"]) == (8, 8, "S1", "S2")

    @pytest.mark.parametrize("count", [6, 11, 20])
    def test_a_list_that_grew_or_lost_rows_is_the_same(self, office, count):
        assert stopped(office, *self.again(count))["count"] == min(count, 8)

    def test_names_alone_are_a_list_too(self, office):
        rows = [row(line, f"{name} Léo") for line, name in enumerate(NAMES[:3], 2)]
        office.take(*rows, origin="names")
        assert stopped(office, *rows, origin="names")["count"] == 3

    def test_in_its_own_session_it_changes_nothing(self, office):
        before = office.tables()
        assert {one.action for one in office.take(*self.again()).rows} == {"same"}
        assert office.tables() == before

    def test_regulars_on_a_list_typed_anew_are_let_in(self, office):
        """The same people under the same headings, with cells that are not the same to the letter."""
        rows = [row(line, f"Zoé {NAMES[line - 2].title()}", f"P{line}@parc.example") for line in range(2, 10)]
        assert [one.action for one in office.take(*rows, session=2).rows] == ["create"] * 8

    def test_whoever_answers_otherwise_has_filled_in_another_list(self, office):
        assert len(office.take(*self.again(answer="Non"), session=2).of("create")) == 8

    def test_most_regulars_among_others_are_let_in(self, office):
        """Six of eight come to the next session, with twelve who did not come to this one."""
        assert len(office.take(*self.again(18, first=4), session=2).of("create")) == 18

    def test_two_regulars_among_many_are_let_in(self):
        office = Office()
        office.take(*listed(2))
        assert len(office.take(*listed(9), session=2).of("create")) == 9

    def test_one_row_says_nothing(self):
        office = Office()
        office.take(*listed(1))
        assert len(office.take(*listed(1), session=2).of("create")) == 1

    def test_the_list_of_another_form_says_nothing(self, office):
        assert len(office.take(*self.again(), session=2, origin="another").of("create")) == 8

    def test_lifted_once_it_is_the_list_of_both_sessions(self, office):
        lifted = {"lifted": frozenset({"duplicate"}), "reason": "one list for both days"}
        assert len(office.take(*self.again(), session=2, **lifted).of("create")) == 8
        assert {one.action for one in office.take(*self.again(), session=2).rows} == {"same"}
        office.take(*self.again(12))
        assert len(office.take(*self.again(12), session=2).of("create")) == 4, "also where it grew in both"

    def test_sensitive_answers_are_no_part_of_what_is_remembered(self, office):
        """A digest of few words tells them to whoever tries them all."""
        assert stopped(office, *self.again(diet="végétarien"))["count"] == 8

    def test_rows_that_only_sensitive_answers_tell_apart_are_counted_each(self, office):
        office.take(*self.again(), row(10, "ABADIE Zoé", "p2@parc.example", answers={"Repas ?": "Oui"}))
        said = stopped(office, *self.again(), row(10, "ABADIE Zoé", "p2@parc.example", answers={"Repas ?": "Oui"}))
        assert (said["count"], said["rows"]) == (9, 9)

    def test_requests_and_rows_without_a_moment_are_judged_apart(self, office):
        assert stopped(office, *self.again(), *form(20, minute=30)[8:])["rows"] == 8
