"""Reports of meetings become marks: the minutes worked out by hand, whoever is meant, and nothing twice."""

import datetime as dt

import pytest
from desk_making import Bench
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from capcli.domain.names import email_key
from capcli.domain.plans import Answer, Clock, Job, Plan, Source, TypedRow
from capcli.domain.records import HELD, PEOPLE, REGISTRATIONS, SESSIONS, Slot, Speaker
from capcli.errors import CapError
from capcli.imports.meetings import report_of
from capcli.imports.reading import opened
from capcli.services import importing, presences
from capcli.services.exporting import listings
from capcli.services.presence_grids import grid
from capcli.services.presences import Marking

DAY = dt.date(2024, 3, 5)
NOW = dt.datetime(2024, 3, 6, 9, tzinfo=dt.UTC)
PEOPLE_OF_THE_FORM = (
    ("Jean-Baptiste", "FAUVEL-ROCHAS", "jb.fauvel-rochas@valfictif.example"),
    ("Éloïse", "d'Arnoncourt", "eloise@arnoncourt.example"),
    ("Zoé", "MARTINEAU", "z.martineau@parc-imagine.example"),
    ("Inès", "de La Bretonnière", "ines@delabretonniere.example"),
    ("Loïc", "L'HOSTIS", "loic.lhostis@saint-exemple.example"),
)


class Room(Bench):
    """A webinar of 90 minutes, and the five who registered."""

    def __init__(self) -> None:
        super().__init__(today=DAY)
        self.webinar = self.made(Slot(date=DAY, end_date=DAY, start="10:30", end="12:00"))
        self.people = [self.known(*who) for who in PEOPLE_OF_THE_FORM]
        self.jb, self.eloise, self.zoe, self.ines, self.loic = self.people
        self.register(self.webinar, *self.people, today=dt.date(2024, 2, 1))
        self.source = "report.csv"

    def made(self, *slots: Slot, title: str = "Accueillir de nouveaux habitants", **facts) -> int:
        facts.setdefault("mode", "online")
        return self.session(title, slots=list(slots), **facts)

    def known(self, given: str, family: str, email: str | None = None, **facts) -> int:
        number = self.person(f"{given} {family}", email=email, email_key=email_key(email) if email else None, **facts)
        kept = self.store.read().get(PEOPLE, number)
        self.put(PEOPLE, replace(kept, given_name=given, family_name=family))
        return number

    def job(self, content: str | bytes, session: int | None = None, **said) -> Job:
        data = content if isinstance(content, bytes) else content.encode()
        found = report_of(opened(data, self.source), "Europe/Paris", DAY)
        assert found is not None
        source = Source(file=self.source, kind="attendance", format="csv", encoding=None, delimiter=None, header_row=1)
        return Job(
            source=source,
            rows=[],
            session=session or self.webinar,
            connections=found.connections,
            set_aside=found.set_aside,
            **said,
        )

    def imported(self, content: str | bytes, session: int | None = None, **said) -> Plan:
        return self.carried_out(self.job(content, session, **said))

    def listed(self, *rows: dict[str, str], session: int | None = None, **said) -> Plan:
        source = Source(file="list.csv", kind="attendance", format="csv", encoding=None, delimiter=None, header_row=1)
        typed = [TypedRow(line=n, values=row, **said) for n, row in enumerate(rows, start=2)]
        return self.carried_out(Job(source=source, rows=typed, session=session or self.webinar))

    def carried_out(self, job: Job) -> Plan:
        return self.change(lambda tx: importing.carry_out(tx, job, Clock(NOW.date(), NOW, "camille")))

    def marks(self, person: int, session: int | None = None) -> dict[int, str]:
        own = [one for one in self.of(session or self.webinar) if one.person == person]
        return {mark.slot: mark.state for mark in own[-1].presence} if own else {}


@pytest.fixture
def room() -> Room:
    return Room()


def said(plan: Plan) -> list[tuple]:
    """Each row: its line, what it does, who it is, the minutes, the code of the last problem."""
    return [
        (
            row.line,
            row.action,
            row.person.ref if row.person else None,
            row.values.get("minutes"),
            row.problems[-1].code if row.problems else None,
        )
        for row in plan.rows
    ]


def refused(room: Room, code: str, content: str, session: int | None = None) -> CapError:
    with pytest.raises(CapError) as out:
        room.imported(content, session)
    assert out.value.code == code
    return out.value


HEAD = "Name,User Email,Join Time,Leave Time\n"


def line(name: str, start: str, end: str, email: str = "") -> str:
    return f"{name},{email},2024-03-05 {start}:00,2024-03-05 {end}:00\n"


class TestShared:
    """The reports at hand, for a slot from 10:30 to 12:00."""

    @pytest.fixture
    def content(self, shared):
        return lambda name: (shared / "exports" / name).read_bytes()

    def test_zoom(self, room, content):
        plan = room.imported(content("zoom_participants.csv"))
        assert said(plan) == [
            (5, "skip", None, 90, "meeting_host"),
            (6, "create", "P1", 90, None),
            (7, "ambiguous", None, 86, "attendance_like"),  # 27 min 12 s and 58 min 30 s
            (9, "create", "P3", 90, None),  # 89 min 50 s
            (10, "ambiguous", None, 7, "attendance_like"),
            (11, "skip", None, 90, "meeting_room"),
            (12, "create", "P4", 45, None),
        ]
        assert [row.candidates for row in plan.rows if row.action == "ambiguous"] == [[room.eloise], [room.loic]]
        assert room.marks(room.ines) == {1: "present"}, "45 of 90 minutes are half"

    def test_teams(self, room, content):
        plan = room.imported(content("teams_attendance_en.csv"))
        assert said(plan) == [
            (20, "skip", None, 90, "meeting_host"),
            (21, "create", "P1", 90, None),
            (22, "create", "P2", 76, None),
            (23, "create", "P4", 45, None),
            (24, "create", "P5", 1, "attendance_short"),
            (25, "skip", None, 40, "attendance_brief_unknown"),
        ]
        assert room.marks(room.loic) == {1: "absent"}

    def test_bigbluebutton(self, room, content):
        plan = room.imported(content("bbb_learning_dashboard.csv"))
        assert said(plan) == [
            (2, "skip", None, 90, "meeting_host"),
            (3, "create", "P1", 90, None),
            (4, "create", "P3", 90, None),
            (5, "ambiguous", None, 89, "attendance_like"),
            (6, "skip", None, None, "meeting_anonymous"),
        ]

    def test_google_meet(self, room, content):
        plan = room.imported(content("google_meet_attendance.csv"))
        assert said(plan) == [
            (2, "create", "P1", 90, None),
            (3, "create", "P2", 76, None),
            (4, "create", "P4", 45, None),
        ]

    @pytest.mark.parametrize("name", ["zoom_participants", "teams_attendance_en", "bbb_learning_dashboard"])
    def test_the_same_report_again_changes_nothing(self, room, content, name):
        first = room.imported(content(f"{name}.csv"))
        before = room.of(room.webinar)
        again = room.imported(content(f"{name}.csv"))
        assert room.of(room.webinar) == before
        assert {row.action for row in again.rows} <= {"same", "skip", "ambiguous"}
        assert [row.action for row in first.rows if row.action == "create"] == [
            row.action.replace("same", "create") for row in again.rows if row.action == "same"
        ]

    def test_four_reports_of_one_meeting_are_one_presence(self, room, content):
        """Whoever was seen by several tools was there once; the longest tells."""
        for name in ("zoom_participants", "teams_attendance_en", "bbb_learning_dashboard", "google_meet_attendance"):
            room.imported(content(f"{name}.csv"))
        assert [room.marks(person) for person in room.people] == [
            {1: "present"}, {1: "present"}, {1: "present"}, {1: "present"}, {1: "absent"},
        ]  # fmt: skip


def test_two_reports_of_a_meeting_that_was_cut_add_up(room):
    first = HEAD + line("Zoé MARTINEAU", "10:30", "11:00")
    second = HEAD + line("Zoé MARTINEAU", "11:05", "12:00")
    assert said(room.imported(first)) == [(2, "create", "P3", 30, "attendance_short")]
    assert room.marks(room.zoe) == {1: "absent"}
    assert said(room.imported(second)) == [(2, "change", "P3", 85, None)]
    assert room.marks(room.zoe) == {1: "present"}
    assert said(room.imported(first)) == [(2, "same", "P3", 85, None)]


def test_two_telephones_of_one_person_are_one(room):
    text = HEAD + line("Zoé MARTINEAU", "10:30", "11:00") + line("MARTINEAU Zoé (PNR)", "10:45", "11:30")
    assert said(room.imported(text)) == [
        (2, "create", "P3", 60, None),
        (3, "skip", "P3", 45, "row_twice"),
    ]


def test_a_name_is_asked_once_and_remembered(room):
    text = HEAD + line("eloise", "10:30", "12:00")
    plan = room.imported(text, answers={2: Answer(kind="same", person=room.eloise)})
    assert said(plan) == [(2, "create", "P2", 90, None)]
    assert said(room.imported(text)) == [(2, "same", "P2", 90, None)]
    other = room.made(Slot(date=DAY, end_date=DAY, start="10:30", end="12:00"), title="Autre")
    plan = room.imported(text, other)
    assert said(plan) == [(2, "ambiguous", None, 90, "attendance_before")]
    assert plan.rows[0].candidates == [room.eloise], "not registered here: only a question"


def test_what_was_ignored_is_ignored_again_and_later_is_asked_again(room):
    text = HEAD + line("Marc", "10:30", "12:00")
    assert said(room.imported(text)) == [(2, "ambiguous", None, 90, "attendance_unknown")]
    assert said(room.imported(text, answers={2: Answer(kind="later")})) == [(2, "skip", None, 90, "row_later")]
    assert said(room.imported(text)) == [(2, "ambiguous", None, 90, "attendance_unknown")]
    assert said(room.imported(text, answers={2: Answer(kind="ignore")})) == [(2, "skip", None, 90, "row_ignored")]
    assert said(room.imported(text)) == [(2, "skip", None, 90, "row_ignored")]


def test_a_mark_typed_by_hand_is_never_changed_by_a_file(room):
    def typed(tx):
        clock = {"today": NOW.date(), "now": NOW, "by": "camille"}
        return presences.mark(tx, room.webinar, [room.zoe], Marking(state="excused"), **clock)

    room.change(typed)
    before = room.of(room.webinar)
    plan = room.imported(HEAD + line("Zoé MARTINEAU", "10:30", "12:00"))
    assert said(plan) == [(2, "same", "P3", None, "attendance_by_hand")]
    assert room.of(room.webinar) == before


def test_a_host_who_registered_counts(room):
    text = "Name,Moderator,Join,Left,Duration\nZoé MARTINEAU,TRUE,05/03/2024 10:30:00,05/03/2024 12:00:00,01:30:00\n"
    assert said(room.imported(text)) == [(2, "create", "P3", 90, None)]


def test_speakers_and_the_contact_are_no_participants(room):
    room.edit(room.webinar, speakers=[Speaker(name="Pascale Vincent")])
    room.known("Pascale", "VINCENT")
    text = HEAD + line("Pascale VINCENT", "10:30", "12:00")
    assert said(room.imported(text)) == [(2, "skip", "P6", 90, "meeting_host")]
    assert len(room.of(room.webinar)) == 5


def test_what_is_nobody_is_set_aside_and_a_telephone_is_a_question(room):
    text = HEAD + "".join(
        line(name, "10:30", "12:00")
        for name in ("Otter.ai", "Polycom HDX", "SM-A525F", "iPad de Zoé", "+33 6 39 00 00 98")
    )
    caller = room.store.read().get(PEOPLE, room.jb)
    room.put(PEOPLE, replace(caller, phone="+33639000098"))
    plan = room.imported(text)
    assert [(row.action, row.problems[0].code, row.candidates) for row in plan.rows] == [
        ("skip", "meeting_bot", []),
        ("skip", "meeting_room", []),
        ("skip", "meeting_device", []),
        ("ambiguous", "attendance_like", [room.zoe]),
        ("ambiguous", "attendance_like", [room.jb]),
    ]


def test_nobody_is_looked_for_behind_a_device_that_was_there_for_a_moment(room):
    """It is no presence that somebody would have to mark by hand."""
    names = ("Otter.ai", "Polycom HDX", "SM-A525F", "Karim Dupuis")
    plan = room.imported(HEAD + "".join(line(name, "10:30", "10:40") for name in names))
    assert [row.problems[0].code for row in plan.rows] == ["meeting_bot", *["attendance_brief_unknown"] * 3]
    assert plan.rows[3].problems[0].args == {"name": "Karim Dupuis", "minutes": 10}


def test_somebody_who_sounds_like_a_room_is_somebody(room):
    anne = room.known("Anne", "SALLES")
    room.register(room.webinar, anne, today=dt.date(2024, 2, 1))
    assert said(room.imported(HEAD + line("Anne Salles", "10:30", "12:00"))) == [(2, "create", "P6", 90, None)]


def test_somebody_known_walks_in(room):
    """By the full name or the e-mail; whoever was there for a moment only is not registered for it."""
    paul = room.known("Paul", "BRUNEL", "paul@brunel.example")
    text = HEAD + line("PC de la mairie", "10:30", "12:00", "paul@brunel.example")
    short = HEAD + line("BRUNEL Paul", "10:30", "10:40")
    assert said(room.imported(short)) == [(2, "skip", "P6", 10, "attendance_brief")]
    assert room.marks(paul) == {}
    assert said(room.imported(text)) == [(2, "create", "P6", 90, "attendance_walk_in")]
    (one,) = [one for one in room.of(room.webinar) if one.person == paul]
    assert (one.state, one.history[-1].cause, room.marks(paul)) == ("confirmed", "walk_in", {1: "present"})


def test_a_walk_in_owes_dues_and_is_online_in_a_session_of_both(room):
    room.edit(room.webinar, requires_dues=True, mode="hybrid")
    paul = room.known("Paul", "BRUNEL")
    room.imported(HEAD + line("Paul BRUNEL", "10:30", "12:00"))
    (one,) = [one for one in room.of(room.webinar) if one.person == paul]
    assert (one.state, one.waits_for, one.held_until, one.mode) == ("pending", "dues", None, "online")


def test_where_no_place_is_left_the_command_is_named(room):
    room.edit(room.webinar, capacity=5)
    room.known("Paul", "BRUNEL")
    text = HEAD + line("Paul BRUNEL", "10:30", "12:00") + line("Nina NEUVE", "10:30", "12:00", "nina@neuve.example")
    plan = room.imported(text)
    assert said(plan) == [
        (2, "skip", "P6", 90, "attendance_full"),
        (3, "skip", None, 90, "attendance_full_new"),
    ]
    assert plan.rows[0].problems[0].args == {"name": "Paul BRUNEL", "session": "S1", "person": "P6", "rule": "full"}
    assert room.store.read().count(PEOPLE) == 6, "nobody was added for nothing"


def test_somebody_new_needs_an_email_and_both_names(room):
    text = HEAD + line("Nina NEUVE (Externe)", "10:30", "12:00", "nina@neuve.example") + line("Tom", "10:30", "12:00")
    plan = room.imported(text)
    assert said(plan) == [
        (2, "create", None, 90, "attendance_walk_in"),
        (3, "ambiguous", None, 90, "attendance_unknown"),
    ]
    nina = room.store.read().get(PEOPLE, 6)
    assert (nina.given_name, nina.family_name, nina.email) == ("Nina", "NEUVE", "nina@neuve.example")
    assert said(room.imported(text))[0] == (2, "same", "P6", 90, None)


def test_somebody_else_than_all_candidates_is_added(room):
    text = HEAD + line("Zoé MARTINOT", "10:30", "12:00") + line("Zoé", "10:30", "12:00")
    plan = room.imported(text)
    assert [row.candidates for row in plan.rows] == [[room.zoe], [room.zoe]]
    answers = {2: Answer(kind="other"), 3: Answer(kind="other")}
    assert said(room.imported(text, answers=answers)) == [
        (2, "create", None, 90, "attendance_walk_in"),
        (3, "skip", None, 90, "attendance_nameless"),
    ]


def test_an_email_under_another_name_is_a_question(room):
    text = HEAD + line("Tom NEUF", "10:30", "12:00", "z.martineau@parc-imagine.example")
    plan = room.imported(text)
    assert said(plan) == [(2, "ambiguous", None, 90, "other_name")]
    assert plan.rows[0].candidates == [room.zoe]


def test_whoever_was_waiting_and_came_has_a_place(room):
    room.edit(room.webinar, capacity=5)
    paul = room.known("Paul", "BRUNEL")
    room.register(room.webinar, paul, today=dt.date(2024, 2, 1))
    assert room.state_of(room.webinar, paul) == "waiting"
    room.edit(room.webinar, capacity=6)
    room.imported(HEAD + line("Paul BRUNEL", "10:30", "12:00"))
    assert room.state_of(room.webinar, paul) in HELD


class TestSlots:
    """Sessions of several slots."""

    @pytest.fixture
    def day(self, room):
        slots = [
            Slot(date=DAY, end_date=DAY, start="09:00", end="12:00"),
            Slot(date=DAY, end_date=DAY, start="14:00", end="17:00"),
            Slot(date=DAY + dt.timedelta(days=7), end_date=DAY + dt.timedelta(days=7), start="09:00", end="12:00"),
        ]
        session = room.made(*slots, title="Journée")
        room.register(session, *room.people, today=dt.date(2024, 2, 1))
        return session

    def test_each_slot_has_its_minutes(self, room, day):
        text = HEAD + line("Zoé MARTINEAU", "08:50", "12:05") + line("Zoé MARTINEAU", "14:00", "14:30")
        text += line("Loïc L'HOSTIS", "08:55", "17:05")
        plan = room.imported(text, day)
        assert [row.values["slots"] for row in plan.rows] == [
            [
                {"slot": 1, "minutes": 180, "state": "present"},
                {"slot": 2, "minutes": 30, "state": "absent"},
            ],
            [
                {"slot": 1, "minutes": 180, "state": "present"},
                {"slot": 2, "minutes": 180, "state": "present"},
            ],
        ]
        assert room.marks(room.zoe, day) == {1: "present", 2: "absent"}

    def test_a_report_of_the_morning_says_nothing_of_the_afternoon(self, room, day):
        room.imported(HEAD + line("Zoé MARTINEAU", "08:50", "12:00"), day)
        assert room.marks(room.zoe, day) == {1: "present"}

    def test_a_report_of_another_day_names_both(self, room, day):
        text = HEAD + "Zoé MARTINEAU,,2024-03-06 10:30:00,2024-03-06 12:00:00\n"
        error = refused(room, "attendance_other_day", text, day)
        assert (error.exit_code, error.values["day"]) == (1, dt.date(2024, 3, 6))
        assert error.values["days"] == [DAY, DAY + dt.timedelta(days=7)]

    def test_a_report_of_other_hours_is_refused(self, room, day):
        error = refused(room, "attendance_other_hours", HEAD + line("Zoé MARTINEAU", "19:00", "20:00"), day)
        assert (error.values["start"], error.values["end"]) == ("19:00", "20:00")

    def test_a_slot_still_to_come_is_refused(self, room, day):
        text = HEAD + "Zoé MARTINEAU,,2024-03-12 09:00:00,2024-03-12 12:00:00\n"
        refused(room, "presence_early", text, day)

    def test_minutes_without_moments_need_one_slot(self, room, day):
        text = "Name (Original Name),User Email,Total Duration (Minutes)\nZoé MARTINEAU,,92\n"
        refused(room, "attendance_which_slot", text, day)
        assert said(room.imported(text)) == [(2, "create", "P3", 90, None)]
        assert said(room.imported(text)) == [(2, "same", "P3", 90, None)]


def test_a_slot_without_hours_lasts_as_long_as_the_meeting(room):
    session = room.made(Slot(date=DAY, end_date=DAY), title="Un jour")
    room.register(session, *room.people, today=dt.date(2024, 2, 1))
    text = HEAD + line("Camille (Hôte)", "10:00", "12:00") + line("Zoé MARTINEAU", "10:00", "11:00")
    text += line("Loïc L'HOSTIS", "10:00", "10:50")
    assert said(room.imported(text, session)) == [
        (2, "skip", None, 120, "meeting_host"),
        (3, "create", "P3", 60, None),
        (4, "create", "P5", 50, "attendance_short"),
    ]


def test_the_share_is_a_setting(room):
    from capcli.settings import choose

    room.change(lambda tx: choose(tx, "attendance.present_share", "0.9"))
    room.imported(HEAD + line("Zoé MARTINEAU", "10:30", "11:45") + line("Loïc L'HOSTIS", "10:30", "11:51"))
    assert (room.marks(room.zoe), room.marks(room.loic)) == ({1: "absent"}, {1: "present"})


def test_what_is_handed_over_tells_the_minutes_of_the_slot(room):
    """As the grid does: nobody was longer at a session than it lasted."""
    room.imported(HEAD + line("Zoé MARTINEAU", "10:10", "12:20"))
    lists = {one.name: one.rows for one in listings(room.store.read(), today=DAY)}
    shown = grid(room.store.read(), room.store.read().get(SESSIONS, room.webinar)).rows
    assert [row["minutes"] for row in lists["attendance"]] == [90]
    assert [row.minutes for row in shown if row.presence] == [90]


class TestLists:
    """Plain lists: a column that says yes or no, minutes, or our own columns of each slot."""

    def test_yes_and_no_in_any_spelling(self, room):
        cells = ("Oui", "non", "présente", "Abs. exc.", "✗")
        rows = [{"email": who[2], "present": cell} for who, cell in zip(PEOPLE_OF_THE_FORM, cells, strict=True)]
        plan = room.listed(*rows)
        assert [row.action for row in plan.rows] == ["create"] * 5
        assert [room.marks(person)[1] for person in room.people] == [
            "present", "absent", "present", "excused", "absent",
        ]  # fmt: skip
        before = room.of(room.webinar)
        assert {row.action for row in room.listed(*rows).rows} == {"same"}
        assert room.of(room.webinar) == before

    def test_minutes_alone_decide(self, room):
        plan = room.listed({"name": "Zoé MARTINEAU", "minutes": "44"}, {"name": "Loïc L'HOSTIS", "minutes": "45 min"})
        assert [row.values["minutes"] for row in plan.rows] == [44, 45]
        assert (room.marks(room.zoe), room.marks(room.loic)) == ({1: "absent"}, {1: "present"})

    @pytest.mark.parametrize("text", ["1 h 29 min", "1h29", "01:29:00", "89", "env. 89 min"])
    def test_minutes_are_read_in_any_spelling(self, room, text):
        plan = room.listed({"name": "Zoé MARTINEAU", "minutes": text})
        assert [row.values["minutes"] for row in plan.rows] == [89]

    def test_a_row_that_says_nothing_or_names_nobody(self, room):
        plan = room.listed(
            {"name": "Zoé MARTINEAU", "present": "peut-être"}, {"present": "oui"}, {"name": "TOTAL", "present": "12"}
        )
        assert [(row.action, row.problems[0].code) for row in plan.rows] == [
            ("skip", "attendance_says_nothing"),
            ("error", "row_nobody"),
            ("skip", "row_total"),
        ]

    def test_the_columns_of_each_slot(self, room):
        later = DAY + dt.timedelta(days=1)
        session = room.made(Slot(date=DAY, end_date=DAY), Slot(date=later, end_date=later), title="Cycle")
        room.register(session, room.zoe, today=dt.date(2024, 2, 1))
        row = {"name": "Zoé MARTINEAU"}
        plan = room.listed(row, session=session, answers={"presence.1": "present", "presence.2": "absent"})
        assert (plan.rows[0].action, room.marks(room.zoe, session)) == ("create", {1: "present", 2: "absent"})

    def test_a_list_of_a_session_that_has_not_begun_is_too_early(self, room):
        """Whether it has several slots or one, or no day at all."""
        later = NOW.date() + dt.timedelta(days=1)
        one = room.made(Slot(date=later, end_date=later), title="Demain")
        two = room.made(*[Slot(date=later + dt.timedelta(days=n)) for n in (1, 0)], title="Cycle")
        some_day = room.made(Slot(), title="Un jour")
        codes = []
        for session in (one, two, some_day):
            with pytest.raises(CapError) as out:
                room.listed({"name": "Zoé MARTINEAU", "present": "oui"}, session=session)
            codes.append((out.value.code, out.value.values.get("day")))
        assert codes == [("presence_early", later), ("presence_early", later), ("presence_undated", None)]

    def test_a_list_of_a_session_of_several_slots_says_which(self, room):
        later = DAY + dt.timedelta(days=1)
        session = room.made(Slot(date=DAY, end_date=DAY), Slot(date=later, end_date=later), title="Cycle")
        room.register(session, room.zoe, today=dt.date(2024, 2, 1))
        room.listed({"name": "Zoé MARTINEAU", "present": "oui", "slot": "Créneau 2"}, session=session)
        assert room.marks(room.zoe, session) == {2: "present"}
        with pytest.raises(CapError) as out:
            room.listed({"name": "Zoé MARTINEAU", "present": "oui"}, session=session)
        assert out.value.code == "attendance_which_slot"

    def test_somebody_new_in_a_row_for_each_slot(self, room):
        """All their rows are read the first time: the same file again changes nothing."""
        later = DAY + dt.timedelta(days=1)
        session = room.made(Slot(date=DAY, end_date=DAY), Slot(date=later, end_date=later), title="Cycle")
        who = {"given_name": "Al", "family_name": "Bleu", "email": "al@bleu.example"}
        rows = [who | {"slot": "1", "present": "oui"}, who | {"slot": "2", "present": "non"}]
        plan = room.listed(*rows, session=session)
        assert [(row.action, [one.code for one in row.problems]) for row in plan.rows] == [
            ("create", ["attendance_walk_in"]),
            ("skip", ["row_twice"]),
        ]
        before = room.of(session)
        assert [(mark.slot, mark.state) for one in before for mark in one.presence] == [(1, "present"), (2, "absent")]
        assert [row.action for row in room.listed(*rows, session=session).rows] == ["same", "skip"]
        assert room.of(session) == before

    def test_somebody_without_a_place_who_did_not_come(self, room):
        """A list knows nothing of connections."""
        away = {"given_name": "Jo", "family_name": "Vert", "email": "jo@vert.example", "present": "excusé"}
        assert said(room.listed(away)) == [(2, "skip", None, 0, "attendance_away")]


def test_registrations_are_kept_as_they_were_but_for_the_marks(room):
    before = {one.id: one for one in room.of(room.webinar)}
    room.imported(HEAD + line("Zoé MARTINEAU", "10:30", "12:00"))
    after = {one.id: replace(one, presence=[]) for one in room.store.read().find(REGISTRATIONS, "session", 1)}
    assert after == before


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(st.tuples(st.integers(0, 110), st.integers(1, 60)), min_size=1, max_size=3), min_size=1, max_size=3
    ),
    st.randoms(),
)
def test_reports_in_any_order_and_any_number_of_times_tell_the_union(reports, chance):
    """Minutes of the slot in which somebody was connected by any of the reports, each counted once."""
    room = Room()
    opens = dt.datetime(2024, 3, 5, 10, 20)
    minutes = {minute for spans in reports for start, length in spans for minute in range(start, start + length)}
    texts = [
        HEAD
        + line("Camille (Hôte)", "10:20", "12:10")
        + "".join(
            f"Zoé MARTINEAU,,{opens + dt.timedelta(minutes=start)},{opens + dt.timedelta(minutes=start + length)}\n"
            for start, length in spans
        )
        for spans in reports
    ]
    again = [*texts, *texts]
    chance.shuffle(again)
    for text in again:
        room.imported(text)
    (mark,) = next(one for one in room.of(room.webinar) if one.person == room.zoe).presence
    inside = len([minute for minute in minutes if 10 <= minute < 100])
    seconds = sum((span.end - span.start).total_seconds() for span in mark.spans)
    assert (mark.state == "present") is (inside >= 45)
    assert seconds >= 60 * inside
    last = [row.values["minutes"] for row in room.imported(texts[0]).rows if row.person.ref == "P3"]
    assert last == [inside if mark.spans else None]


def test_strict_makes_a_short_presence_an_error_and_writes_nothing(room):
    before = room.of(room.webinar)
    plan = room.imported(HEAD + line("Zoé MARTINEAU", "10:30", "10:40"), strict=True)
    assert said(plan) == [(2, "error", "P3", 10, "attendance_short")]
    assert room.of(room.webinar) == before


class TestRemarksBehindNames:
    @pytest.mark.parametrize("behind", [" # PNR", "#PNR", " | PNR", " – PNR", " @ PNR", "@PNR", ", PNR", ", Vercors"])
    def test_what_stands_behind_the_full_name_of_somebody_registered_is_a_remark(self, room, behind):
        text = HEAD + line(f'"Zoé Martineau{behind}"', "10:30", "12:00")
        assert said(room.imported(text)) == [(2, "create", f"P{room.zoe}", 90, None)]

    def test_an_initial_before_a_remark_is_asked_about(self, room):
        text = HEAD + line("Zoe M. - PNR", "10:30", "12:00")
        (row,) = room.imported(text).rows
        assert (row.action, row.candidates) == ("ambiguous", [room.zoe])


def test_two_people_behind_one_connection_are_a_question(room):
    """Whoever is named second would be lost without a word."""
    report = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n{},,{},{},90,Yes\n"
    moments = ("03/05/2024 10:30:00 AM", "03/05/2024 12:00:00 PM")
    both = room.imported(report.format("Zoé MARTINEAU / Loïc L'Hostis", *moments)).rows[0]
    assert (both.action, both.problems[0].code, both.candidates) == (
        "ambiguous", "attendance_together", [room.zoe, room.loic],
    )  # fmt: skip
    one = room.imported(report.format("Zoé MARTINEAU / Mairie de Die", *moments)).rows[0]
    assert (one.action, one.person.ref) == ("create", f"P{room.zoe}")
