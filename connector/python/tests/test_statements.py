# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Statements on stores beside frames that a session keeps, classic and over Spark Connect."""

from __future__ import annotations

import pytest
from pyspark.sql import DataFrame, SparkSession

import indexkv
from conftest import CONNECT, PYSPARK

pytestmark = pytest.mark.versions


@pytest.fixture
def table(spark: SparkSession, path: str) -> str:
    """A store with the key 1."""
    indexkv.write(spark.sql("select 1L as id, 'one' as word"), path, key="id")
    return "indexkv.`{}`".format(path.replace("`", "``"))


def words(frame: DataFrame) -> list[str]:
    """The words that a new query of a frame finds."""
    return sorted(row.word for row in frame.select("word").collect())


def versions(spark: SparkSession, table: str) -> int:
    return spark.sql(f"select * from {table}.history").count()


@pytest.mark.procedures
def test_a_call_runs_once(spark: SparkSession, path: str, table: str) -> None:
    spark.sql(f"insert into {table} values (2, 'two')")
    name = path.replace("'", "\\'").replace("`", "``")

    called = spark.sql(f"call indexkv.system.rollback_to_snapshot('`{name}`', 1L)")
    assert versions(spark, table) == 3

    assert [row.current_snapshot_id for row in called.collect()] == [3]
    assert versions(spark, table) == 3
    assert words(spark.table(table)) == ["one"]


@pytest.mark.skipif(PYSPARK < (4, 1), reason="a frame of Spark 3.5 stays at its version")
def test_a_kept_frame_reads_the_newest_version(spark: SparkSession, path: str, table: str) -> None:
    kept = spark.table(table)
    assert words(kept) == ["one"]

    spark.sql(f"insert into {table} values (2, 'two')")
    assert words(kept) == ["one", "two"]

    spark.sql(f"alter table {table} add column more int")
    spark.sql(f"insert into {table} values (3, 'three', 3)")
    assert words(kept) == ["one", "three", "two"]
    # a client of Spark Connect has no plan of its own
    assert kept.columns == ["id", "word", "more"][: 3 if CONNECT else 2]
    assert spark.table(table).columns == ["id", "word", "more"]
    assert words(spark.read.format("indexkv").load(path)) == ["one", "three", "two"]


def test_a_version_stays(spark: SparkSession, path: str, table: str) -> None:
    by_name = spark.sql(f"select * from {table} version as of 1")
    by_path = spark.read.format("indexkv").option("version", 1).load(path)
    assert by_name.count() == by_path.count() == 1

    spark.sql(f"insert into {table} values (2, 'two')")
    spark.sql(f"alter table {table} add column more int")

    assert words(by_name) == words(by_path) == ["one"]
