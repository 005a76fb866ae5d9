"""The sentence of every error: what, with the values, then the way out.

The key is the error's code; the names in braces are its values. A test holds
every `raise` in the sources against this table.
"""

import datetime as dt
import re

from capcli.domain.records import Bound, Money, Rate
from capcli.errors import Ambiguous, CapError
from capcli.texts import N_, _, day, either, hour, listed, money, short_day, strung
from capcli.texts.systems import system_words

_UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
"""Line breaks, which would make an error of several lines, and codes that a terminal obeys."""

ERRORS: dict[str, str] = {
    # settings
    "setting": N_("No setting is called {key}. The settings are: {known}."),
    "setting_value": N_("{key} does not take “{value}”. It takes, for example: {accepted}."),
    "bad_setting": N_(
        'The data file holds “{value}” for {key}, which it does not take. Set it: cap config set {key} "{example}".'
    ),
    "office_hours": N_("“{text}” are no office hours. Write mon-fri 08:00-20:00."),
    "waitlist_stop": N_("“{text}” is no moment before a session. Write 1 day 12:00, 2 h, 20 min or never."),
    "reminder_days": N_("“{text}” are no numbers of days. Write -30 -7 30 60: before the last day, then after it."),
    "bad_timezone": N_(
        "The data file names the time zone “{value}”, which does not exist. "
        "Set it with cap config set timezone Europe/Paris."
    ),
    # the command line
    "lang": N_("{source} takes {languages}, not “{value}”."),
    "data_empty": N_("--data names nothing. Name the data file, or leave --data out."),
    "today": N_("{source} takes a day in full, like 2023-11-28, not “{value}”."),
    "not_text": N_("“{value}” is not readable text (UTF-8). Type it again, or set the terminal to UTF-8."),
    "no_command": N_("{path} has no command “{name}”. See {path} --help."),
    "no_command_near": N_("{path} has no command “{name}”. Perhaps: {near}. See {path} --help."),
    "no_option": N_("{path} has no option {option}. See {path} --help."),
    "no_option_near": N_("{path} has no option {option}. Perhaps: {near}. See {path} --help."),
    "global_option": N_("{option} goes before the command: {line}."),
    "option_takes_one": N_("{option} needs a value after it."),
    "option_takes_none": N_("{option} takes no value. Write it alone."),
    "missing": N_("{name} is missing. Write: {usage}"),
    "too_many": N_("Too much was typed: “{extra}”. Put quotes around one thing of several words. Write: {usage}"),
    "bad_value": N_("{name} does not take “{value}”. See the command’s --help."),
    "bad_parameter": N_("The value of {name} cannot be used. See {path} --help."),
    "not_an_integer": N_("{name} takes a whole number, not “{value}”."),
    "out_of_range": N_("{name} goes from {low} to {high}."),
    "at_least": N_("{name} takes {low} or more."),
    "not_a_choice": N_("{name} takes {choices}, not “{value}”."),
    "usage": N_("The command is not complete. Write: {usage}. See {path} --help."),
    "shell": N_("The shell is not known. Completion works in {shells}: run this from one of them."),
    # files and the machine
    "unusable_file": N_("{path} cannot be used ({why}). Check it, or name another."),
    "stdout_full": N_("The output cannot be written: the disk is full. Make room and run the command again."),
    "stdout_lost": N_("The output cannot be written ({why}). Send it elsewhere."),
    "not_remembered": N_(
        "The choice cannot be remembered in {path} ({why}). Name the file with --data or CAP_DATA instead."
    ),
    # series
    "series": N_("No series is called “{text}”. See cap series list."),
    "series_several": N_("“{text}” can mean several series. Write one of these numbers:"),
    "series_name": N_("A series needs a name. Write it first, between quotes."),
    "series_empty": N_("“{name}” would have no session. Name one, or remove the series: cap series remove."),
    "series_twice": N_(
        "{series} is called “{name}” already. Choose another name, or change it: cap series edit {series}."
    ),
    "series_has_not": N_("{session} is not in {series} “{name}”. See cap series show {series}."),
    "series_nothing": N_("Nothing to change. Write --name, --add or --drop."),
    "series_or_session": N_("“{text}” can mean the series or one of its sessions. Write one of these numbers:"),
    "series_refused": N_(
        "{why} Nothing was registered. For the other sessions: cap register {series} WHO --only {only}."
    ),
    "only_series": N_("--only is for a series, and {session} is a session. Leave --only out."),
    "only_nothing": N_("--only names no session. Write --only S7,S8, or leave it out for all of them."),
    # the format emails
    "no_cards": N_("This list is not of people: -f vcard makes contact cards of people. Name another format."),
    "no_emails": N_("This list has no e-mails: -f emails is for lists of people. Name another format."),
    # cap demo
    "unwritable_file": N_("{path} cannot be written ({why}). Name another folder."),
    "demo_stopped": N_("The demo stopped at cap {command}; the line above says why. Play it in a new folder."),
    # cap init
    "init_needs_yes": N_(
        "Nobody is at the terminal to choose {missing}. Give these options, or --yes for the defaults."
    ),
    "init_rate": N_("“{text}” is not a rate. Write for example Individual=20:person or Structure=150:organisation."),
    # the data file
    "no_data_file": N_("No data file is chosen. Create one with cap init, or name yours with cap use PATH."),
    "sqlite_absent": N_(
        'The database {path} does not exist. Create it with cap init "{path}", or name another with --data.'
    ),
    "absent": N_("The data file {path} does not exist. Create it with cap init {path}, or name another with --data."),
    "gone": N_("The data file {path} is gone, its backups are not. See them with cap backup list, and put one back."),
    "exists": N_("The file {path} exists already. Use it with cap use {path}, or name another."),
    # cap migrate
    "unfinished": N_("{path} is being filled by cap migrate and not whole yet. Run the same cap migrate again."),
    "migrate_moved_on": N_(
        "{source} was changed while it was moved, so that what was written is not used. Run the same command again."
    ),
    "migrate_differs": N_(
        "What was written to {target} reads otherwise ({table}), so that it is not used. Check its disk and try again."
    ),
    "migrate_elsewhere": N_("Another cap migrate writes to {target}. Nothing more was written. Wait until it is done."),
    "migrate_nul": N_(
        "{target} cannot keep {record}: its {field} holds a letter that nobody can type (NUL). Take it out with cap "
        "doctor --repair, then run the same command again."
    ),
    "migrate_broken": N_(
        "{target} takes no record that refers to one that is missing, nor two of one person in a session. Run cap "
        "doctor on what you move, then the same command again."
    ),
    # backups
    "backup_none": N_("There is no backup of {path} yet. The first change makes one; so does cap backup now."),
    "backup_number": N_("There are {count} backups, not {number}. See cap backup list."),
    "backup_entry": N_("No backup ends with {entry}. The one before it: cap backup restore {nearest}."),
    "backup_moment": N_("No backup is as old as “{text}”. The oldest one is of {oldest}: cap backup restore {number}."),
    "backup_unclear": N_(
        "“{text}” is no backup. Write a number of cap backup list, an entry like H57, a day, a moment or the path of "
        "a copy."
    ),
    "backup_which": N_(
        "Nothing says which backup. Write a number of cap backup list, an entry like H57, a day or the path of a copy."
    ),
    "backup_damaged": N_("The backup {path} is damaged. The next whole one ({entry}): cap backup restore {number}."),
    "backup_damaged_all": N_("The backup {path} is damaged, and no other is whole. Is there a copy elsewhere?"),
    "copy_damaged": N_("{path} is damaged, or no data file of cap. Name another copy."),
    "copy_absent": N_("The copy {path} does not exist. Is its disk connected?"),
    "copy_exists": N_("{path} exists already. Name a new file."),
    "copy_failed": N_("{path} could not be written ({reason}). The data file itself is as before."),
    "copy_differs": N_("{path} reads back otherwise than it was written: that disk cannot be relied on. Use another."),
    "backup_folder": N_("There is no folder {folder}. Make it, or connect its disk, or name another."),
    "backup_here": N_("{path} is where the data file is: a loss would take both. Name another folder or disk."),
    "backup_database": N_(
        "{address} is a database, which has backups of its own (PostgreSQL: pg_dump). Into a file: cap backup now --to "
        "FOLDER."
    ),
    "no_history": N_(
        "The history {path} is missing, so there is nothing to show or undo. The next change starts it again."
    ),
    "entry": N_("The history has no entry {entry}. cap log lists them."),
    "entry_number": N_("“{text}” is not an entry of the history. Name one like H57; cap log lists them."),
    "nothing_to_undo": N_(
        "Nothing that {by} did is left to undo. cap log lists what others did; name an entry, like H57."
    ),
    "export_not_empty": N_("{folder} is there already and is no empty folder. Name a new one."),
    "export_format": N_("Lists cannot be exported as “{format}”. Choose one of: {known}."),
    "undo_forgotten": N_(
        "{entry} cannot be undone: it deleted for good, and nothing of that is kept. cap log lists the other entries."
    ),
    "undo_unknown": N_(
        "{entry} cannot be undone: nothing tells what was changed outside cap. cap backup list shows the copies "
        "there are."
    ),
    "undo_nothing": N_(
        "{entry} cannot be undone: this repair tells of no record. The damaged file is kept beside the data file."
    ),
    "undo_lost": N_(
        "{entry} cannot be undone: it is missing from the history. cap backup list shows the copies there are."
    ),
    "undo_forget": N_(
        "{entry} cannot be undone: it forgot somebody for good. Who they were is kept nowhere; cap log lists the other "
        "entries."
    ),
    "undo_before_forget": N_(
        "{entry} cannot be undone: {record} is of somebody who was forgotten since, for good ({by}). cap log lists the "
        "other entries."
    ),
    "undo_person_forgotten": N_(
        "{entry} cannot be undone: {record} would give a place again to {ref}, who was forgotten since. Register "
        "somebody else with cap register."
    ),
    "undone_already": N_("{entry} is undone already, by {by}. To do it again: cap undo {by}."),
    "undo_changed": N_("{entry} cannot be undone: {record} was changed since by {by}. Undo {by} first."),
    "undo_edited": N_(
        "{entry} cannot be undone: {record} was changed since, outside the history. Put it back by hand with its "
        "own command."
    ),
    "undo_format": N_(
        "{entry} cannot be undone: another version of cap wrote it. Put things back with their own commands."
    ),
    "undo_referred": N_(
        "{entry} cannot be undone: {record} would vanish and is still needed by {by}. Undo what made them first."
    ),
    "undo_missing": N_(
        "{entry} cannot be undone: {record} refers to {missing}, which is gone. Undo what removed it first."
    ),
    "undo_same": N_("{entry} cannot be undone: {record} is called “{name}” since. Rename it first."),
    "undo_full": N_(
        "{entry} cannot be undone: {session} {title} would hold {held} people for {capacity} places. "
        "Free places first with cap unregister {session}."
    ),
    "undo_twice": N_(
        "{entry} cannot be undone: {person} would be registered twice in {session} {title}, as {one} and {other}. "
        "Cancel one first: cap unregister {session} {person}."
    ),
    "undo_dues": N_(
        "{entry} cannot be undone: the dues {one} and {other} of {who} would cover the same days. Cancel one "
        "first: cap dues cancel."
    ),
    "damage_changed": N_("{path} was changed by somebody else meanwhile. Nothing was done. Look again: cap doctor."),
    "nothing_to_repair_from": N_(
        "Nothing can be repaired: neither a backup nor the history nor the file gives a record back. Put a copy of the "
        "data file back, or begin another with cap init."
    ),
    "nothing_to_repair": N_(
        "There is no damage to repair. What else is found has its own command, as cap doctor says."
    ),
    "way_alone": N_("--way chooses a repair to do: write --repair with it."),
    "no_such_way": N_("There is no repair {way}: cap doctor lists {count}."),
    "damaged_history": N_(
        "The history {path} is damaged before H{entry}. The data file itself is whole. See: cap doctor."
    ),
    "folder": N_("{path} is a folder. Name the data file in it."),
    "no_file": N_("{path} is no file but a pipe or a device. Name the data file."),
    "read_denied": N_("You may not read the data file {path}. Ask its owner, or name another with --data."),
    "unreadable": N_("The data file {path} cannot be read ({reason}). Try again, or name another with --data."),
    "write_denied": N_("You may not write {path} or its folder. Nothing was changed. Ask its owner."),
    "disk_full": N_("The disk of {path} is full. Nothing was changed. Make room and try again."),
    "unwritable": N_("{path} cannot be written ({reason}). Nothing was changed."),
    "unconfirmed": N_("The change was made in {path}, but the disk did not confirm it ({reason}). Check the disk."),
    "locked": N_(
        "The data file is being written by another command ({command}, process {pid}), and {seconds} seconds were "
        "not enough. "
        "Try again, or set store.lock_seconds."
    ),
    "locked_unnamed": N_(
        "The data file is being written by another program, which does not say which it is, and {seconds} seconds "
        "were not enough. Nothing was changed. Try again, or set store.lock_seconds."
    ),
    "no_locks": N_(
        "{path} is in a place where files cannot be locked ({reason}), so that of two commands at once one would be "
        "lost. Nothing was changed. Keep it on a disk of this computer, or have locks turned on there."
    ),
    "changed_meanwhile": N_(
        "Another program keeps writing {path} while it is being changed. Nothing was changed. End that program, then "
        "try again."
    ),
    "newer": N_(
        "{path} has format {format}, this cap knows formats up to {known}. Nothing was changed. Install a newer cap."
    ),
    "not_cap": N_(
        "{path} is not a data file of cap: it has no _meta table. Name yours with --data; if it was one, see what can "
        "be done: cap doctor."
    ),
    "damaged_empty": N_("The data file {path} is empty. See what can be done: cap doctor."),
    "damaged_sqlite": N_("{path} is an SQLite database, not a data file. Name it by its address: sqlite:///{path}."),
    "damaged_encoding": N_(
        "The data file {path} is damaged: line {line} is not UTF-8 text. See what can be done: cap doctor."
    ),
    "damaged_json": N_(
        "The data file {path} is damaged: it is not JSON at line {line}, column {column}. See what can be done: "
        "cap doctor."
    ),
    "damaged_twice": N_(
        "The data file {path} is damaged: “{key}” stands twice in one object. See what can be done: cap doctor."
    ),
    "damaged_shape": N_(
        "The data file {path} is damaged: it is not a JSON object of tables. See what can be done: cap doctor."
    ),
    "damaged_table": N_(
        "The data file {path} is damaged: table {table} is not an object of records. See what can be done: cap doctor."
    ),
    "damaged_number": N_(
        "The data file {path} is damaged: in table {table}, “{number}” is not the number of a record. See what can "
        "be done: cap doctor."
    ),
    "damaged_record": N_(
        "The data in {path} is damaged: record {record} cannot be read. See what can be done: cap doctor."
    ),
    "damaged_field": N_(
        "The data in {path} is damaged: in record {record}, {field} is missing or wrong. See what can be done: "
        "cap doctor."
    ),
    # the database
    "sql_missing": N_(
        'The data is in a database, for which {missing} is missing. Install it with cap: pip install "capcli[sql]".'
    ),
    "sql_scheme": N_(
        "{address} is no address that cap knows. Write postgresql://user@host/database or sqlite:///path."
    ),
    "sql_address": N_(
        "{address} cannot be read as an address. Write postgresql://user@host/database or sqlite:///path."
    ),
    "sql_isolation": N_("?isolation= takes serializable or read-committed, not “{value}”."),
    "sql_schema": N_("?schema= takes letters, digits and _, 63 at most, and begins with a letter, not “{value}”."),
    "sql_unreachable": N_(
        "The database {address} does not answer ({reason}). Check the address and the network, and try again."
    ),
    "sql_denied": N_(
        "The database {address} lets nobody in this way ({reason}). The password goes in PGPASSWORD or in the file "
        "~/.pgpass, never in the address that is remembered."
    ),
    "sql_no_database": N_(
        'The database {address} does not exist. Have it created first (createdb); cap init "{address}" fills it then.'
    ),
    "sql_encoding": N_(
        "The database {address} keeps text as {encoding}, which has no room for every name. Have one created as UTF-8: "
        "createdb -T template0 -E UTF8."
    ),
    "sql_no_desk": N_(
        '{address} holds nothing of cap yet. Make it ready with cap init "{address}", or name another with --data.'
    ),
    "sql_table": N_(
        "Tables of cap are missing in {address} ({reason}). Have a backup of the database put back (PostgreSQL: "
        "pg_restore)."
    ),
    "sql_foreign": N_(
        "What {address} holds is not cap’s ({reason}). Nothing was changed. Name an empty database, or on a server a "
        "place of its own in this one: schema=cap after the ? of the address."
    ),
    "sql_exists": N_('{address} holds data of cap already. Use it with cap use "{address}", or name another.'),
    "sql_rights": N_("You may not do that in the database {address} ({reason}). Nothing was changed. Ask its owner."),
    "sql_full": N_("The disk of the database {address} is full. Nothing was changed. Make room and try again."),
    "sql_read_only": N_(
        "The database {address} can only be read at present (is it a copy of another?). Nothing was changed."
    ),
    "sql_lost": N_("The connection to {address} was lost ({reason}). Nothing was changed. Try again."),
    "sql_unknown": N_(
        "The connection to {address} was lost while the change was being written: it is not known whether it was. "
        "See whether cap log shows {entry} before you do it again."
    ),
    "sql_busy": N_(
        "Others are changing the same in {address}, and {seconds} seconds were not enough. Nothing was changed. "
        "Try again, or set store.lock_seconds."
    ),
    "sql_older": N_(
        '{address} has format {format}, this cap needs format {known}. cap init "{address}" brings it there: do it '
        "when everybody who uses it has this cap."
    ),
    "sql_failed": N_("The database {address} refused ({reason}). Nothing was changed."),
    # pages
    "page_absent": N_("There is no file {path}. Check its name, or give the page on standard input with -."),
    "page_directory": N_("{path} is a folder. Name the page’s file in it."),
    "page_unreadable": N_("{path} cannot be read. Check that the file is yours to read."),
    "page_too_large": N_("{path} is larger than {kilobytes} kB, which no page is. Save the page alone."),
    "page_binary": N_("{path} is no text. Save the page as HTML or Markdown."),
    "page_empty": N_("{path} is empty. Save the page again."),
    "page_title": N_("The page has no title. Give it with --title."),
    "page_year": N_("“{text}” is not a year. Write for example --year 2024."),
    "page_several": N_("The page announces {count} sessions, so it is not the page of one. Leave out --session."),
    "page_twice": N_("The page announces “{title}” twice on the same day. Give each its own title."),
    # days and hours
    "day": N_("“{text}” is not a day. Write for example 28/11, 28/11/2023, 2023-11-28 or 28 November 2023."),
    "bare_day": N_("“{text}” alone is not a day. Add the month, for example 12/03."),
    "no_such_day": N_("There is no such day as “{text}”. Check the day and the month; the day comes first."),
    "far_day": N_("“{text}” is too far away: days go from {first} to {last}. Correct the year."),
    "weekday": N_("{day} is not the day of the week given in “{text}”. Correct it, or add the year."),
    "hour": N_("“{text}” is not an hour. Write for example 10:30, 10h30 or 14h."),
    "slot": N_('“{text}” is not a slot. Write for example "2023-12-05 10:00-12:00".'),
    "slot_order": N_("The slot “{text}” ends before it starts. Give its start first."),
    "moment": N_("“{text}” is not a moment. Write a day, a day and an hour, or an hour of today."),
    # sessions
    "copy_day": N_("A copy needs a day of its own. Give it with --date, or with --slot."),
    "one_at_a_time": N_("One person at a time here, not {names}. Give one, and the same command again for the others."),
    "one_of": N_("Only one of {options} at a time."),
    "speaker": N_('“{text}” names no speaker. Write for example "Mylène Thou, trainer, Cap Exemple".'),
    "session": N_("No session is called “{text}”. List them with cap session list --all."),
    "session_is_series": N_("{series} “{title}” is a series. Name one of its sessions: {sessions}."),
    "session_several": N_("Several sessions answer to “{text}”. Name one by its number:"),
    "session_title": N_("A session needs a title. Give it with --title."),
    "session_twice": N_(
        "{session} “{title}” is that session already, on {day}. Change it with cap session edit {session}, or "
        "give another title or day."
    ),
    "session_twice_undated": N_(
        "{session} “{title}” is that session already, without a day. Give it one with cap session edit {session} "
        "--date DAY, or give another title."
    ),
    "session_cancelled": N_(
        "{session} “{title}” is cancelled. Make it again with cap session copy {session} --date DAY."
    ),
    "session_undated": N_(
        "{session} “{title}” has no day yet. Give it one with cap session edit {session} --date DAY."
    ),
    "session_timezone": N_("“{timezone}” is not a time zone. Write for example Europe/Paris."),
    "same_day": N_(
        "{session} “{title}” is on {day} already. Give another day with --to, or change its hours with cap "
        "session edit {session}."
    ),
    "capacity": N_(
        "A session cannot have {capacity} places. Give 1 or more with --capacity, or --capacity none for no limit."
    ),
    "capacity_below_held": N_(
        "{held} people hold a place in {session} “{title}”, more than {capacity}. Free places with cap unregister "
        '{session} WHO, give {held} or more with --capacity, or add --allow full --reason "why": nobody loses a place.'
    ),
    "minimum": N_("A minimum of {minimum} is none. Give 1 or more with --minimum, or --minimum none."),
    # places: bounds, modes, slots
    "undo_bound": N_(
        "{entry} cannot be undone: {session} {title} would hold more, {held}, than the limit {bound}. Free places with "
        "cap unregister {session} WHO first."
    ),
    "bound": N_(
        "“{text}” is not a limit. Write --limit onsite=25, online=100, slot:2=30, organisation=2 or public:élus=5; "
        "--limit none clears them."
    ),
    "bound_mode": N_(
        "{title} is not held that way ({key}). Give --limit for how it is held, change --online, or take the limit "
        "away with --limit {key}=none."
    ),
    "bound_slot": N_(
        "There is no slot {key}: the session has {slots}. Number them from 1 in --limit slot:1=30, or take the limit "
        "away with --limit slot:{key}=none."
    ),
    "bound_below_held": N_(
        "More than {places} is held in {session} “{title}”, {held}: the limit cannot be {bound}. Free places with cap "
        'unregister {session} WHO, or add --allow limit --reason "why": nobody loses a place.'
    ),
    "slots_taken": N_(
        "{registration} is registered for slot {slot} of {session} “{title}”, which would be no more. cap unregister "
        "{session} {person} first."
    ),
    "mode": N_("“{text}” is not a way to take part. Give --mode online or --mode onsite."),
    "mode_not_offered": N_("{title} is held {offered} only. Leave --mode out, or see cap session edit --online."),
    "option_word": N_("{option} takes one of {known}, not “{text}”."),
    "slot_number": N_("“{text}” is not the number of a slot. Number them from 1: --slot 2, or --slot 1,3."),
    "slot_only_one": N_("There is no slot {slot} in {session} “{title}”, which has one slot only: leave --slot out."),
    "slot_unknown": N_("There is no slot {slot} in {session} “{title}”: give --slot a number from 1 to {slots}."),
    "minimum_above_capacity": N_(
        "The minimum of {minimum} is above the capacity of {capacity}. Lower it with --minimum, or raise --capacity."
    ),
    "last_day_after_start": N_(
        "The last day to register, {last_day}, is after the session starts, on {day}. Give an earlier one with "
        "--last-day."
    ),
    "undated_with_people": N_(
        "{session} “{title}” must keep a day (registered or waiting: {people}). Move it with cap session postpone "
        "{session} --to DAY."
    ),
    "whole_number": N_("{option} takes a whole number, not “{text}”. Write for example {option} 25."),
    "hours_without_day": N_('Hours need a day. Give it with --date, or both with --slot "2023-12-05 10:00-12:00".'),
    "hours_per_day": N_(
        "{option} was given {hours} times, for {days} days. Give it once for all, or once a day, or use --slot."
    ),
    "several_slots": N_(
        "The session has {slots} slots. Give them all with --slot, or move them together with cap session postpone."
    ),
    "end_before_start": N_(
        "The end, {end}, is not after the start, {start}. Correct --from or --to; only an end by 06:00 is the "
        "next morning’s."
    ),
    "slot_days": N_("The slot ends on {end_day}, before it starts on {day}. Give its first day first."),
    "slot_twice": N_("The same slot is there twice, on {day}. Give each slot once."),
    "hour_skipped": N_("{hour} on {day} does not exist in {timezone}: the clocks jump over it. Give another hour."),
    "code": N_("“{text}” is not a code. Use a to z, digits and hyphens, with a letter, such as atelier-compost-2."),
    "code_taken": N_("The code “{code}” is taken by another session. Give another with --code."),
    # people, organisations and whom a command names
    "email": N_("“{value}” is not an e-mail address. Write for example anne.roche@mairie.example."),
    "phone": N_("“{value}” is not a phone number. Write for example 04 75 78 17 15, or +41 22 767 61 11 for abroad."),
    "no_name": N_("“{name}” names nobody. Give a reference such as P12, an e-mail, or words of the name."),
    "no_such_ref": N_("There is no {name}. Find people and organisations with cap find WORDS."),
    "not_a_person": N_("{ref} is an organisation. Name a person, such as P12."),
    "not_an_organisation": N_("{ref} is a person. Name an organisation, such as O3."),
    "person": N_('Nobody answers to “{name}”. Look with cap find WORDS, or add them with cap person add "{name}".'),
    "person_word": N_(
        'Nobody answers to “{name}”. Look with cap find WORDS, or add them with cap person add "Given FAMILY".'
    ),
    "person_near": N_("Nobody answers to “{name}”. Did you mean {near}? Name one by number, or use cap person add."),
    "people_unknown": N_("Nobody answers to these names: {names}. Nothing was done. Look with cap find WORDS."),
    "organisation": N_('No organisation answers to “{name}”. Add it with cap org add "{name}".'),
    "who": N_("Nobody and no organisation answers to “{name}”. Look with cap find WORDS."),
    "person_ambiguous": N_("“{name}” names {count} people. Name one by number:"),
    "organisation_ambiguous": N_("“{name}” names {count} organisations. Name one by number:"),
    "who_ambiguous": N_("“{name}” names {count} people or organisations. Name one by number:"),
    "duplicate_email": N_(
        "{email} is the e-mail of {ref} {name}. If this is somebody else, give another e-mail, or add --allow "
        "duplicate --reason TEXT."
    ),
    "duplicate_name": N_(
        "{ref} {name} is there already. If this is somebody else, add --allow duplicate --reason TEXT."
    ),
    "duplicate_name_alone": N_(
        "{ref} {name} is there already. If this is somebody else, add --org, or --allow duplicate --reason TEXT."
    ),
    "family_name": N_("A person needs a family name, and “{name}” gives none. Use --given and --family."),
    "name_long": N_("The name “{name}” is too long: {most} characters at most."),
    "name_or_options": N_("Give the name once: “Given FAMILY”, or --given and --family."),
    "allow_here": N_("--allow takes {known} here, not “{rule}”. Leave it out."),
    "one_word": N_("“{name}” is one word. Give the given and the family name, with --given and --family."),
    "status_word": N_("“{status}” is not a status. The statuses are: {known}."),
    "nothing_to_change": N_("Nothing to change was given. See {command} --help."),
    "person_referred": N_(
        "{ref} {name} cannot be removed: it is needed by {refs}. If it is a duplicate, merge it with cap person merge "
        "OTHER {ref}."
    ),
    # forgetting
    "person_forgotten": N_(
        "{ref} was forgotten on {day}: nothing more is written under this number. If they come back, add them anew "
        "with cap person add."
    ),
    "forget_coming": N_(
        "{ref} cannot be forgotten while they hold a place or wait for one: {sessions}. Cancel it first: cap "
        "unregister {session} {ref}."
    ),
    "forget_changed": N_("{ref} was changed by somebody else meanwhile: nothing was done. Forget them again."),
    "forget_name": N_("“{typed}” is not the name of {ref}: nothing was done. Type the name as the plan shows it."),
    "retention_alone": N_("--retention only lists, and repairs nothing. Leave --repair and --way out."),
    "dossier_format": N_("“{format}” is not a format of a dossier. The formats are pdf, json and table."),
    "dossier_all": N_("A PDF is made of all that is held about somebody: cap person show {ref} --all -o {file}."),
    "dossier_columns": N_("A dossier has no columns: it holds everything. Leave --columns out."),
    "dossier_terminal": N_(
        "A PDF cannot be shown on a terminal: cap person show {ref} --all -o dossier.pdf writes a file."
    ),
    "organisation_name": N_("“{name}” is no name for an organisation. Use letters or digits."),
    "organisation_twice": N_("“{name}” is {ref} {known} already. Use {ref}, or give a name that tells them apart."),
    "organisation_referred": N_(
        "{ref} {name} cannot be removed: it is needed by {refs}. If it is a duplicate, merge it with cap org merge "
        "OTHER {ref}."
    ),
    "siret": N_("“{value}” is not a SIRET: it has 14 digits. Check it, or leave it out."),
    "siret_check": N_("The SIRET “{value}” is mistyped: its check digit does not fit. Check it, or leave it out."),
    "siret_twice": N_("{siret} is the SIRET of {ref} {known}. Check it, or merge the two with cap org merge."),
    "joined_already": N_(
        "{person} {name} belongs to {organisation} {organisation_name} already, since {since}. End that first with "
        "cap org leave {organisation} {person}."
    ),
    "joined_long_ago": N_(
        "{person} {name} belongs to {organisation} {organisation_name} already. End that first with cap org leave "
        "{organisation} {person}."
    ),
    "never_joined": N_(
        "{person} {name} never belonged to {organisation} {organisation_name}. See cap person show {person}."
    ),
    "left_already": N_(
        "{person} {name} left {organisation} {organisation_name} already: {until} was the last day. Take that back "
        "with cap undo, or join again with cap org join."
    ),
    "joins_later": N_(
        "{person} {name} belongs to {organisation} {organisation_name} from {since} only, after {day}. Give a "
        "later day with --on."
    ),
    "merge_self": N_("{ref} cannot be merged with itself. Name two different ones."),
    "merge_live": N_(
        "{kept} and {gone} both have a place or wait in {sessions}. Cancel one of the two with cap unregister first."
    ),
    "merge_dues": N_(
        "The dues {one} of {kept} and {other} of {gone} are for the same days. Cancel one with cap dues cancel first."
    ),
    "needs_yes": N_("This needs a yes, and nobody is at the terminal. Add {option}."),
    "needs_option": N_("Nobody is at the terminal to ask. Add {option}."),
    # dues and rates
    "amount": N_("“{text}” is not an amount in {currency}. Write for example 20, 20,50 or 1 250,00."),
    "dues_year": N_("{year} is not a year of dues. Write the calendar year in which it starts, for example 2023."),
    "which_year": N_(
        "{day} is in the last 60 days of a year of dues. Say which year the payment is for: --year {this} "
        "({this_since} to {this_until}) or --year {next} ({next_since} to {next_until})."
    ),
    "paid_later": N_("{day} has not come: today is {today}. Correct the day."),
    "rate_name": N_("A rate needs a name. Write for example cap dues rate set Individual --amount 20 --payer person."),
    "payer_kind": N_("“{payer}” does not pay dues. Write --payer person or --payer organisation."),
    "rate_seats": N_("The rate {rate} is for people, who cover nobody else. Leave --seats out."),
    "rate_pro_rata": N_("The rate {rate} is not for a year: nothing is paid pro rata. Leave --pro-rata out."),
    "length": N_('“{text}” is not a length. Write for example --length "6 months", "2 years" or lifetime.'),
    "seats": N_("“{text}” is not a number of people. Write for example --seats 5, or --seats all."),
    "rate_payer_person": N_("The rate {rate} is for people. Give the one for organisations another name."),
    "rate_payer_organisation": N_("The rate {rate} is for organisations. Give the one for people another name."),
    "rate_used": N_(
        "Payments were made at the rate {rate}, {dues} among them. Give the new one a later first day with --from."
    ),
    "rate": N_("No rate is called “{rate}” on {day}. The rates are: {rates}."),
    "no_rate": N_(
        'No rate is called “{rate}” on {day}. Create it with cap dues rate set "{rate}" --amount A --payer P.'
    ),
    "rate_for_people": N_("The rate {rate} is for people. Name one for organisations; cap dues rates lists them."),
    "rate_for_organisations": N_(
        "The rate {rate} is for organisations. Name one for people; cap dues rates lists them."
    ),
    "no_rate_person": N_(
        "No rate for people is in force on {day}. Create one, for example with cap dues rate set Individual --amount "
        "20 "
        "--payer person."
    ),
    "no_rate_organisation": N_(
        "No rate for organisations is in force on {day}. Create one, for example with cap dues rate set Organisation "
        "--amount 150 --payer organisation."
    ),
    "which_rate": N_("Several rates could be paid: {rates}. Choose one with --rate."),
    "same_reference_promise": N_(
        "{dues}, promised on {day}, has the reference {reference} already. If this is another promise, give it another "
        "--reference."
    ),
    "same_reference_donation": N_(
        "{dues}, given on {day}, has the reference {reference} already. If this is another donation, give it another "
        "--reference."
    ),
    "same_reference": N_(
        "{dues}, paid on {day}, has the reference {reference} already. If this is another payment, give it another "
        "--reference."
    ),
    "dues_paid": N_(
        "{since} to {until} is paid already, on {day} ({dues}). For another period add --year or --from; "
        "to correct it, cancel that payment first with cap dues cancel."
    ),
    "dues_overlap": N_(
        "The period overlaps {since} to {until}, paid on {day} ({dues}). "
        "Name another --year, or the first day with --from, or cancel that payment first with cap dues cancel."
    ),
    "dues_lifetime": N_(
        "Every day from {since} on is covered for life, paid on {day} ({dues}). "
        "For a donation add --donation; to correct it, cancel that payment first with cap dues cancel."
    ),
    "year_length": N_(
        "Dues at the rate {rate} run from a day, not for a year such as {year}. Give the first day with --from."
    ),
    "from_outside": N_(
        "{day} is not in the dues year {year}, {since} to {until}. Correct --from, or leave --year out."
    ),
    "until_before": N_("The last day, {until}, is not after the first, {since}. Correct --until or --from."),
    "period_far": N_(
        "The period from {since} on would end after the calendar does. Pay fewer --periods, or a rate for life."
    ),
    "periods": N_("{count} periods cannot be paid at once. Write --periods with a number from 1 to {most}."),
    "lifetime_once": N_("The rate {rate} is for life: paid once, without an end. Leave --periods and --until out."),
    "deposit_before": N_("It came in on {received} and cannot have been deposited on {day}. Correct one of the two."),
    "donation_period": N_(
        "A donation covers no day and has no rate. Leave --rate, --year, --from, --until, --periods and --part out."
    ),
    "donation_amount": N_("How much was given? Add --amount to --donation."),
    "deposit_kind": N_("{dues} is no money received. List the payments with cap dues list."),
    "deposited_already": N_("{dues} was deposited on {day} already. Leave it out, or undo that with cap undo."),
    "dues_other_rate": N_(
        "{since} to {until} is paid in part at the rate {rate} ({dues}); {remains} remain. "
        'Add --rate "{rate}", or cancel that payment first with cap dues cancel.'
    ),
    "amount_zero": N_("Nothing was paid: {remains} are due at the rate {rate}. Give the amount with --amount."),
    "amount_part": N_(
        "{amount} is less than the {remains} due at the rate {rate}. Add --part for a part payment, or name another "
        "--rate."
    ),
    "amount_above": N_(
        "{amount} is more than the {remains} due at the rate {rate}. Correct --amount, name another --rate, or type "
        "what is above as a payment of its own with --donation."
    ),
    "amount_periods": N_(
        "{amount} is {count} times the {remains} due at the rate {rate}. Add --periods {count}, or correct --amount."
    ),
    "amount_other_rate": N_(
        "{amount} is not the {remains} of the rate {rate}, but that of {other}. "
        'Add --rate "{other}", or --part for a part payment.'
    ),
    "dues": N_("No payment is called {dues}. List them with cap dues list."),
    "dues_number": N_("“{text}” is not the number of a payment. Write for example D41; cap dues list shows them."),
    "dues_cancelled": N_("{dues} was cancelled on {day} already: {reason}. If it is due after all, type it again."),
    "dues_reason": N_("Taking {dues} back needs a reason. Give it with --reason."),
    "dues_is_cancellation": N_(
        "{dues} is itself the cancellation of {of}. Take it back with cap undo, or type {of} again."
    ),
    "dues_refunded": N_(
        "Of {dues}, money was given back on {day} ({refund}). Cancel that first: cap dues cancel {refund}."
    ),
    "dues_revived": N_(
        "What {dues} gave back of {of} is paid again ({other}): both would count. Cancel {other} first, with cap dues "
        "cancel."
    ),
    # refunds, promises, calls and exemptions
    "dues_refund_later": N_("{day} has not come: today is {today}. Give the day of the refund with --on."),
    "dues_refund_before": N_("{dues} was paid on {paid_on}: it cannot be given back on {day}. Correct --on."),
    "dues_refund_kind": N_("{dues} is no money received. List the payments with cap dues list."),
    "dues_refund_nothing": N_("Nothing is left of {dues}: all of it was given back. See cap dues list."),
    "dues_refund_above": N_("{amount} is more than the {left} left of {dues}. Correct --amount."),
    "dues_refund_zero": N_("Nothing is given back: {left} are left of {dues}. Give the amount with --amount."),
    "promise_later": N_("{day} has not come: today is {today}. Give the day of the promise with --on."),
    "promise_reference": N_("A promise needs its reference, that of the order or of the mandat: --reference R."),
    "promise_amount": N_(
        "{amount} is less than the {remains} due at the rate {rate}. Leave --amount out, or name another --rate."
    ),
    "promised_already": N_(
        "A payment for {since} to {until} is promised already, on {day} ({dues}, {reference}). "
        "Record it with cap dues pay when it comes, or cancel the promise first: cap dues cancel {dues}."
    ),
    "promised_for_life": N_(
        "A payment for life is promised already, on {day} ({dues}, {reference}). "
        "Record it with cap dues pay when it comes, or cancel the promise first: cap dues cancel {dues}."
    ),
    "call_later": N_("{day} has not come: today is {today}. Give the day of the call with --on."),
    "called_twice": N_(
        "{who} was called for these dues on {day} already ({dues}). Leave them out, or give another day with --on."
    ),
    "called_for_life": N_("{who} has paid for life ({dues}): there is nothing to call for. Leave them out."),
    "exempt_reason": N_("An exemption needs a reason. Give it with --reason."),
    "exempt_until": N_("The last day, {until}, is before the first, {since}. Correct --until or --from."),
    "exempt_already": N_(
        "Exempt from {since} to {until} already ({reason}). Name other days, or end that with cap dues exempt WHO "
        "--end DAY."
    ),
    "exempt_already_since": N_(
        "Exempt from {since} on already ({reason}). Name days before, or end that with cap dues exempt WHO --end DAY."
    ),
    "exempt_already_until": N_(
        "Exempt until {until} already ({reason}). Name days after, or end that with cap dues exempt WHO --end DAY."
    ),
    "exempt_already_always": N_("Exempt already ({reason}). End that with cap dues exempt WHO --end DAY."),
    "exempt_never": N_("There is no exemption to end. Give one with cap dues exempt WHO --reason T."),
    "exempt_begins": N_("The exemption begins on {since} only, after {day}. Take it back with cap undo."),
    "exempt_over": N_(
        "The exemption ends on {until}, before {day}. For later days give another one, with --from and --reason."
    ),
    "exempt_end_alone": N_("--end goes alone: leave --reason, --from and --until out."),
    # lists of dues
    "sum_key": N_("“{key}” is nothing to sum by. Sum by one or several of: {known}."),
    "days_order": N_("{until} is before {since}. Give --from the first day and --to the last."),
    "paid_by_late": N_("{paid_by} is after the meeting of {on}. Give --paid-by that day or one before."),
    "representative_elsewhere": N_(
        "{person} {name} does not belong to {organisation} {organisation_name}. Add them first with cap org join "
        "{organisation} {person}."
    ),
    "late_session_alone": N_("--session does not go with {option}. Leave one of the two out."),
    # output
    "format": N_("“{format}” is not a format. The formats are: {known}."),
    "format_suffix": N_("A list is not written as {suffix}. Name a file that ends in {known}, or say -f table."),
    "column": N_("No column is called “{column}”. The columns are: {known}."),
    "xlsx_terminal": N_("A spreadsheet cannot be shown on a terminal. Name its file with -o list.xlsx."),
    "sheet_format": N_("“{format}” is not a format of sheets. The formats are pdf and xlsx."),
    "sheet_terminal": N_("A sheet cannot be shown on a terminal. Name its file with -o {file}, or leave -o out."),
    "output_exists": N_("{path} exists. Replace it with --yes, or name another file."),
    "output_is_folder": N_("{path} is a folder. Name a file in it."),
    "output_folder": N_("{path} cannot be written: the folder {folder} does not exist. Create it, or name another."),
    "output_refused": N_("{path} cannot be written: {folder} takes no files of yours. Name another folder."),
    "output_denied": N_("{path} cannot be written: permission is missing. Name another file."),
    "output_full": N_("{path} cannot be written: the disk is full. Make room, or name another place."),
    "output_failed": N_("{path} cannot be written ({why}). Name another file."),
    # registrations
    "registering_cancelled": N_(
        "{session} {title} is cancelled and takes no registration. See the others with cap session list."
    ),
    "registering_undated": N_(
        "{session} {title} has no day yet, and dues are judged on its first day. "
        "Give it one with cap session edit {session} --date DAY."
    ),
    "registering_past": N_(
        '{session} {title} ended on {day}. To register all the same, add --allow closed --reason "why".'
    ),
    "registering_closed": N_(
        "The last day to register for {session} {title} was {day}, and this request is of {requested}. "
        'To register all the same, add --allow closed --reason "why".'
    ),
    "already_confirmed": N_("{name} ({person}) is registered in {session} {title} already: {registration}, confirmed."),
    "already_approval": N_(
        "{name} ({person}) is registered in {session} {title} already: {registration}, awaiting approval. "
        "Approve it with cap confirm {session} {person}."
    ),
    "registering_refused": N_(
        "The request of {name} ({person}) for {session} {title} was refused: {registration}. "
        "Take it up again with cap reopen {session} {person}."
    ),
    "already_pending": N_(
        "{name} ({person}) is registered in {session} {title} already: {registration}, subject to dues."
    ),
    "already_offered": N_(
        "{name} ({person}) is registered in {session} {title} already: {registration}, place offered."
    ),
    "already_waiting": N_(
        "{name} ({person}) is registered in {session} {title} already: {registration}, waiting list, no. {position}. "
        "To give them a place: cap confirm {session} {person}, which names the rule to lift where none is free."
    ),
    "not_registered": N_(
        "{name} ({person}) was never registered in {session} {title}. See who is with cap attendees {session}."
    ),
    "not_registered_now": N_(
        "{name} ({person}) is no longer registered in {session} {title}: {registration} has ended. "
        "See who is with cap attendees {session}."
    ),
    "allow_rule": N_("“{rule}” is no rule that --allow lifts. It lifts one of: {known}."),
    "allow_reason": N_('Lifting a rule is kept with its reason. Add --reason "why" to --allow {rule}.'),
    "register_session": N_("Which session? Write cap register SESSION WHO, for example cap register S7 martineau."),
    "register_who": N_("Who is to be registered in {session}? Write cap register {session} WHO."),
    "received_later": N_("A request cannot have come later than now: {moment}. Correct --received."),
    "new_only": N_("{options} can only describe somebody new. Add --new, or do without."),
    "new_twice": N_("The new person’s name is given twice. Write it once: after --new, or with --given and --family."),
    "new_name": N_('Who is new? Write cap register SESSION --new "Given FAMILY", or --given and --family.'),
    "state": N_("“{state}” is no state of a registration. The states are: {known}."),
    # why
    "why_what": N_("Why what? Write cap why WHO, cap why WHO --session S7, or cap why --session S7."),
    "why_on": N_("In a session, dues are judged on its first day. Leave out --on, or --session."),
    "why_organisation": N_(
        "{name} ({organisation}) is an organisation, and people register. Name a person, or leave out --session."
    ),
    # confirm, decline, refuse, transfer, move
    "settling_cancelled": N_(
        "{session} {title} is cancelled: nobody gets a place there. Move them to another session with cap move "
        "{session} WHO --to SESSION."
    ),
    "settling_undated": N_(
        "{session} {title} has no day, and dues are judged on its first day. "
        "Give it one with cap session edit {session} --date DAY."
    ),
    "settling_past": N_(
        '{session} {title} ended on {day}. To change its registrations all the same, add --allow closed --reason "why".'
    ),
    "confirming_unpaid": N_(
        "No dues cover {name} ({person}) on {day}: {registration} stays subject to dues. Record them with cap dues "
        'pay {payment}; cap why {person} --session {session} tells more; or add --allow unpaid --reason "why".'
    ),
    "confirming_full": N_(
        "No place is left {where}: {held} of {places} are taken in {session} {title}, and {name} ({person}) waits. "
        'Free one with cap unregister {session} WHO, or add --allow {rule} --reason "why".'
    ),
    "confirming_ahead": N_(
        "{name} ({person}) waits in {session} {title} behind {first}: the places free {where} ({left}) go first to "
        'those ahead. Confirm them first (cap waitlist {session}), or add --allow {rule} --reason "why".'
    ),
    "decline_reason": N_('Why do they decline? Their answer is kept: add --reason "why".'),
    "refuse_reason": N_('Why are they refused? The reason is kept: add --reason "why".'),
    "declining_waiting": N_(
        "No place was offered to {name} ({person}) in {session} {title}: {registration} waits. "
        "To take it off the list: cap unregister {session} {person}."
    ),
    "declining_held": N_(
        "{name} ({person}) has a place in {session} {title} ({registration}), which is no offer. "
        "If they give it up: cap unregister {session} {person}."
    ),
    "refusing_held": N_(
        "{name} ({person}) has a place in {session} {title} ({registration}), and a place given is not refused. "
        "To cancel it: cap unregister {session} {person}."
    ),
    "transfer_same": N_("{name} ({person}) cannot take over from themselves. Name another person with --to."),
    "transfer_full": N_(
        "No place is left {where}: {held} of {places} are taken in {session} {title}, and {name} ({person}) would take "
        'one. Name another person, or add --allow {rule} --reason "why".'
    ),
    "move_same": N_("{session} is the session they are in. Name another one with --to."),
    "moving_full": N_(
        "No place is left {where}: {held} of {places} are taken in {session} {title}, and {name} ({person}) would take "
        'one. Add --wait for its waiting list, or --allow {rule} --reason "why".'
    ),
    "moving_ahead": N_(
        "The places free {where} in {session} {title} ({left}) go first to those who wait already, and {name} "
        '({person}) would be behind them. Add --wait for the waiting list, or --allow {rule} --reason "why".'
    ),
    # paying for taking part
    "fee_zero": N_("An amount of 0 is no payment. Give what was received, or with --refund what was given back."),
    "fee_later": N_("{day} has not come: today is {today}. Give the day of the payment with --on."),
    "fee_currency": N_(
        "{registration} was paid in {known}, not in {currency}. Set the currency with cap config set currency {known}."
    ),
    "refund_none": N_(
        "Nothing was received for {registration} that could be given back. cap log tells what was recorded."
    ),
    "refund_above": N_(
        "Only {paid} were received for {registration}, {amount} cannot be given back. Give {paid} or less."
    ),
    # who was there
    "presence_cancelled": N_(
        "{session} {title} is cancelled: nobody was there. If it took place, cap log tells which entry to undo."
    ),
    "presence_undated": N_(
        "{session} {title} has no day, so it has not begun. Give it one with cap session edit {session} --date DAY."
    ),
    "presence_early": N_(
        "{session} {title} begins on {day}: who was there is marked from that day on. "
        "A place given up before is ended with cap unregister {session} WHO."
    ),
    "presence_early_slot": N_(
        "Slot {slot} of {session} {title} is on {day}: who was there is marked from that day on."
    ),
    "presence_reason": N_(
        "--reason tells why somebody without a place was let in; no reason is kept with an absence. "
        "Leave it out, or keep it with cap unregister {session} WHO --reason."
    ),
    "presence_waiting": N_(
        "{name} ({person}) only waits in {session} {title}, without a place to be absent from ({registration}). "
        "Somebody who came all the same is marked with cap present {session} {person}."
    ),
    "presence_full_new": N_(
        "No place is left {where} for {name}, who is new: {held} of {places} are taken in {session} {title}. "
        'If they were there, add --allow {rule} --reason "why".'
    ),
    "presence_full": N_(
        "No place is left {where} for {name} ({person}): {held} of {places} are taken in {session} {title}. "
        'If they were there, add --allow {rule} --reason "why".'
    ),
    "attendance_other_day": N_(
        "The report is of {day}, and {session} {title} is on {days}. Name the right one with --session."
    ),
    "attendance_other_hours": N_(
        "The report is of {day} from {start} to {end}, when {session} {title} is not held. "
        "Check its hours and time zone with cap session show {session}, or name another with --session."
    ),
    "attendance_which_day": N_(
        "The column “{heading}” may be of several days of {session} {title}. Write the day before it, as “28/11 matin”."
    ),
    "attendance_no_half_day": N_(
        "{headings}: no half-day of {session} {title} that has begun is one of these. Name its session with --session, "
        "or correct the headings."
    ),
    "attendance_which_slot": N_(
        "{session} {title} has several slots, and the file does not say which it is about. Add a column “slot” to it, "
        "with their numbers from 1."
    ),
    "presence_who": N_("Who was there? Write cap present {session} WHO."),
    "presence_new": N_("--new registers somebody who was there: leave --absent, --excused and --clear out."),
    # files from elsewhere
    "import_missing": N_("The file {file} does not exist. Check its name."),
    "import_folder": N_("{file} is a folder. Name a file in it."),
    "import_unreadable": N_("{file} cannot be read ({why}). Check its permissions, or copy it elsewhere."),
    "import_file": N_(
        "Which file? Write cap import FILE, or - for the standard input. cap import --fields lists the fields."
    ),
    "import_empty": N_("{file} is empty. Export it again."),
    "import_huge": N_("{file} is larger than {most} MB. Cut it into several files."),
    "import_rows": N_("{file} has more than {most} rows. Cut it into several files."),
    "import_not_text": N_("{file} is not a table: its bytes are no text that is known. Save it as CSV UTF-8 or XLSX."),
    "import_no_table": N_("{file} holds no table that can be read. Save the table as CSV or XLSX, then import that."),
    "import_data_file": N_(
        "{file} is a data file of cap, not a list. Open it with --data FILE before the command, or cap use FILE; "
        "to import from it, export a list of it first."
    ),
    "import_history": N_(
        "{file} is the history that cap keeps beside a data file, not a list. Name a list; cap log shows the history."
    ),
    "import_damaged": N_("{file} is damaged or was cut short. Export or download it again."),
    "import_locked": N_("{file} is protected by a password. Save it without one, then import that."),
    "import_unpacked": N_("{file} would unpack to far more than a spreadsheet holds. Save its sheet as CSV."),
    "import_cells": N_(
        "{file} has more than {most} cells up to the last filled one. Delete what is far out, or cut it."
    ),
    "import_archive": N_("{file} holds several files: {names}. Unpack it and name one of them."),
    "import_json": N_("Line {line} of {file} is not JSON that can be read. Export it again."),
    "import_objects": N_("{file} holds no list of things with names for their values. Export it again, or as CSV."),
    "import_sheet": N_("{file} has no sheet “{sheet}”. --sheet takes one of: {known}."),
    "import_headings_only": N_("{file} has headings and no row below them. Export it again when it has rows."),
    "import_quote": N_(
        "{file} ends inside the quotes opened in the row of line {line}: it was cut short. Export it again."
    ),
    "import_line": N_("Line {line} of {file} is longer than any program writes. Export it again."),
    "import_headings": N_(
        'No heading of {file} is known. Say what its columns are with --map "Column=field"; cap import --fields '
        "lists the fields."
    ),
    "import_kind": N_("“{kind}” cannot be imported. --as takes one of: {known}."),
    "import_worked_out": N_(
        "{file} is a list that cap works out, with no records to import. Import a list of people, organisations, dues "
        "or attendees; cap dues rate set keeps rates."
    ),
    "import_map": N_('“{text}” is not understood. Write --map "Column=field"; cap import --fields lists the fields.'),
    "import_field": N_("No field is called “{field}”. The fields are: {known}."),
    "import_column": N_("No column is called “{column}”. The columns are: {known}."),
    "import_paid_on": N_("“{text}” is not a day of payment. Write it as 28/11/2023."),
    "import_day": N_("“{text}” is not a day. Write it as 28/11/2023."),
    "import_of": N_("{dues} is not in the file before the row that takes it back. Export the whole journal again."),
    "import_year": N_("“{text}” is not a year of dues. Write it as 2023."),
    "import_errors": N_(
        "Nothing was written: {lines} cannot be imported. Correct the file, or add --hold to import the other rows."
    ),
    "import_ambiguous": N_(
        "Nothing was written: {lines} can be understood in several ways. "
        "Answer at a terminal, or add --hold to import the other rows:"
    ),
    "import_dates": N_(
        "The dates of {file} can be read with the day or with the month first, as “{text}”. Add --dates day-first or "
        "--dates month-first."
    ),
    "import_date_order": N_("“{text}” is no order of dates. --dates takes one of: {known}."),
    # a plan decided in a spreadsheet
    "import_other_session": N_(
        "{count} of these {rows} rows were imported into {other} {other_title} already, not into {session}. Name that "
        "session with --session {other}; if they ask for both: --allow duplicate --reason TEXT."
    ),
    "import_past": N_(
        "{session} {title} ended on {day}. If the file says who was there, import it with --as attendance; to register "
        'people all the same, add --allow closed --reason "why".'
    ),
    "import_no_plan": N_("{file} is not a plan as cap writes it. Write one anew: cap import FILE -o plan.xlsx."),
    "import_plan_line": N_(
        "Row {row} of {file} has lost the line that it decides. Put it back, or write the plan anew."
    ),
    "import_other_plan": N_(
        "{plan} is not the plan of {file} as it is now, but of {of} when the plan was written. Write it anew with -o."
    ),
    "import_plan_row": N_("Row {row} of {plan} decides line {line}, which {file} does not have. Correct that row."),
    "import_decision": N_(
        "Row {row} of {plan}: “{text}” is not a decision. Choose one of the list, or see cap import --help."
    ),
    "import_plan_kind": N_("{plan} is a plan of {of}, not of {kind}. Leave --as out, or write the plan anew with -o."),
    "import_plan_session": N_(
        "{plan} is a plan for {of}, not for {session}. Leave --session out, or write the plan anew with -o."
    ),
    "import_plan_twice": N_(
        "Row {row} of {plan}: “{text}” differs from what an earlier row says of the same organisation. Choose one."
    ),
    "decision": N_("“{text}” is not a decision. Write same P12, new, later, ignore or skip."),
}


ONE_OF = ("near", "languages", "choices")
"""Values of which one is meant, where those of other names are all meant."""
FROM_THE_SYSTEM = ("why", "reason")
"""Values that the operating system may have worded."""
OFFERED = {"online": N_("online"), "onsite": N_("on site")}
"""How a session that is held in one way is held."""
LOCAL_HOURS = ("start", "end", "hour")
"""Values that are local hours, `HH:MM`."""


def explain(error: CapError) -> str:
    """The sentence of `error` in the language spoken now, with the candidates of an ambiguous name."""
    values = error.values | {name: _either(error.values[name]) for name in ONE_OF if name in error.values}
    values |= {name: system_words(said(values[name])) for name in FROM_THE_SYSTEM if name in values}
    values |= {name: hour(str(values[name])) for name in LOCAL_HOURS if name in values}
    values |= {name: _(OFFERED[str(values[name])]) for name in ("offered",) if values.get(name) in OFFERED}
    sentence = _(ERRORS[error.code]).format(**{name: said(value) for name, value in values.items()})
    if isinstance(error, Ambiguous):
        candidates: list[tuple[str, str]] = list(error.values.get("candidates", ()))  # type: ignore[call-overload]
        sentence += "".join(f"\n  {ref}  {description}" for ref, description in candidates)
    return sentence


def _either(near: object) -> object:
    """Several words of which one is meant; names come with commas of their own."""
    if not isinstance(near, (list, tuple)):
        return near
    parts = [said(one) for one in near]
    return strung(parts) if any("," in part for part in parts) else either(parts)


def said(value: object) -> str:
    """A raw value as a sentence holds it: a day in words, money with its sign, a list joined."""
    if isinstance(value, Bound):
        from capcli.texts.wheres import where_words

        return where_words(value)
    if isinstance(value, Rate):
        return f"{value.name} ({money(value.cents, value.currency)})"
    if isinstance(value, Money):
        return money(value.cents, value.currency)
    if isinstance(value, dt.datetime):
        return f"{short_day(value.date())} {value:%H:%M}"
    if isinstance(value, dt.date):
        return day(value)
    if isinstance(value, (list, tuple, set, frozenset)):
        return listed([said(inner) for inner in value])
    text = str(value)
    return text if text.isprintable() else _UNREADABLE.sub(" ", text)
