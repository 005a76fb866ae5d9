"""Somebody forgotten: nothing says who they were, and nothing that is counted moves."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from forgetting_desk import NOW, ON, PUT, ForgettingDesk, found_in, found_in_folder
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.forgetting import FORGOTTEN, SECRET, Scrubber
from capcli.domain.keys import keyed_person
from capcli.domain.names import squash
from capcli.domain.records import (
    AFFILIATIONS,
    DUES,
    MEMORIES,
    ORGANISATIONS,
    PEOPLE,
    REGISTRATIONS,
    SESSIONS,
    Contact,
    Speaker,
)
from capcli.errors import NotFound, Refused
from capcli.services import dues, forgetting, forgetting_plans, history, joining, merging, people, voters
from capcli.services.forgotten_people import ForgottenPeople
from capcli.services.late import late
from capcli.services.presence_grids import grid
from capcli.services.standings import for_everybody
from capcli.services.traces import document_of
from capcli.services.who import person_named
from capcli.store.memory import MemoryStore
from capcli.store.protocol import Author
from capcli.store.sql_store import SqlStore

AUTHOR = Author(by="camille", at=NOW, command="test")


@pytest.fixture
def desk(request, tmp_path) -> Iterator[ForgettingDesk]:
    kind = getattr(request, "param", "memory")
    if kind == "sqlite":
        store = SqlStore.create(f"sqlite:///{tmp_path / 'cap.db'}")
        yield ForgettingDesk(store)
        store.close()
    else:
        yield ForgettingDesk() if kind == "memory" else ForgettingDesk.in_a_file()


on_each = pytest.mark.parametrize("desk", ["memory", "file", "sqlite"], indirect=True)


@pytest.fixture
def zoe(desk) -> int:
    return desk.known()


@pytest.fixture
def forgotten(desk, zoe) -> int:
    desk.forget(zoe)
    return zoe


class TestWhatIsLeft:
    @on_each
    def test_nothing_that_is_kept_says_who_they_were(self, desk, zoe):
        assert len(found_in(desk.everything())) > 15
        desk.forget(zoe)
        assert found_in(desk.everything()) == []

    def test_no_byte_beside_the_data_says_who_they_were(self):
        desk = ForgettingDesk.in_a_file()
        zoe = desk.known()
        folder = Path(desk.folder.name)
        assert len(found_in_folder(folder)) > 2  # the data, the history, the backups
        desk.forget(zoe)
        assert found_in_folder(folder) == {}

    def test_no_byte_of_a_database_says_it_once_it_is_closed(self, tmp_path):
        store = SqlStore.create(f"sqlite:///{tmp_path / 'cap.db'}")
        desk = ForgettingDesk(store)
        desk.forget(desk.known())
        store.close()
        assert found_in_folder(tmp_path) == {}

    def test_no_row_of_a_server_says_it(self, postgresql):
        store = SqlStore(postgresql)
        desk = ForgettingDesk(store)
        desk.forget(desk.known())
        assert found_in(desk.everything()) == []
        store.close()

    def test_the_number_and_what_it_counts_for_stay(self, desk, forgotten):
        kept = desk.store.read().get(PEOPLE, forgotten)
        assert (kept.given_name, kept.family_name, kept.forgotten_on) == ("", PUT, ON)
        assert (kept.email, kept.phone, kept.function, kept.postcode, kept.search_key) == (None, None, None, None, "")
        (registration,) = desk.store.read().find(REGISTRATIONS, "person", forgotten)
        assert registration.presence[0].state == "present"
        assert [fee.cents for fee in registration.fees] == [1000]
        assert [one.cents for one in desk.store.read().find(DUES, "person", forgotten)] == [2000, -500]

    def test_texts_of_others_that_named_them_bear_the_number(self, desk, forgotten):
        read = desk.store.read()
        assert [one.reason for one in read.scan(DUES) if one.reason] == [f"pour P{forgotten}"]
        others = [one for one in read.scan(REGISTRATIONS) if one.person != forgotten]
        assert [(one.note, one.answers) for one in others] == [("Vient avec P1", {"Avec qui ?": "P1"})]
        assert others[0].function == "Directeur"

    def test_their_public_stays_where_others_have_it_too(self, desk, zoe):
        (mine,) = desk.store.read().find(REGISTRATIONS, "person", zoe)
        rare = replace(mine, id=0, session=desk.session(day=dt.date(2023, 12, 5)), public="maires de Die")
        desk.put(REGISTRATIONS, rare)
        desk.forget(zoe)
        assert [one.public for one in desk.store.read().find(REGISTRATIONS, "person", zoe)] == ["élus", None]

    def test_they_belong_nowhere_and_speak_for_nobody(self, desk, forgotten):
        read = desk.store.read()
        assert [tie.until for tie in read.find(AFFILIATIONS, "person", forgotten)] == [ON]
        assert [one.representative for one in read.scan(ORGANISATIONS)] == [None]

    def test_an_exemption_keeps_its_days_and_no_reason(self, desk, forgotten):
        exempt = desk.store.read().get(PEOPLE, forgotten).exempt
        assert (exempt.until, exempt.reason) == (dt.date(2023, 12, 31), "–")

    def test_only_keyed_hashes_tell_that_it_was_them(self, desk, forgotten):
        kept = [one for one in desk.store.read().scan(MEMORIES) if one.kind != SECRET]
        assert {one.kind for one in kept} == {FORGOTTEN}
        assert all(re.fullmatch(r"[0-9a-f]{64}|P1", one.key) for one in kept)

    def test_two_desks_hash_one_name_differently(self):
        one, other = ForgettingDesk(), ForgettingDesk()
        keys = []
        for desk in (one, other):
            desk.forget(desk.known())
            keys.append({memory.key for memory in desk.store.read().find(MEMORIES, "kind", FORGOTTEN)})
        assert keys[0] & keys[1] == {"P1"}

    @on_each
    def test_scrubbing_twice_changes_nothing(self, desk, zoe):
        scrubber = Scrubber(desk.plan(zoe).traces)
        for table in (PEOPLE, REGISTRATIONS, DUES, ORGANISATIONS, AFFILIATIONS, SESSIONS):
            for record in desk.store.read().scan(table):
                once = scrubber.scrubbed(table.name, record.id, document_of(record))
                assert scrubber.scrubbed(table.name, record.id, once) == once


class TestFigures:
    @on_each
    def test_none_moves(self, desk, zoe):
        before = _figures(desk)
        desk.forget(zoe)
        assert _figures(desk) == before

    def test_dues_that_cover_them_stay_theirs_on_every_day(self, desk, zoe):
        days = [dt.date(2023, month, 15) for month in range(1, 13)]
        before = [for_everybody(desk.store.read()).of_person(zoe, day).status for day in days]
        desk.forget(zoe)
        assert [for_everybody(desk.store.read()).of_person(zoe, day).status for day in days] == before


def _figures(desk):
    read = desk.store.read()
    session = read.get(SESSIONS, 1)
    rates = [(rate.slot, rate.expected, rate.present, rate.absent) for rate in grid(read, session).rates]
    return (
        rates,
        sum(one.cents for one in read.scan(DUES)),
        [(one.state, one.mode, one.organisation, one.organisation_name) for one in read.scan(REGISTRATIONS)],
        len(voters.electorate(read, dt.date(2023, 11, 1)).voters),
    )


class TestWhoseItIs:
    """What others have too is not taken from them."""

    def test_a_colleague_keeps_the_e_mail_of_the_office(self, desk):
        zoe = desk.person("Zoé Martineau", email="bureau@die.example")
        other = desk.person("Luc Roche", email="bureau@die.example", email_key="bureau@die.example")
        desk.forget(zoe)
        assert desk.store.read().get(PEOPLE, other).email == "bureau@die.example"

    def test_an_organisation_loses_the_e_mail_that_is_somebodys_own(self, desk, zoe):
        home = desk.store.read().get(ORGANISATIONS, 1)
        desk.put(ORGANISATIONS, replace(home, email="Zoe.Lhostis@exemple.example", phone="+33475220000"))
        assert desk.plan(zoe).gone.emptied == ["O1"]
        desk.forget(zoe)
        kept = desk.store.read().get(ORGANISATIONS, 1)
        assert (kept.email, kept.phone) == (None, "+33475220000")

    def test_an_organisation_keeps_the_box_of_its_office(self, desk):
        zoe = desk.person("Zoé Martineau", email="mairie@die.example")
        number = desk.organisation()
        home = desk.store.read().get(ORGANISATIONS, number)
        desk.put(ORGANISATIONS, replace(home, email="mairie@die.example"))
        desk.forget(zoe)
        assert desk.store.read().get(ORGANISATIONS, home.id).email == "mairie@die.example"

    def test_a_namesake_keeps_the_name_everywhere(self, desk):
        zoe, other = desk.person("Zoé Martineau"), desk.person("Zoé Martineau")
        session = desk.session()
        desk.register(session, other, note="Zoé Martineau, de Die")
        assert desk.plan(zoe).by_hand.namesakes == [f"P{other}"]
        desk.forget(zoe)
        read = desk.store.read()
        assert read.get(PEOPLE, other).family_name == "Martineau"
        assert [one.note for one in read.scan(REGISTRATIONS)] == ["Zoé Martineau, de Die"]

    def test_the_family_name_by_itself_is_left_and_named(self, desk):
        """It may be that of anybody; what is masked, and what only sounds like it, is not named."""
        zoe, luc = desk.person("Zoé L’Hostis"), desk.person("Luc Roche")
        notes = ("comme Mme L'HOSTIS", "avec Zoé L’Hostis", "lhostis ?", "l’hostilité", None)
        made = [desk.register(desk.session(f"Atelier {place}"), luc, note=note) for place, note in enumerate(notes)]
        left = [f"R{number}" for number, note in zip(range(1, len(made) + 1), notes, strict=True) if note]
        assert desk.plan(zoe).by_hand.alone == [left[0], left[2]]

    def test_a_session_that_publishes_their_name_is_left_and_named(self, desk, zoe):
        desk.edit(
            1, speakers=[Speaker(name="Zoé L’Hostis-Bœuf")], contact=Contact(emails=["zoe.lhostis@exemple.example"])
        )
        assert desk.plan(zoe).by_hand.sessions == ["S1"]
        desk.forget(zoe)
        assert desk.store.read().get(SESSIONS, 1).speakers[0].name == "Zoé L’Hostis-Bœuf"

    def test_a_session_that_published_it_before_does_so_no_more_in_the_history(self, desk, zoe):
        desk.edit(1, speakers=[Speaker(name="Zoé L’Hostis-Bœuf")])
        desk.edit(1, speakers=[])
        desk.forget(zoe)
        assert found_in(desk.everything()) == []

    def test_an_organisation_called_as_they_are_is_named(self, desk, zoe):
        home = desk.store.read().get(ORGANISATIONS, 1)
        desk.put(ORGANISATIONS, replace(home, name="Zoé Martineau EI"))
        assert desk.plan(zoe).by_hand.organisations == ["O1"]


class TestPlan:
    def test_tells_what_goes(self, desk, zoe):
        gone = desk.plan(zoe).gone
        assert gone.facts == ["email", "phone", "function", "postcode"]
        assert (gone.answers, gone.sensitive, gone.notes, gone.functions) == (1, 1, 1, 1)
        assert (gone.reasons, gone.former, gone.doubles) == (1, 2, ["P2"])
        assert gone.mentions == ["R2", "D3"]

    def test_tells_until_when_the_law_asks_for_the_name(self, desk, zoe):
        stays = desk.plan(zoe).stays
        assert stays.accounts.count == 3  # two of the dues, a fee
        assert stays.accounts.until == dt.date(2036, 12, 31)
        assert (stays.proofs.count, stays.proofs.until) == (1, dt.date(2029, 11, 28))

    def test_writes_nothing(self, desk, zoe):
        before = desk.everything()
        desk.plan(zoe)
        assert desk.everything() == before

    def test_refuses_who_is_still_to_come(self, desk):
        zoe = desk.person()
        coming = desk.session("Atelier haies", day=ON)
        desk.register(coming, zoe)
        with pytest.raises(Refused) as refused:
            desk.plan(zoe)
        assert refused.value.code == "forget_coming"
        desk.unregister(coming, zoe)
        assert desk.plan(zoe).stays.registrations == 1

    def test_one_changed_meanwhile_is_not_forgotten_by_halves(self, desk, zoe):
        plan = desk.plan(zoe)
        desk.change(lambda tx: people.edit(tx, zoe, {"email": "zoe@neuf.example"}, today=ON, now=NOW, by="luc"))
        with pytest.raises(Refused) as refused:
            desk.change(
                lambda tx: forgetting.forget(
                    tx, plan.past, plan.traces, secret=token_hex(32), today=ON, now=NOW, by="camille"
                )
            )
        assert refused.value.code == "forget_changed"

    def test_who_signed_with_their_own_name_is_told(self, desk, zoe):
        desk.store.change(lambda tx: tx.put(SESSIONS, tx.get(SESSIONS, 1)), AUTHOR)
        assert not desk.plan(zoe).by_hand.signed
        signed = replace(AUTHOR, by="zoe martineau")
        desk.store.change(lambda tx: tx.put(SESSIONS, replace(tx.get(SESSIONS, 1), minimum=1)), signed)
        assert desk.plan(zoe).by_hand.signed


class TestAfterwards:
    def test_nothing_more_is_written_under_the_number(self, desk, forgotten):
        other, session = desk.person("Anne Roux"), desk.session("Atelier haies", day=ON)
        clock = {"today": ON, "now": NOW, "by": "camille"}
        home, paid = desk.store.read().get(ORGANISATIONS, 1), dues.Terms(paid_on=ON, cents=500, donation=True)
        refused = [
            lambda: desk.register(session, forgotten, today=ON),
            lambda: desk.change(lambda tx: people.edit(tx, forgotten, {"function": "x"}, **clock)),
            lambda: desk.change(lambda tx: merging.merge_people(tx, other, forgotten, **clock)),
            lambda: desk.change(lambda tx: merging.merge_people(tx, forgotten, other, **clock)),
            lambda: desk.change(lambda tx: joining.join(tx, home, tx.get(PEOPLE, forgotten), since=ON, **clock)),
            lambda: desk.plan(forgotten),
            lambda: desk.change(lambda tx: dues.pay(tx, tx.get(PEOPLE, forgotten), paid, **clock)),
        ]
        for write in refused:
            with pytest.raises(Refused) as caught:
                write()
            assert caught.value.code == "person_forgotten"

    def test_nobody_reminds_them_or_counts_their_vote(self, desk, zoe):
        def asked_of(on: dt.date) -> tuple[list[str], list[str]]:
            read = desk.store.read()
            found = late(read, on)
            asked = [card.id for card, _why in [*found.remind, *found.left_out] if card.id == zoe]
            return asked, [one.who.ref for one in voters.electorate(read, on).voters if one.who.ref == f"P{zoe}"]

        lapsed, paid_up = dt.date(2027, 6, 1), dt.date(2023, 6, 1)
        assert (asked_of(lapsed)[0], asked_of(paid_up)[1]) == ([zoe], [f"P{zoe}"])
        desk.forget(zoe)
        assert asked_of(lapsed)[0] == []
        assert asked_of(paid_up)[1] == [f"P{zoe}"]  # what was counted then stays counted
        assert asked_of(ON)[1] == []

    def test_no_name_finds_them_any_more(self, desk, forgotten):
        for words in ("martineau", "zoé", "oubliée", "zoe.lhostis@exemple.example"):
            with pytest.raises(NotFound):
                person_named(desk.store.read(), words)
        assert person_named(desk.store.read(), "P1").id == forgotten

    def test_an_e_mail_or_a_name_is_known_again(self, desk, forgotten):
        gone = ForgottenPeople(desk.store.read())
        assert gone.has_email("Z.Martineau@ancien.example")
        assert gone.has_name("L'hostis boeuf", "ZOE")
        assert not gone.has_email("z.martineau@ailleurs.example")
        assert not gone.has_name("Zoé", "Marchand")
        assert not gone.has_name("", "Martineau")

    def test_nobody_is_known_again_where_nobody_was_forgotten(self):
        nobody = ForgottenPeople(MemoryStore().read())
        assert not nobody.has_email("zoe@exemple.example")
        assert not nobody.has_name("Zoé", "Martineau")


class TestUndo:
    def undo(self, desk, entry: int) -> None:
        clock = {"today": ON, "now": NOW, "by": "camille"}
        desk.store.change(lambda tx: history.undo(tx, desk.store, entry, **clock), AUTHOR, undoes=entry)

    def test_of_the_forgetting_is_refused(self, desk, forgotten):
        newest = next(iter(desk.store.history())).entry
        for number in (newest, None):
            with pytest.raises(Refused) as refused:
                history.to_undo(desk.store, number, "camille")
            assert refused.value.code == "undo_forget"

    @on_each
    def test_of_every_older_entry_brings_nothing_back(self, desk, forgotten):
        newest = next(iter(desk.store.history())).entry
        codes = set()
        for entry in range(newest - 1, 0, -1):
            try:
                self.undo(desk, entry)
            except Refused as refused:
                codes.add(refused.code)
            assert found_in(desk.everything()) == []
        assert {"undo_forgotten", "undo_before_forget"} <= codes

    def test_gives_no_place_back_to_somebody_forgotten(self, desk):
        zoe, coming = desk.person(), desk.session("Atelier haies", day=ON)
        desk.register(coming, zoe)
        desk.unregister(coming, zoe)
        entry = next(iter(desk.store.history())).entry
        desk.forget(zoe)
        with pytest.raises(Refused) as refused:
            self.undo(desk, entry)
        assert refused.value.code == "undo_person_forgotten"


class TestRemoved:
    """Somebody removed is still in the history until they are forgotten."""

    @on_each
    def test_is_forgotten_in_the_history(self, desk):
        zoe = desk.person("Zoé Martineau", email="z.martineau@ancien.example")
        desk.change(lambda tx: people.remove(tx, zoe, today=ON, now=NOW, by="camille"))
        assert found_in(desk.everything())
        plan = desk.plan(zoe)
        assert (plan.person, plan.name) == (None, "Zoé Martineau")
        assert desk.forget(zoe).person is None
        assert found_in(desk.everything()) == []
        assert ForgottenPeople(desk.store.read()).has_email("z.martineau@ancien.example")
        assert not forgetting_plans.is_known_to_history(desk.store, zoe)

    def test_nobody_ever_had_the_number(self, desk):
        with pytest.raises(NotFound):
            desk.plan(9)


class TestAgain:
    """An older state put back, of which a copy elsewhere still told."""

    @on_each
    def test_is_forgotten_again(self, desk, zoe):
        tables = (PEOPLE, ORGANISATIONS, AFFILIATIONS, SESSIONS, REGISTRATIONS, DUES, MEMORIES)
        older = {table: list(desk.store.read().scan(table)) for table in tables}
        desk.forget(zoe)
        scrubbed = {table: list(desk.store.read().scan(table)) for table in tables if table is not MEMORIES}

        def put_back(tx):
            for table, records in older.items():
                for record in records:
                    if table is MEMORIES:
                        record = replace(record, id=0)
                    tx.put(table, record)
            return forgetting.forgotten_again(tx)

        assert desk.store.change(put_back, AUTHOR).result == [zoe]
        assert found_in(desk.everything()) == []
        again = {table: list(desk.store.read().scan(table)) for table in scrubbed}
        assert again == scrubbed

    def test_nobody_is_forgotten_who_is_already(self, desk, forgotten):
        assert desk.store.change(forgetting.forgotten_again, AUTHOR).result == []


class TestAnybody:
    @settings(max_examples=20)
    @given(
        given=st.sampled_from(["Zoé", "Jean-Baptiste", "Marie Claire", "Øyvind", "N’Golo", "Anne"]),
        family=st.sampled_from(["L'Hostis-Bœuf", "de La Bretonnière", "LEGOFF", "Müller", "O’Conor", "d’Arc du Lys"]),
        case=st.sampled_from([str, str.upper, str.lower]),
        between=st.sampled_from([" ", "  ", ", ", "-", "\u00a0"]),
        turned=st.booleans(),
    )
    def test_leaves_no_text_that_names_them(self, given, family, case, between, turned):
        desk = ForgettingDesk()
        gone, other, session = desk.person(f"{given} {family}"), desk.person("Luc Roche"), desk.session()
        first, last = (family, given) if turned else (given, family)
        desk.put(PEOPLE, _named(desk, gone, given, family))
        desk.register(session, other, note=f"Vient avec {case(first)}{between}{case(last)}, en train")
        desk.forget(gone)
        assert squash(given + family) not in squash(desk.everything())
        assert squash(family + given) not in squash(desk.everything())
        assert "en train" in desk.everything()


def _named(desk, number: int, given: str, family: str):
    known = desk.store.read().get(PEOPLE, number)
    return keyed_person(replace(known, given_name=given, family_name=family))
