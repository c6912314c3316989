"""Putting reports into a PostgreSQL database: each in one transaction, each once, whatever is published again.

psycopg comes with the extra `kho` and is not part of the installed program.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from exports.warehouse.records import Meaning, Publication, Topic
from exports.warehouse.revisions import Revisions
from forms.errors import KnownError
from forms.sums.tallies import RANKS, Tally
from forms.values.numbers import exact

if TYPE_CHECKING:
    import psycopg

VERSION = 2
"""Of the tables and views: a warehouse of an earlier one is brought up to it, one of a later one is refused."""
_SCHEMA = "baocao42"
_LOCK = 422024
_CAUSES = {
    "refused": "máy chủ không nhận kết nối ở cổng này",
    "timeout": "máy chủ không trả lời",
    "resolve": "không tìm thấy máy chủ",
    "password": "người dùng hoặc mật khẩu không đúng",
    "does not exist": "máy chủ không có người dùng hoặc cơ sở dữ liệu này",
}
"""What words of the driver mean; all else is told as an address to be looked at."""


class Published(NamedTuple):
    """How many reports were new to the warehouse, how many it had already, and how many cells went with the new."""

    new: int
    known: int
    cells: int


def publish(address: str, publication: Publication) -> Published:
    """Put what is new of a file into the warehouse at a `postgresql://` address.

    A report goes in whole or not at all; one whose digest is there already is only told what became of it. Raises
    KnownError where psycopg is not installed, the database cannot be reached, or it refuses.
    """
    with _connected(address) as connection:
        _prepare(connection)
        with connection.transaction():
            _put_offices(connection, publication)
            for topic in publication.topics:
                _put_topic(connection, topic)
        warehouse = Revisions(connection, publication.publisher)
        known, new = warehouse.sorted_out(publication.issues)
        cells = sum(warehouse.put(issue) for issue in new)
        warehouse.update(known)
        if new:
            connection.execute("ANALYZE revision, cell, place, measure, office_era")
        return Published(len(new), len(known), cells)


@contextmanager
def _connected(address: str) -> Iterator[psycopg.Connection]:
    """A connection that no other publisher has at the same time; what the driver says is said in one sentence."""
    try:
        import psycopg  # noqa: PLC0415 - an extra
    except ImportError:
        raise KnownError(
            "Chương trình này chưa có phần kết nối kho số liệu PostgreSQL. Trên máy chủ có Python, đề nghị cài "
            "baocao42[kho] rồi chạy lại lệnh; xem docs/kho-so-lieu.md."
        ) from None
    try:
        with _opened(address) as connection:
            connection.execute(f"SET search_path = {_SCHEMA}")
            connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            yield connection
    except psycopg.OperationalError as error:
        raise KnownError(
            f"Không kết nối được với kho số liệu, hoặc kết nối bị ngắt: {_cause(error)}. Báo cáo nào đã lên kho "
            "thì giữ nguyên; chạy lại lệnh để đưa tiếp."
        ) from error
    except psycopg.Error as error:
        code = error.sqlstate or type(error).__name__
        raise KnownError(
            f"Kho số liệu không nhận, mã {code} của PostgreSQL. Việc làm đến đâu đã lưu đến đó."
        ) from error


def _opened(address: str) -> psycopg.Connection:
    import psycopg  # noqa: PLC0415 - an extra

    try:
        return psycopg.connect(address, connect_timeout=15, application_name="baocao42", autocommit=True)
    except (psycopg.ProgrammingError, UnicodeError) as error:
        raise KnownError(
            "Địa chỉ kho không đọc được; đề nghị ghi theo dạng postgresql://người_dùng@máy_chủ/cơ_sở_dữ_liệu."
        ) from error


def _cause(error: psycopg.Error) -> str:
    if error.sqlstate:
        return f"mã {error.sqlstate} của PostgreSQL"
    known = (cause for word, cause in _CAUSES.items() if word in str(error))
    return next(known, "đề nghị xem lại máy chủ, cổng, người dùng và mật khẩu trong địa chỉ kho")


def _prepare(connection: psycopg.Connection) -> None:
    """Make the tables and views, or bring earlier ones up; raises KnownError for those of a later version."""
    with connection.transaction():
        connection.execute(f"CREATE SCHEMA IF NOT EXISTS {_SCHEMA}")
        connection.execute("CREATE TABLE IF NOT EXISTS warehouse (version integer NOT NULL)")
        row = connection.execute("SELECT max(version) FROM warehouse").fetchone()
        there = row[0] if row else None
        if there is None:
            _run(connection, "tables.sql", "views.sql")
            with connection.cursor() as cursor:
                ranked = [(rank, state) for rank, state in enumerate(RANKS) if state]
                cursor.executemany("INSERT INTO state VALUES (%s, %s)", ranked)
        elif there < VERSION:
            _run(connection, *(f"from_{version}.sql" for version in range(there, VERSION)), "views.sql")
        elif there > VERSION:
            raise KnownError(
                f"Kho số liệu có phiên bản {there}, mới hơn phiên bản {VERSION} của chương trình này; đề nghị cài bản "
                "mới của chương trình rồi chạy lại lệnh."
            )
        if there != VERSION:
            connection.execute("INSERT INTO warehouse VALUES (%s)", [VERSION])


def _run(connection: psycopg.Connection, *scripts: str) -> None:
    for script in scripts:
        connection.execute(files("exports.warehouse").joinpath(script).read_bytes())


def _put_offices(connection: psycopg.Connection, publication: Publication) -> None:
    """Offices as the file knows them now; those that only other files know stay."""
    with connection.cursor() as cursor:
        ids = list({era.office for era in publication.eras})
        cursor.execute("DELETE FROM office_era WHERE office = ANY(%s)", [ids])
        cursor.executemany("INSERT INTO office_era VALUES (%s, %s, %s, %s, %s, %s, %s, %s)", publication.eras)
        cursor.executemany("INSERT INTO succession VALUES (%s, %s) ON CONFLICT DO NOTHING", publication.successions)


def _put_topic(connection: psycopg.Connection, topic: Topic) -> None:
    """What the cells of a template mean on a period."""
    period = topic.period
    place = [topic.template, period.code]
    connection.execute(
        "INSERT INTO period VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", [period.code, period.start, period.end]
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO measure VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s) "
            'ON CONFLICT (template, period, figure, "row", measure) DO UPDATE SET method = excluded.method, '
            "decimals = excluded.decimals, unit = excluded.unit, label = excluded.label",
            [[*place, *_flat(meaning)] for meaning in topic.meanings],
        )
        cursor.executemany(
            "INSERT INTO rate_input VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::numeric / %s) "
            "ON CONFLICT DO NOTHING",
            [
                [*place, *one.rate, one.over, *one.cell, one.factor.numerator, one.factor.denominator]
                for one in topic.rates
            ],
        )

    connection.execute(
        "DELETE FROM carried WHERE (template, period) = (%s, %s) AND unit = ANY(%s)", [*place, list(topic.above)]
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO carried VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [[*place, one.unit, *one.cell, *_ends(one.tally), one.tally.rank] for one in topic.carried],
        )


def _ends(tally: Tally) -> list[str | None]:
    """The sum, least and most of a tally as decimal texts."""
    number, decimals = tally.number, tally.number.decimals if tally.number else 0
    ends = (None if end is None else str(exact(end, decimals)) for end in (tally.least, tally.most))
    return [str(number) if number else None, *ends]


def _flat(meaning: Meaning) -> list[object]:
    return [*meaning.address, *meaning[1:]]
