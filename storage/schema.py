"""The tables of a workspace file: named migrations, appended and never changed.

A cell is one row: integers and a state, no floats and no decimal text. `history` keeps what a change
replaced. The file names the migrations that it has had, and when; `user_version` is their number, by which a
program from before the names refuses a newer file.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import blake2b, sha256
from itertools import count

from forms.offices.units import identity
from forms.report import limits
from forms.values import clock
from storage import seals

APPLICATION_ID = 0x42433432  # "BC42"
_ASKED = frozenset({"received", "place"})  # by period: never read whole

_FIRST = """
CREATE TABLE unit (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, level TEXT NOT NULL, parent INTEGER REFERENCES unit
) STRICT;
CREATE TABLE unit_predecessor (
    unit INTEGER NOT NULL REFERENCES unit, predecessor INTEGER NOT NULL REFERENCES unit,
    PRIMARY KEY (unit, predecessor)
) STRICT;
CREATE TABLE report (
    id INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit, period TEXT NOT NULL, template TEXT NOT NULL,
    template_version INTEGER NOT NULL, state TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'final')),
    as_of TEXT, created TEXT NOT NULL, UNIQUE (unit, period, template)
) STRICT;
CREATE TABLE revision (
    report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL, made TEXT NOT NULL, made_by TEXT NOT NULL,
    reason TEXT NOT NULL, data TEXT NOT NULL, PRIMARY KEY (report, number)
) STRICT;
CREATE TABLE open_row (
    report INTEGER NOT NULL REFERENCES report, figure TEXT NOT NULL, id TEXT NOT NULL, label TEXT NOT NULL,
    position INTEGER NOT NULL, PRIMARY KEY (report, figure, id)
) STRICT;
CREATE TABLE cell (
    report INTEGER NOT NULL REFERENCES report, figure TEXT NOT NULL, "row" TEXT NOT NULL, measure TEXT NOT NULL,
    digits INTEGER, decimals INTEGER, state TEXT NOT NULL, working TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (report, figure, "row", measure)
) STRICT;
CREATE TABLE paragraph (
    report INTEGER NOT NULL REFERENCES report, section TEXT NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (report, section, position)
) STRICT;
CREATE TABLE note (
    report INTEGER NOT NULL REFERENCES report, figure TEXT NOT NULL, "row" TEXT NOT NULL, measure TEXT NOT NULL,
    text TEXT NOT NULL, PRIMARY KEY (report, figure, "row", measure)
) STRICT;
CREATE TABLE legal_document (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, number TEXT NOT NULL, issued TEXT, issuer TEXT NOT NULL,
    title TEXT NOT NULL, abbreviation TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE history (
    id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report, at TEXT NOT NULL, who TEXT NOT NULL,
    figure TEXT NOT NULL, "row" TEXT NOT NULL, measure TEXT NOT NULL, old TEXT, new TEXT
) STRICT;
CREATE INDEX history_by_cell ON history (report, figure, "row", measure, id);
"""

_ACCEPTANCES = """
CREATE TABLE acceptance (
    report INTEGER NOT NULL REFERENCES report, finding TEXT NOT NULL, reason TEXT NOT NULL, who TEXT NOT NULL,
    at TEXT NOT NULL, cells TEXT NOT NULL, PRIMARY KEY (report, finding)
) STRICT;
"""

_STEPS = """
ALTER TABLE open_row ADD COLUMN removed INTEGER NOT NULL DEFAULT 0;
CREATE TABLE step (
    report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
    forth TEXT NOT NULL, back TEXT NOT NULL, PRIMARY KEY (report, number)
) STRICT;
"""

_DETAILS = """
CREATE TABLE detail (
    report INTEGER NOT NULL REFERENCES report, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (report, key)
) STRICT;
"""

# No file had used the first table of legal documents: it had no report.
_LEGAL_DOCUMENTS = """
DROP TABLE legal_document;
CREATE TABLE legal_document (
    report INTEGER NOT NULL REFERENCES report, key TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL,
    number TEXT NOT NULL, issued TEXT NOT NULL, issuer TEXT NOT NULL, title TEXT NOT NULL, abbreviation TEXT NOT NULL,
    PRIMARY KEY (report, key)
) STRICT;
"""

_REOPENING = """
ALTER TABLE report ADD COLUMN reason TEXT NOT NULL DEFAULT '';
"""

# What is written at every cell: tables that are their own index, and no index for what is looked up by hand.
_FEWER_PAGES = """
DROP INDEX history_by_cell;
ALTER TABLE cell RENAME TO old_cell;
CREATE TABLE cell (
    report INTEGER NOT NULL REFERENCES report, figure TEXT NOT NULL, "row" TEXT NOT NULL, measure TEXT NOT NULL,
    digits INTEGER, decimals INTEGER, state TEXT NOT NULL, working TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (report, figure, "row", measure)
) STRICT, WITHOUT ROWID;
INSERT INTO cell SELECT * FROM old_cell;
DROP TABLE old_cell;
ALTER TABLE step RENAME TO old_step;
CREATE TABLE step (
    report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL, undone INTEGER NOT NULL DEFAULT 0,
    forth TEXT NOT NULL, back TEXT NOT NULL, PRIMARY KEY (report, number)
) STRICT, WITHOUT ROWID;
INSERT INTO step SELECT * FROM old_step;
DROP TABLE old_step;
"""

_UNITS = """
CREATE TABLE new_unit (id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE unit_era (
    unit INTEGER NOT NULL REFERENCES unit, since TEXT NOT NULL, until TEXT NOT NULL, name TEXT NOT NULL,
    level TEXT NOT NULL, kind TEXT NOT NULL, code TEXT NOT NULL, parent INTEGER REFERENCES unit,
    PRIMARY KEY (unit, since)
) STRICT, WITHOUT ROWID;
CREATE TABLE unit_alias (
    alias TEXT NOT NULL, unit INTEGER NOT NULL REFERENCES unit, who TEXT NOT NULL, at TEXT NOT NULL,
    PRIMARY KEY (alias, unit)
) STRICT, WITHOUT ROWID;
INSERT INTO unit_era SELECT id, '0001-01-01', '9999-12-31', name, level, '', '', parent FROM unit;
"""


# The states that a report came to were in its history; a report's own state gets two more values.
_STAGES = """
CREATE TABLE stage (
    report INTEGER NOT NULL REFERENCES report, number INTEGER NOT NULL, state TEXT NOT NULL, who TEXT NOT NULL,
    at TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (report, number)
) STRICT, WITHOUT ROWID;
INSERT INTO stage SELECT report, row_number() OVER (PARTITION BY report ORDER BY id),
    iif(new = 'final', 'chot', 'du_thao'), who, at, iif(new = 'final', '', measure)
    FROM history WHERE figure = '' AND "row" = 'state';
ALTER TABLE report DROP COLUMN state;
ALTER TABLE report ADD COLUMN state TEXT NOT NULL DEFAULT 'du_thao'
    CHECK (state IN ('du_thao', 'chot', 'trinh_ky', 'da_phat_hanh'));
UPDATE report SET state = coalesce(
    (SELECT state FROM stage WHERE stage.report = report.id ORDER BY number DESC LIMIT 1), 'du_thao');
ALTER TABLE report DROP COLUMN reason;
UPDATE history SET old = iif(old = 'final', 'chot', 'du_thao'), new = iif(new = 'final', 'chot', 'du_thao')
    WHERE figure = '' AND "row" = 'state';
DELETE FROM step WHERE forth LIKE '%"SetState"%';
"""

_MARKS = """
ALTER TABLE cell ADD COLUMN marks TEXT NOT NULL DEFAULT '';
"""


_KEYS = """
CREATE TABLE unit_key (
    unit INTEGER PRIMARY KEY REFERENCES unit, key TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""

_CONTACTS = """
CREATE TABLE unit_contact (
    unit INTEGER PRIMARY KEY REFERENCES unit, email TEXT NOT NULL, phone TEXT NOT NULL
) STRICT;
"""


# In which order steps of several reports were made.
_TURNS = """
ALTER TABLE step ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
UPDATE step SET turn = number;
"""


def _units(connection: sqlite3.Connection) -> None:
    """An office was its name; it gets an id, made of what it was."""
    found = {number: rest for number, *rest in connection.execute("SELECT id, name, level, parent FROM unit")}
    _script(_UNITS)(connection)
    taken: set[str] = set()
    for number, (name, level, above) in sorted(found.items()):
        path: list[str] = []
        parent = above
        while parent is not None and len(path) < len(found):  # two could stand under each other
            higher, _, parent = found[parent]
            path.insert(0, higher)
        own = next(own for twin in count() if (own := identity(level, name, path, twin)) not in taken)
        taken.add(own)
        connection.execute("INSERT INTO new_unit VALUES (?, ?)", [number, own])
    connection.execute("DROP TABLE unit")
    connection.execute("ALTER TABLE new_unit RENAME TO unit")


# Whose file it is, and which report commands mean that name none: known where there is only one.
_DESK = """
CREATE TABLE desk (own_unit INTEGER REFERENCES unit, report_in_hand INTEGER REFERENCES report) STRICT;
INSERT INTO desk SELECT
    (SELECT min(id) FROM unit HAVING count(*) = 1), (SELECT min(id) FROM report HAVING count(*) = 1);
"""

# Lists of deadlines and the letters that move them: lines are added and marked as removed, never overwritten.
_DEADLINES = """
CREATE TABLE deadline (
    id INTEGER PRIMARY KEY, period TEXT NOT NULL, due TEXT NOT NULL, source TEXT NOT NULL, issued TEXT NOT NULL,
    receiver TEXT NOT NULL, level TEXT NOT NULL, locality TEXT NOT NULL, unit TEXT NOT NULL, template TEXT NOT NULL,
    since TEXT NOT NULL, until TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, removed TEXT NOT NULL DEFAULT '',
    remover TEXT NOT NULL DEFAULT ''
) STRICT;
"""


_ORIGINS = """
CREATE TABLE origin (
    report INTEGER NOT NULL REFERENCES report, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (report, kind, key)
) STRICT, WITHOUT ROWID;
"""

# What other offices sent: whole as it came, and its cells by place, to be added up. A place is a cell of a template and
# period, so that those of one period lie together.
_RECEIVED = """
CREATE TABLE received (
    id INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit, period TEXT NOT NULL, template TEXT NOT NULL,
    version INTEGER NOT NULL, number INTEGER NOT NULL, digest TEXT NOT NULL, state TEXT NOT NULL,
    standing INTEGER NOT NULL, weight INTEGER NOT NULL, edited TEXT NOT NULL, returned TEXT NOT NULL,
    file TEXT NOT NULL, file_digest TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, findings TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (unit, period, template, digest)
) STRICT;
CREATE TABLE place (
    id INTEGER PRIMARY KEY, template TEXT NOT NULL, period TEXT NOT NULL, figure TEXT NOT NULL, "row" TEXT NOT NULL,
    measure TEXT NOT NULL, UNIQUE (template, period, figure, "row", measure)
) STRICT;
CREATE TABLE held_cell (
    place INTEGER NOT NULL, received INTEGER NOT NULL, digits INTEGER, decimals INTEGER, rank INTEGER NOT NULL,
    counted INTEGER NOT NULL, PRIMARY KEY (place, received)
) STRICT, WITHOUT ROWID;
"""

# A report is compressed by what it has in common with another.
_BASES = """
ALTER TABLE received ADD COLUMN base INTEGER REFERENCES received;
"""

_SEALS = """
CREATE TABLE seal (name TEXT PRIMARY KEY, code TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

# Legal constants that an office adds to those of its templates.
_PARAMS = """
CREATE TABLE param (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,
    unit TEXT NOT NULL, source TEXT NOT NULL, checked INTEGER NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    removed TEXT NOT NULL DEFAULT '', remover TEXT NOT NULL DEFAULT ''
) STRICT;
"""


# The plan of a locality is no report's: each list that was imported, the latest holds. Answers are a report's.
_PLANS = """
CREATE TABLE plan (
    id INTEGER PRIMARY KEY, locality TEXT NOT NULL, kind TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE TABLE answer (
    report INTEGER NOT NULL REFERENCES report, subject TEXT NOT NULL, value TEXT NOT NULL, day TEXT NOT NULL,
    source TEXT NOT NULL, attainment TEXT NOT NULL, PRIMARY KEY (report, subject)
) STRICT, WITHOUT ROWID;
"""

# What figures are called by who sent them, where the template does not have them.
_CALLED = """
CREATE TABLE called (
    report INTEGER NOT NULL REFERENCES report, figure TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (report, figure)
) STRICT, WITHOUT ROWID;
"""


# What agencies were asked for, a line a section, and each time that one replied.
_REQUESTS = """
CREATE TABLE request (
    id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report, section TEXT NOT NULL, agency TEXT NOT NULL,
    due TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE reply (
    id INTEGER PRIMARY KEY, request INTEGER NOT NULL REFERENCES request, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""

# Letters that were drafted: about whose report, to whom, with which files; added and never changed.
_LETTERS = """
CREATE TABLE letter (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, unit TEXT NOT NULL, period TEXT NOT NULL, template TEXT NOT NULL,
    recipients TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, digest TEXT NOT NULL, number INTEGER NOT NULL,
    files TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""

# Under which number and day a revision went out, or will.
_ISSUES = """
CREATE TABLE issue (
    report INTEGER NOT NULL REFERENCES report, revision INTEGER NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (report, revision)
) STRICT, WITHOUT ROWID;
"""

# Numbers that lower offices gave otherwise than in a report, over the received ones; pictures of their papers.
_STATEMENTS = """
CREATE TABLE statement (
    id INTEGER PRIMARY KEY, received INTEGER NOT NULL REFERENCES received, figure TEXT NOT NULL, "row" TEXT NOT NULL,
    measure TEXT NOT NULL, digits INTEGER, decimals INTEGER, state TEXT NOT NULL, means TEXT NOT NULL,
    said TEXT NOT NULL, source TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, outcome TEXT NOT NULL
) STRICT;
CREATE TABLE attachment (
    id INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit, template TEXT NOT NULL, period TEXT NOT NULL,
    name TEXT NOT NULL, content BLOB NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""

# Signed copies of reports: which revision each is of, and the files as they came.
_SIGNED = """
CREATE TABLE signed_copy (
    id INTEGER PRIMARY KEY, report INTEGER NOT NULL REFERENCES report, revision INTEGER NOT NULL, name TEXT NOT NULL,
    digest TEXT NOT NULL, tie TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE TABLE signed_file (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
"""

# Where an office's own workbook has which cell.
_LAYOUTS = """
CREATE TABLE layout (
    id INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit, template TEXT NOT NULL, shape TEXT NOT NULL,
    cells TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (unit, template, shape)
) STRICT;
"""

# Which number each cell of a superior's workbook wants, by the shape of its sheets: pointed at once.
_BOOK_LAYOUTS = """
CREATE TABLE book_layout (
    id INTEGER PRIMARY KEY, template TEXT NOT NULL, shape TEXT NOT NULL, sheets TEXT NOT NULL, cells TEXT NOT NULL,
    who TEXT NOT NULL, at TEXT NOT NULL, UNIQUE (template, shape)
) STRICT;
"""

# Why an office is known to send nothing on a period: the last one holds, "" that it is to send all the same. Reports
# that arrived are asked for by template and period.
_ABSENCES = """
CREATE TABLE absence (
    id INTEGER PRIMARY KEY, unit INTEGER NOT NULL REFERENCES unit, template TEXT NOT NULL, period TEXT NOT NULL,
    reason TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
CREATE INDEX received_on ON received (template, period);
"""


# Who holds the numbers of a section, from one report of a template to the next: the last line holds.
_HOLDERS = """
CREATE TABLE holder (
    id INTEGER PRIMARY KEY, template TEXT NOT NULL, section TEXT NOT NULL, agency TEXT NOT NULL, person TEXT NOT NULL,
    phone TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT;
"""


# Which figures an office chose for what it hands to those who lead.
_CHOICES = """
CREATE TABLE choice (
    template TEXT PRIMARY KEY, cells TEXT NOT NULL, chart TEXT NOT NULL, who TEXT NOT NULL, at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# Which numbers that lower offices sent are preliminary: a sum that has them in it says so.
_PRELIMINARY = """
CREATE TABLE preliminary (
    place INTEGER NOT NULL REFERENCES place, received INTEGER NOT NULL REFERENCES received,
    PRIMARY KEY (place, received)
) STRICT, WITHOUT ROWID;
"""


def _script(text: str) -> Callable[[sqlite3.Connection], None]:
    def migrate(connection: sqlite3.Connection) -> None:
        for statement in text.split(";\n"):
            connection.execute(statement)

    return migrate


# Sums over the cells that are added up, a digest beside each picture.
_SUMS = """
CREATE TABLE held_seal (
    template TEXT NOT NULL, period TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (template, period)
) STRICT, WITHOUT ROWID;
ALTER TABLE attachment ADD COLUMN digest TEXT NOT NULL DEFAULT '';
"""


def _sums(connection: sqlite3.Connection) -> None:
    _script(_SUMS)(connection)
    for number, content in connection.execute("SELECT id, content FROM attachment").fetchall():
        connection.execute("UPDATE attachment SET digest = ? WHERE id = ?", [sha256(content).hexdigest(), number])
    seals.hold_all(connection)


MIGRATIONS: tuple[tuple[str, Callable[[sqlite3.Connection], None]], ...] = (
    ("first", _script(_FIRST)),
    ("acceptances", _script(_ACCEPTANCES)),
    ("steps", _script(_STEPS)),
    ("details", _script(_DETAILS)),
    ("legal documents", _script(_LEGAL_DOCUMENTS)),
    ("reopening", _script(_REOPENING)),
    ("fewer pages", _script(_FEWER_PAGES)),
    ("units", _units),
    ("stages", _script(_STAGES)),
    ("marks", _script(_MARKS)),
    ("keys", _script(_KEYS)),
    ("desk", _script(_DESK)),
    ("deadlines", _script(_DEADLINES)),
    ("seals", _script(_SEALS)),
    ("contacts", _script(_CONTACTS)),
    ("plans", _script(_PLANS)),
    ("origins", _script(_ORIGINS)),
    ("turns", _script(_TURNS)),
    ("params", _script(_PARAMS)),
    ("received", _script(_RECEIVED)),
    ("requests", _script(_REQUESTS)),
    ("called", _script(_CALLED)),
    ("bases", _script(_BASES)),
    ("letters", _script(_LETTERS)),
    ("issues", _script(_ISSUES)),
    ("statements", _script(_STATEMENTS)),
    ("signed", _script(_SIGNED)),
    ("layouts", _script(_LAYOUTS)),
    ("absences", _script(_ABSENCES)),
    ("sums", _sums),
    ("holders", _script(_HOLDERS)),
    ("book layouts", _script(_BOOK_LAYOUTS)),
    ("choices", _script(_CHOICES)),
    ("preliminary", _script(_PRELIMINARY)),
)


_COMPUTED = re.compile(r"\bVIRTUAL\b|\bAS\s*\(|\bGENERATED\b", re.IGNORECASE)

# the table that names the migrations which a file has had
_RECORD = "CREATE TABLE migration (name TEXT NOT NULL UNIQUE, ran TEXT) STRICT"

# What the tables look like after each migration, as `shape` says it: a foreign schema could change numbers by
# triggers or show others by views.
SHAPES = {
    "first": "eae08ebb53db0f5826ea",
    "acceptances": "f11053d409936a0803a2",
    "steps": "8ff8ba3b176fb54af2e3",
    "details": "835be1172b31ff996ca0",
    "legal documents": "b9fdf350c5ae82911ec4",
    "reopening": "ca0f210ad5ec79c617ef",
    "fewer pages": "e5bd8ce9cd5732d1c09e",
    "units": "5075c989b631f54fad60",
    "stages": "bc9b0e9bed50805f1b09",
    "marks": "5a97b2d47802450b34e3",
    "keys": "74deaf182413f9b8d27a",
    "desk": "614de06a329e315e3fe3",
    "deadlines": "4e274d0ad3eafea1b930",
    "seals": "e1124447b25cf8d12510",
    "contacts": "0eb284e89f2ff31d8cd4",
    "plans": "28ad70c1c32a7f845fc7",
    "origins": "1479b42198fc39abbac5",
    "turns": "32aea25861423cc0b752",
    "params": "8fe6c15b7dec9d93c112",
    "received": "dab49a15ac2de04c5cd6",
    "requests": "7d2eb62574021f284dd7",
    "called": "8e155325ca805b74e15f",
    "bases": "564717d01bd56745783d",
    "letters": "33a0387c4486c7273991",
    "issues": "11b5c482485d6a98153e",
    "statements": "921e4e3c29b5d31fdbea",
    "signed": "6fad0777904718b06a6b",
    "layouts": "c37232916bbcb51891b6",
    "absences": "1f9c7d72d4ba83273312",
    "sums": "c15d81186e4bc51cae0d",
    "holders": "41f0fec537e9ac46b713",
    "book layouts": "1c904c6301b980d3b7bf",
    "choices": "d5e0be35d474e9b672f0",
    "preliminary": "e479bd2a36e2dc5edc17",
}


def shape(connection: sqlite3.Connection) -> str:
    """A short code of every table, index, view and trigger of a file, but for the record of migrations.

    Quotes and spaces do not count: versions of SQLite set them differently when a table is renamed.
    """
    found = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql NOT NULL AND (type, name, sql) <> (?, ?, ?)",
        ["table", "migration", _RECORD],
    )
    tables = sorted(re.sub(r'[\s"]+', "", "|".join(parts)).casefold() for parts in found)
    return blake2b("\n".join(tables).encode(), digest_size=10).hexdigest()


def is_known(connection: sqlite3.Connection) -> bool:
    """Whether a file has the tables that our migrations made, and nothing else."""
    had = ran(connection)
    return shape(connection) == SHAPES.get(had[-1] if had else "")


def is_plain(connection: sqlite3.Connection) -> bool:
    """Whether a file has nothing that computes: tables and indexes only, as a damaged one of ours may still have."""
    found = connection.execute("SELECT type, coalesce(sql, '') FROM sqlite_master")
    return all(kind in ("table", "index") and not _COMPUTED.search(sql) for kind, sql in found)


def is_crowded(connection: sqlite3.Connection) -> bool:
    """Whether a table that is read whole has more lines than any office needs."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    asked = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} LIMIT 1 OFFSET {limits.STORED})"  # noqa: S608 - a constant
        for table in seals.SEALED
        if table in there and table not in _ASKED
    )
    return asked != "" and connection.execute(f"SELECT {asked}").fetchone() == (1,)  # at once: each change asks


def ran(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations that a file has had; raises LookupError where a newer program wrote it."""
    names = [name for name, _ in MIGRATIONS]
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    had = names[:version]  # what a file means that was written before migrations were named
    if connection.execute("SELECT 1 FROM sqlite_master WHERE (type, name) = ('table', 'migration')").fetchone():
        had = [name for (name,) in connection.execute("SELECT name FROM migration ORDER BY rowid")]
    if version > len(names) or not set(had) <= set(names):
        raise LookupError(version)
    return had


def pending(connection: sqlite3.Connection) -> list[str]:
    """The names of the migrations that a file still needs; raises LookupError where a newer program wrote it."""
    had = ran(connection)
    return [name for name, _ in MIGRATIONS if name not in had]


def migrate(connection: sqlite3.Connection) -> None:
    """Run the migrations that a file still needs, each in a transaction of its own that records its name and time."""
    had, missing = ran(connection), pending(connection)
    if not missing:
        return
    with transaction(connection):
        connection.execute(_RECORD.replace("TABLE", "TABLE IF NOT EXISTS"))
        connection.executemany("INSERT OR IGNORE INTO migration (name) VALUES (?)", [(name,) for name in had])
    connection.execute("PRAGMA foreign_keys=OFF")  # a table that others name is made anew
    steps = dict(MIGRATIONS)
    for number, name in enumerate(missing, start=len(had) + 1):
        with transaction(connection):
            steps[name](connection)
            seals.write(connection)
            now = clock.stored()
            connection.execute("INSERT INTO migration (name, ran) VALUES (?, ?)", [name, now])
            connection.execute(f"PRAGMA user_version={number}")
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError(name)
    connection.execute("PRAGMA foreign_keys=ON")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """All that is read within is of one moment: a writer beside it waits, or finds the file in use."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
