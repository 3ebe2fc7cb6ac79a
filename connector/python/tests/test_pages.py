# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Runs the Python and the SQL of the pages, and compares what the pages show with what comes."""

from __future__ import annotations

import ast
import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyspark.sql import DataFrame, Row, SparkSession

import indexkv
from conftest import CONNECT, ROOT
from indexkv._stores import WAREHOUSE_CATALOG

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

VERSIONS = pytest.mark.versions

# a page, and how many of its blocks run
PAGES = [
    pytest.param("README.md", 1, marks=VERSIONS),
    pytest.param("docs/quick-start.md", 9, marks=VERSIONS),
    pytest.param("docs/moving-from.md", 5),
    pytest.param("docs/python.md", 8, marks=[VERSIONS, pytest.mark.procedures]),
    pytest.param("docs/spark-source.md", 3),
    pytest.param("docs/lookup-join.md", 2),
    pytest.param("docs/ordered-lookups.md", 5),
    pytest.param("connector/python/README.md", 1),
]

# tables of a page: views of rows, and views of stores
TABLES = """
def rows(columns, values):
    return spark.sql(f"SELECT * FROM VALUES {values} AS ({columns})")

def view(name, columns, values):
    rows(columns, values).createOrReplaceTempView(name)

def table(name, columns, values, key, options=None):
    indexkv.write(rows(columns, values), f"/data/{name}", key=key, options=options)
    indexkv.read(spark, f"/data/{name}").createOrReplaceTempView(name)
"""

# what the code of a page takes from somewhere else
BEFORE = {
    "docs/spark-source.md": """
lines = spark.sql("SELECT 7 AS order_id, explode(array('pen', 'ink')) AS item")
rates = spark.sql("SELECT 'EUR' AS currency, 1 AS valid_from, null::int AS valid_to, 1.1 AS rate")
indexkv.write(spark.sql("SELECT 'SEA' AS iata"), "/data/airports", key="iata")
""",
    "docs/lookup-join.md": TABLES
    + """
table("airports", "iata, city", "('SEA', 'Seattle')", "iata")
table("parts", "id, brand", "(1, 'A'), (2, 'B')", "id")
view("flights", "origin, delay", "('SEA', 7)")
view("lines", "part, quantity", "(1, 3), (1, 5), (2, 4)")
""",
    "docs/ordered-lookups.md": TABLES
    + """
nine, ten = "TIMESTAMP'2026-01-01 09:00:00'", "TIMESTAMP'2026-01-01 10:00:00'"
view("orders", "id, product, at", f"(1, 'pen', {nine}), (2, 'ink', {ten})")
table("lines", "order_id, line, product", "(1, 1, 'pen'), (1, 2, 'ink')", "order_id, line")
view("readings", "id, machine, at", f"(1, 7, {ten})")
table("events", "machine, at, code", f"(7, {nine}, 'hot')", "machine, at")
prices = f"('pen', {nine}, {ten}, 1.5), ('pen', {ten}, CAST(NULL AS TIMESTAMP), 1.6)"
intervals = {"interval": "valid_from,valid_to"}
table("prices", "product, valid_from, valid_to, price", prices, "product, valid_from", intervals)
view("trades", "id, symbol, at", f"(1, 'ABC', {ten}), (2, 'XYZ', {nine})")
table("quotes", "symbol, at, price", f"('ABC', {nine}, 3.5)", "symbol, at")
view("calls", "id, number", "(1, '+49301234'), (2, '+3312')")
table("areas", "prefix, name", "('+49', 'Germany'), ('+4930', 'Berlin')", "prefix")
""",
}

# what the plan of each query of a page has
PLANS = {"docs/ordered-lookups.md": "access="}


def statements(block: str) -> list[str]:
    """The statements of a block of SQL. A semicolon ends each."""
    return [part.strip() for part in block.split(";") if part.strip()]


def plan(query: DataFrame) -> str:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        query.explain()
    return shown.getvalue()


def text(row: Row) -> str:
    return " | ".join("NULL" if value is None else str(value) for value in row)


def run_python(code: str, names: dict[str, object], where: str) -> None:
    """Run a block, and compare what a statement shows with the lines of comments below it."""
    lines = code.splitlines()
    body = ast.parse(code).body
    for statement, following in zip(body, [*body[1:], None], strict=True):
        source = ast.get_source_segment(code, statement) or ""
        # a session over Spark Connect is the test's own
        if CONNECT and "SparkSession.builder" in source:
            continue
        end = following.lineno - 1 if following else len(lines)
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown):
            if isinstance(statement, ast.Expr):
                value = eval(compile(ast.Expression(statement.value), where, "eval"), names)
                if value is not None:
                    print(repr(value))
            else:
                exec(compile(ast.Module([statement], []), where, "exec"), names)
        comments = [line for line in lines[statement.end_lineno or 0 : end] if line[:1] == "#"]
        if comments:
            expected = "\n".join(line.removeprefix("#").removeprefix(" ") for line in comments)
            assert re.fullmatch(pattern(expected), shown.getvalue().rstrip()), (
                f"{where} shows\n{expected}\nbut there came\n{shown.getvalue()}"
            )


def pattern(expected: str) -> str:
    """A pattern of a text in which versions may be others, and … may be anything."""
    parts = re.split(r"(\d+\.\d+[.\d]*|…)", expected)
    return "".join(
        re.escape(part) if number % 2 == 0 else ".*" if part == "…" else r"\d+[.\d]*"
        for number, part in enumerate(parts)
    )


@pytest.mark.parametrize(("page", "blocks"), PAGES)
def test_a_page_runs(spark: SparkSession, tmp_path: Path, page: str, blocks: int) -> None:
    spark.conf.set("spark.sql.catalog.kv", WAREHOUSE_CATALOG)
    spark.conf.set("spark.sql.catalog.kv.warehouse", str(tmp_path / "stores"))
    # a catalog keeps the warehouse of its first use in the session
    spark.sql("DROP TABLE IF EXISTS kv.airports")
    names: dict[str, object] = {"spark": spark, "indexkv": indexkv}
    exec(BEFORE.get(page, "").replace("/data/", f"{tmp_path}/"), names)
    rows: list[Row] = []
    ran = 0
    try:
        for kind, block in BLOCK.findall((ROOT / page).read_text(encoding="utf-8")):
            code = block.replace("examples/data/", f"{ROOT}/examples/data/")
            code = re.sub("(['\"])(target|/stores|/data)/", rf"\1{tmp_path}/", code)
            if kind == "text" and ran:
                assert [text(row) for row in rows] == block.splitlines(), page
            elif kind == "python":
                ran += 1
                run_python(code, names, f"{page}, block {ran}")
            elif kind == "sql":
                ran += 1
                for statement in statements(code):
                    query = spark.sql(statement)
                    rows = query.collect()
                    if page in PLANS:
                        assert PLANS[page] in plan(query), statement
    finally:
        for view in spark.catalog.listTables():
            if view.isTemporary:
                spark.catalog.dropTempView(view.name)
        spark.sql("DROP TABLE IF EXISTS kv.airports")
    assert ran == blocks


def test_each_block_of_a_page_is_run() -> None:
    here = {str(page.values[0]) for page in PAGES}
    names = ("*DocTest.java", "*PagesTest.java", "ReadmeTest.java", "TranscriptsTest.java")
    tests = [
        test
        for module in ("examples", "connector/core", "connector/cli", "connector/spark")
        for name in names
        for test in (ROOT / module / "src/test").rglob(name)
    ]
    java = "".join(test.read_text(encoding="utf-8") for test in tests)
    commands = (ROOT / ".ci/commands").read_text(encoding="utf-8")
    for file in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        page = str(file.relative_to(ROOT))
        kinds = {kind for kind, _ in BLOCK.findall(file.read_text(encoding="utf-8"))}
        for kind in kinds - {"text", "json", "promql"}:
            runs = kind in ("python", "sql") and page in here
            runs = runs or f'{page}"' in (java if kind else commands)
            assert runs, f"no test runs the blocks of kind '{kind}' in {page}"


def test_code_that_runs_stands_in_a_block() -> None:
    code = re.compile(
        r"^ {4,}(select|with|insert|create|mvn|spark[.-])", re.IGNORECASE | re.MULTILINE
    )
    for file in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        rest = BLOCK.sub("", file.read_text(encoding="utf-8"))
        found = [match.group(0).strip() for match in code.finditer(rest)]
        assert not found, (
            f"{file.name}: make these blocks ```sql or the like, and run them: {found}"
        )


def test_plots_are_those_of_the_results() -> None:
    script = ROOT / "connector" / "benchmarks" / "plots.py"
    subprocess.run([sys.executable, str(script), "--check"], check=True)
