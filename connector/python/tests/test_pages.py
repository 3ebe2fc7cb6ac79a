# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Runs the Python and the SQL of the pages in docs/, and compares the rows that they show."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyspark.sql import Row, SparkSession

import indexkv
from conftest import CONNECT, ROOT
from indexkv._stores import WAREHOUSE_CATALOG

BLOCK = re.compile(r"^```(python|sql|text)\n(.*?)^```$", re.DOTALL | re.MULTILINE)

# a page, and how many of its blocks run
PAGES = [("README.md", 1), ("docs/quick-start.md", 9), ("docs/moving-from.md", 5)]


def statements(block: str) -> list[str]:
    """The statements of a block of SQL. A semicolon ends each."""
    return [part.strip() for part in block.split(";") if part.strip()]


def text(row: Row) -> str:
    return " | ".join("NULL" if value is None else str(value) for value in row)


@pytest.mark.parametrize(("page", "blocks"), PAGES)
def test_a_page_runs(spark: SparkSession, tmp_path: Path, page: str, blocks: int) -> None:
    spark.conf.set("spark.sql.catalog.kv", WAREHOUSE_CATALOG)
    spark.conf.set("spark.sql.catalog.kv.warehouse", str(tmp_path / "stores"))
    # a catalog keeps the warehouse of its first use in the session
    spark.sql("DROP TABLE IF EXISTS kv.airports")
    names: dict[str, object] = {"spark": spark, "indexkv": indexkv}
    rows: list[Row] = []
    ran = 0
    try:
        for kind, block in BLOCK.findall((ROOT / page).read_text()):
            code = block.replace("examples/data/", f"{ROOT}/examples/data/")
            code = code.replace('"target/', f'"{tmp_path}/')
            if kind == "text":
                assert [text(row) for row in rows] == block.splitlines(), page
                continue
            ran += 1
            if kind == "python":
                # a session over Spark Connect is the test's own
                if not (CONNECT and "SparkSession.builder" in code):
                    exec(compile(code, f"{page}, block {ran}", "exec"), names)
            else:
                for statement in statements(code):
                    rows = spark.sql(statement).collect()
    finally:
        for view in ("csv", "flights"):
            spark.catalog.dropTempView(view)
        spark.sql("DROP TABLE IF EXISTS kv.airports")
    assert ran == blocks


def test_plots_are_those_of_the_results() -> None:
    script = ROOT / "connector" / "benchmarks" / "plots.py"
    subprocess.run([sys.executable, str(script), "--check"], check=True)
