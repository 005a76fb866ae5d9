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
