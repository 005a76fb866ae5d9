"""What a sync program makes of a data file, and the folders that such programs keep in step."""

import pytest

from capcli.store.surroundings import copies_beside, is_copy, synced_by

COPIES = [
    "cap (conflit de Léa 2026-11-23).json",
    "cap (Copie en conflit de Léa 2026-11-23).json",
    "cap (Léa's conflicted copy 2026-11-23).json",
    "cap (conflicted copy 2026-11-23 081230).json",
    "cap_conflict-20261123-081230.json",
    "cap.sync-conflict-20261123-081230-ABCDEFG.json",
    "cap (SFConflict lea@die.example 2026-11-23-08-12-30).json",
    "cap_DiskStation_Nov-23-0812-2026_Conflict.json",
    "cap.Conflict.json",
    "cap [conflicted].json",
    "cap (1).json",
    "cap(2).json",
    "cap 2.json",
    "cap - Copie.json",
    "cap - Copy (3).json",
    "cap copie.json",
    "cap - Kopie.json",
    "Copy of cap.json",
    "Copie de cap.json",
    "cap-DESKTOP-4F7K2.json",
    "cap-LEA-PC.json",
    "cap-MAIRIE01.json",
    "cap_conf(1).json",
    "cap (copie).json",
    "cap (another copy).json",
    "cap (3e copie).json",
    "Copie de cap (1).json",
    "Copie (2) de cap.json",
    "Copy of Copy of cap.json",
    "CAP (CONFLIT).JSON",
    "cap.json (conflit de Léa 2026-11-23)",
]
OTHERS = [
    "cap.json",
    "cap.json.journal",
    "cap.json.lock",
    "cap.json.note",
    "cap.json.damaged-1",
    "cap.json.before-edit-H57",
    "cap.json.journal.1",
    "cap-2025.json",
    "cap-archive.json",
    "cap-ARCHIVE.json",
    "cap-ARCHIVES-2025.json",
    "Copie de capital.json",
    "capital.json",
    "cap.csv",
    "conflit.json",
    "other (1).json",
    "export.json",
]


@pytest.mark.parametrize("name", COPIES)
def test_another_version_of_the_file_is_known_by_its_name(name):
    assert is_copy(name, "cap.json")


@pytest.mark.parametrize("name", OTHERS)
def test_other_files_beside_it_are_none(name):
    assert not is_copy(name, "cap.json")


def test_versions_of_the_history_are_known_too():
    assert is_copy("cap.json (conflit de Léa 2026-11-23).journal", "cap.json.journal")
    assert is_copy("cap (conflicted copy 2026-11-23 081230).json.journal", "cap.json.journal")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (Réseau)/bureau", "Dropbox"),
        ("OneDrive - Mairie de Crest/cap", "OneDrive"),
        ("Nextcloud", "Nextcloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud Drive"),
        ("Google Drive/Mon Drive", "Google Drive"),
        ("kDrive", "kDrive"),
        ("Documents/nextcloud-projet", None),
        ("boxes", None),
    ],
)
def test_folders_that_are_kept_in_step(tmp_path, folder, service):
    (tmp_path / folder).mkdir(parents=True)
    assert synced_by(tmp_path / folder) == service


def test_a_mark_at_the_top_of_a_folder_tells_as_well(tmp_path):
    (tmp_path / "ours" / "cap").mkdir(parents=True)
    (tmp_path / "ours" / ".stfolder").mkdir()
    assert synced_by(tmp_path / "ours" / "cap") == "Syncthing"


def test_names_in_another_composition_are_the_same():
    """macOS writes é as e and an accent."""
    assert is_copy("cap (conflit de Le\u0301a).json", "cap.json")
    assert is_copy("e\u0301te\u0301 (1).json", "été.json")


def test_what_stands_beside_the_file_and_is_none_of_ours(tmp_path):
    """An editor’s copy or somebody’s; what `cap` keeps itself is looked after by `cap`."""
    ours = ["", ".journal", ".journal.2", ".lock", ".note", ".new", ".journal.new", ".migrating", ".damaged-1"]
    for end in [*ours, ".before-edit-H12", ".backups.1"]:
        (tmp_path / f"cap.json{end}").touch()
    for name in ("caprice.json", "cap.jsonl", "notes.txt", "cap.json~", "cap.json.bak", "cap (1).json"):
        (tmp_path / name).touch()
    assert [one.name for one in copies_beside(tmp_path / "cap.json")] == ["cap (1).json", "cap.json.bak", "cap.json~"]
