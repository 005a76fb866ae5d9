"""Reports of anything: read or passed over, never a fault, and no connection that ends before it begins."""

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from capcli.imports.meetings import report_of
from capcli.imports.tables import Book, Row, Table

heading = st.sampled_from(
    ["Name", "Nom", "Prénom", "User Email", "Join Time", "Leave Time", "Duration", "Durée (secondes)", "First Join",
     "Last Leave", "Timestamp", "User Action", "Role", "Attended", "Meeting title", "Start time", "Topic",
     "Join Time (UTC)"]
)  # fmt: skip
cell = st.one_of(
    st.sampled_from(
        ["", "-", "Zoé MARTINEAU", "z@p.example", "z_p#EXT#@x.example", "3/5/24, 10:24:54 AM", "05/03/2024 10:24",
         "10:30", "25:99", "31/02/2024 10:00", "0001-01-01 00:00:00", "9999-12-31 23:59:59", "2024-03-31 02:30:00",
         "1h 27m 51s",
         "99999999999999h", "9" * 400, "PT9999999H", "Joined", "Left", "TRUE", "Anonymous", "2. Participants"]
    ),
    st.text(max_size=12),
)  # fmt: skip
rows = st.lists(st.one_of(st.lists(heading, max_size=6), st.lists(cell, max_size=6)), max_size=10)
day = st.one_of(st.none(), st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31)))
zone = st.sampled_from(["Europe/Paris", "UTC", "Pacific/Apia", "America/Caracas"])


@settings(max_examples=300)
@given(rows, day, zone)
def test_any_table_is_read_without_a_fault(cells, on, timezone):
    table = Table(rows=[Row(line, list(row)) for line, row in enumerate(cells, start=1)])
    found = report_of(Book(file="x.csv", format="csv", tables=[table]), timezone, on)
    if found is None:
        return
    for one in found.connections:
        assert (one.joined is None) == (one.left is None)
        assert one.joined is None or one.joined <= one.left
        assert one.minutes is None or one.minutes >= 0
        assert one.name
    lines = [one.line for one in found.connections] + [row.line for row in found.set_aside]
    assert set(lines) <= set(range(1, len(cells) + 1))
