from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.mutants import mutants

ROOT = Path(__file__).parents[2]
POSIX = pytest.mark.skipif(os.name != "posix", reason="it forks")


def changes(folder: Path, source: str) -> list[str]:
    (folder / "module.py").write_text(source, encoding="utf-8")
    return [str(mutant).rpartition("  ->  ")[2] for mutant in mutants(folder / "module.py")]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a < b", {"a <= b", "a >= b"}),
        ("a is None", {"a is not None"}),
        ("a and not b", {"a or not b", "a", "not b", "b"}),
        ("a + 1", {"a - 1", "a", "2", "0"}),
        ("f(a, b, key=True)", {"f(b, a, key=True)", "f(a, b)", "False"}),
        ("a.strip()", {"a"}),
        ("sorted(a)", {"a"}),
        ("tuple(a)", set()),
        ("min(a, b)", {"max(a, b)"}),
        ("[a for a in b if a]", {"[]", "()", "for a in b"}),
        ("{a: b}", {"{}"}),
        ("a if b else c", {"a", "c"}),
        ("'zero'", {"''"}),
        ("'SELECT a WHERE b AND c > d'", {"''", "'SELECT a WHERE b OR c > d'", "'SELECT a WHERE b AND c < d'"}),
        ("'Đề nghị kiểm tra lại'", set()),
        ("f'a {b}'", set()),
    ],
)
def test_how_an_expression_is_changed(tmp_path: Path, source: str, expected: set[str]) -> None:
    found = changes(tmp_path, f"a = {source}")
    assert set(found) == expected
    assert len(found) == len(expected)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("if a: b(c, d)", {"True", "False", "pass", "b(d, c)"}),
        ("while a: continue", {"False", "break"}),
        ("for a in b: break", {"()", "continue"}),
        ("def f(a: int = 1) -> 'int': return a", {"2", "0", "return None"}),
        ("with a: b = c", {"if True: b = c"}),
        ("try: a = b\nexcept C: a = c", {"except C: raise"}),
        ("match a:\n case B() if c: a = b", {"True", "False"}),
        ("@cache(1)\ndef f(): 'docstring'", set()),
        ("from a import b\nType = A | B", set()),
        ("if a: raise ValueError('no such row')", {"True", "False", "pass"}),
        ("_MOST = 30", set()),
        ("_ON = True", {"False"}),
        ("most = 30", {"31", "29"}),
    ],
)
def test_how_a_statement_is_changed(tmp_path: Path, source: str, expected: set[str]) -> None:
    assert set(changes(tmp_path, source)) == expected


WEAK = {
    "shop/__init__.py": "",
    "shop/price.py": """
from functools import cache

FREE = 10


def price(count):
    if count > FREE:
        return count - 1
    return count


@cache
def label(count):
    return "many" if count > 1 else "one"


def forgotten(count):
    while count:
        count -= 1
""",
    "shop/till.py": """
from shop.price import price
from tax.rate import rate

SEEN = [0]


def pay(count):
    for _ in range(count):
        SEEN.append(price(count))
    return SEEN
""",
    "tax/rate.py": """
def rate():
    return 3
""",
    "tests/tax/test_rate.py": """
from tax.rate import rate


def test_rate():
    assert rate() == 3
""",
    "tests/__init__.py": "",
    "tests/shop/__init__.py": "",
    "tests/shop/test_till.py": """
from shop.price import label, price
from shop.till import pay


def test_price():
    assert price(9) == 9
    assert price(11) == 10
    assert label(2) == "many"


def test_label():
    assert label(2) == "many"
    assert label(1) == "one"


def test_pay():
    assert pay(12) == [0, *[11] * 12]
""",
    "tests/other/test_price.py": """
from shop.price import forgotten, price


def test_price():
    assert price(10) == 10
    assert forgotten(3) is None
""",
}


def prove(folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    for name, text in {**WEAK, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "tools.mutate", "--seed", "1", "shop", "tax"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@POSIX
def test_weak_tests_leave_exactly_what_they_do_not_see(tmp_path: Path) -> None:
    done = prove(tmp_path)
    survivors = set(re.findall(r"^shop/price.py:(\S+  .*)$", done.stdout, re.MULTILINE))
    assert survivors == {
        "8  count > FREE  ->  count >= FREE",
        "19  count  ->  False  (no test reaches it)",
        "20  count -= 1  ->  pass  (no test reaches it)",
        "20  1  ->  0  (no test reaches it)",
        "20  1  ->  2  (no test reaches it)",
    }, done.stdout + done.stderr
    assert "shop: 5 of 31 survive, drawn from 31" in done.stdout
    assert "tax: 0 of 3 survive" in done.stdout  # though the shop stands on it
    assert done.returncode == 1


@POSIX
def test_tests_that_fail_as_they_are_prove_nothing(tmp_path: Path) -> None:
    done = prove(tmp_path, **{"shop/price.py": WEAK["shop/price.py"].replace("10", "11")})
    assert "tests/shop fails as it is" in done.stderr
    assert "assert price(11) == 10" in done.stderr
    assert done.returncode == 1
