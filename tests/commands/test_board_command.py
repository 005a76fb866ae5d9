import pytest


def test_welcome_without_a_data_file(bare_cap):
    """Nothing chosen yet: how to start, and how to look first."""
    done = bare_cap()
    assert done.code == 0
    assert "cap init" in done.out
    assert "cap demo" in done.out


def test_a_named_file_that_is_absent_is_an_error(bare_cap):
    """Exit 5, naming the file and cap init."""
    done = bare_cap("--data", "gone.json")
    assert (done.code, "gone.json" in done.err, "cap init" in done.err) == (5, True, True)


def test_an_empty_desk(cap):
    """The organisation, the day in words, and how to make a first session."""
    lines = cap().out.splitlines()
    assert lines[0] == "Cap Exemple, Monday 2 October 2023"
    assert "cap session new" in lines[-1]


@pytest.fixture
def busy(cap):
    """A session that closes soon, one that is full, one without a day."""
    soon = ("--date", "4/10", "--from", "9h", "--capacity", "20", "--minimum", "5")
    cap("session", "new", "--title", "Un atelier compost dont le titre ne tient pas sur la ligne", *soon)
    cap("session", "new", "--title", "Changement d'échelle", "--date", "28/11", "--capacity", "1", "--requires-dues")
    cap("session", "new", "--title", "Plus tard")
    for name in ("Ada ROCHE", "Bob ROCHE"):
        assert cap("register", "S2", "--new", name).code == 0
    return cap


def test_board(busy):
    """Places and waiting list beside each session, what to look after below, each line ending with its command."""
    assert busy().out.splitlines()[2:] == [
        "Next sessions",
        "  S1  04/10/2023 09:00  0/20            Un atelier compost…  cap attendees S1",
        "  S2  28/11/2023        1/1, 1 waiting  Changement d'échel…  cap attendees S2",
        "  S3  no day yet        0               Plus tard            cap session show S3",
        "",
        "To look after",
        "  S1  registration ends on Wednesday 4 October 2023:  cap register S1",
        "  S1  5 short of the minimum of 5:  cap session postpone S1 --to …",
        "  S2  full, 1 person waits:  cap waitlist S2",
        "  S2  1 person is subject to dues:  cap attendees S2 --state pending",
        "  S2  2 people to tell:  cap tell S2",
        "  S3  no day yet:  cap session edit S3 --date …",
    ]


def test_board_on_a_narrow_terminal(busy, monkeypatch):
    """At 40 columns a session takes several lines, none of them broken, commands whole."""
    monkeypatch.setenv("COLUMNS", "40")
    lines = busy().out.splitlines()
    assert all(len(line) <= 40 for line in lines)
    assert "    cap attendees S2 --state pending" in lines


def test_commands_of_the_board_exist(busy):
    """What a line proposes can be typed."""
    for line in busy().out.splitlines():
        _before, found, command = line.partition("cap ")
        if found:
            assert busy(*command.replace("…", "5/12").split(), "--help").code == 0, line


def test_more_than_fits(cap):
    """Beyond eight sessions the others are counted, with the command that lists them."""
    for number in range(10):
        cap("session", "new", "--title", f"Atelier {number}", "--date", "28/11")
    assert "  2 more: cap session list --upcoming" in cap().out.splitlines()


def test_a_short_title_stays_on_its_line(cap):
    """Only a lack of room puts a session over several lines, not a title shorter than the room."""
    cap("session", "new", "--title", "Miel", "--date", "5/12")
    assert "  S1  05/12/2023  0  Miel  cap attendees S1" in cap().out.splitlines()


@pytest.fixture
def overdue(cap):
    """A place subject to dues, kept for three days, and another session."""
    cap("config", "set", "registration.pending_days", "3")
    cap("session", "new", "--title", "Compost", "--date", "28/11", "--requires-dues")
    cap("session", "new", "--title", "Ailleurs", "--date", "29/11")
    cap("register", "S1", "--new", "Zoé MARTINEAU")
    cap("person", "add", "Ali ROCHE")
    return cap


DAY_AFTER = "2023-10-06"


def test_deadlines_that_passed_are_on_the_board(overdue):
    """Until the end of the last of the days, nothing; then the line and its command, and whom to tell besides."""
    assert "deadline" not in overdue(today="2023-10-05").out
    lines = overdue(today=DAY_AFTER).out.splitlines()
    assert lines[lines.index("To look after") + 1] == "  1 deadline passed: cap sweep --dry-run"
    assert "  S1  1 person to tell:  cap tell S1" in lines


@pytest.mark.parametrize(
    "line",
    [("attendees", "S1"), ("register", "S1", "roche"), ("unregister", "S1", "martineau"), ("tell", "S1"), ("tell",)],
)
def test_deadlines_that_passed_are_said_beside(overdue, line):
    """On standard error, by whatever shows or changes the session; not where the place was let go."""
    done = overdue(*line, today=DAY_AFTER)
    assert done.code == 0
    expected = "" if line[0] == "unregister" else "1 deadline passed: cap sweep --dry-run\n"
    assert done.err == expected
    assert overdue(*line, today="2023-10-05").err != expected or not expected


def test_another_session_says_nothing_of_them(overdue):
    for line in (("attendees", "S2"), ("register", "S2", "roche"), ("tell", "S2")):
        assert overdue(*line, today=DAY_AFTER).err == ""


def test_many_sessions_with_people_to_tell_share_a_line(cap):
    cap("person", "add", "Zoé MARTINEAU")
    for day in range(1, 5):
        cap("session", "new", "--title", f"Jour {day}", "--date", f"{day}/11")
        cap("register", f"S{day}", "martineau")
    assert "  1 person to tell, 4 sessions: cap tell" in cap().out.splitlines()


def test_a_cancelled_session_is_on_the_board_until_people_know(cap):
    cap("session", "new", "--title", "Compost", "--date", "28/11")
    cap("register", "S1", "--new", "Zoé MARTINEAU")
    cap("session", "cancel", "S1")
    assert cap().out.splitlines()[-1] == "  S1  1 person to tell:  cap tell S1"
    cap("tell", "S1", "--done", "all")
    assert "tell" not in cap().out


@pytest.fixture
def held(cap):
    """S1 of one slot said to have been attended, S2 forgotten, S3 of three slots of which the first is said."""
    slots = [word for day in ("20", "22", "25") for word in ("--slot", f"2023-09-{day} 10:00-12:00")]
    cap("person", "add", "Zoé MARTINEAU")
    for number, days in enumerate((["--date", "2023-09-12"], ["--date", "2023-09-14"], slots), 1):
        assert cap("session", "new", "--title", f"Atelier {number}", *days, "--yes").code == 0
        assert cap("register", f"S{number}", "P1", "--allow", "closed", "--reason", "typed late").code == 0
    assert cap("present", "S1", "P1").code == 0
    assert cap("present", "S3", "P1", "--slot", "1").code == 0
    return cap


def test_attendance_that_was_forgotten(held, monkeypatch):
    """Of the sessions that are over, with the command; at 40 columns no line is longer."""
    after = held().out.partition("To look after\n")[2].splitlines()
    assert after == [
        "  S3  attendance not recorded of slots 2 and 3:  cap present S3 …",
        "  S2  attendance of 1 person not recorded:  cap present S2 …",
    ]
    monkeypatch.setenv("COLUMNS", "40")
    assert max(map(len, held().out.partition("To look after\n")[2].splitlines())) <= 40
    held("present", "S2", "P1")
    assert "S2" not in held().out


def test_attendance_of_more_sessions_than_fit_is_counted(held):
    for number in range(4, 8):
        held("session", "new", "--title", f"Atelier {number}", "--date", "2023-09-15", "--yes")
        held("register", f"S{number}", "P1", "--allow", "closed", "--reason", "typed late")
    assert "attendance of 3 more past sessions not recorded: cap session list --past" in held().out
