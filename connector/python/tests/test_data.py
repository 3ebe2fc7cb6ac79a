# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from pyspark.errors import AnalysisException, IllegalArgumentException, PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F  # noqa: N812

import indexkv


def ids(spark: SparkSession, path: str, at: indexkv.Version | None = None) -> list[int]:
    return sorted(row.id for row in indexkv.read(spark, path, at=at).collect())


@pytest.mark.versions
def test_modes_of_a_write(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(2), path, key=["id"])
    with pytest.raises(AnalysisException, match="(?i)already exists"):
        indexkv.write(spark.range(3), path, key="id")
    indexkv.write(spark.range(3), path, key="id", mode="ignore")
    assert ids(spark, path) == [0, 1]
    indexkv.write(spark.range(5, 6), path, mode="append")
    assert ids(spark, path) == [0, 1, 5]
    indexkv.write(spark.range(7, 8), path, mode="overwrite")
    assert ids(spark, path) == [7]


def test_options_reach_the_source(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(9), path, key="id", options={"codec": "zstd", "codecLevel": 5})
    assert ids(spark, path) == list(range(9))
    with pytest.raises(IllegalArgumentException, match="'codecc' is unknown"):
        indexkv.write(spark.range(9), path, mode="overwrite", options={"codecc": "zstd"})


def test_a_key_column_with_a_comma(spark: SparkSession, path: str) -> None:
    rows = spark.createDataFrame([(1, 2, "a")], "`a,b` int, `b` int, v string")
    indexkv.write(rows, path, key=["b", "a,b"])
    assert indexkv.get(spark, path, (2, 1)) == ((1, 2, "a"))


@pytest.mark.versions
def test_upsert_adds_replaces_and_deletes(spark: SparkSession, path: str) -> None:
    columns = "id int, v string"
    indexkv.write(spark.createDataFrame([(1, "a"), (2, "b")], columns), path, key="id")
    indexkv.upsert(spark.createDataFrame([(2, "B"), (3, "c")], columns), path)
    gone = spark.createDataFrame([(1, "a", True), (4, "d", False)], columns + ", gone boolean")
    indexkv.upsert(gone, path, delete_column="gone")
    assert sorted(indexkv.read(spark, path).collect()) == [(2, "B"), (3, "c"), (4, "d")]


def test_upsert_needs_a_store(spark: SparkSession, path: str) -> None:
    with pytest.raises(AnalysisException, match="no IndexKV store there"):
        indexkv.upsert(spark.range(1), path)


@pytest.mark.versions
def test_delete_by_a_key_of_two_columns(spark: SparkSession, path: str) -> None:
    rows = [("NO", "Oslo", 1), ("NO", "Bergen", 2), ("SE", "Oslo", 3)]
    df = spark.createDataFrame(rows, "country string, city string, v int")
    indexkv.write(df, path, key=["city", "country"])
    indexkv.delete(df.where("v = 1").select("country", "city"), path)
    indexkv.delete(df.where("v = 1"), path)
    assert sorted(row.v for row in indexkv.read(spark, path).collect()) == [2, 3]


def test_delete_casts_only_without_loss(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(4), path, key="id")
    indexkv.delete(spark.range(1).select(F.lit(2).cast("int").alias("id")), path)
    assert ids(spark, path) == [0, 1, 3]
    with pytest.raises(indexkv.StoreValueError, match="key column id is bigint in the store"):
        indexkv.delete(spark.range(1).select(F.lit("1").alias("id")), path)
    with pytest.raises(indexkv.StoreValueError, match="the frame of keys has no column id"):
        indexkv.delete(spark.range(1).select(F.lit("1").alias("x")), path)
    assert ids(spark, path) == [0, 1, 3]


@pytest.mark.procedures
def test_reads_by_number_time_and_tag(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(1), path, key="id")
    between = indexkv.history(spark, path).collect()[0].time + timedelta(microseconds=1)
    indexkv.tag(spark, path, "first")
    indexkv.write(spark.range(2), path, mode="overwrite")

    assert ids(spark, path) == [0, 1]
    assert ids(spark, path, 1) == [0]
    assert ids(spark, path, "first") == [0]
    assert ids(spark, path, between) == [0]
    assert ids(spark, path, datetime.now(timezone.utc) + timedelta(hours=1)) == [0, 1]
    with pytest.raises(PySparkException, match="(?i)no version 9"):
        indexkv.read(spark, path, at=9)
    with pytest.raises(PySparkException, match="no tag last"):
        indexkv.read(spark, path, at="last")
    with pytest.raises(indexkv.StoreValueError, match="found True"):
        indexkv.read(spark, path, at=True)


def test_a_time_means_the_same_in_each_zone(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(1), path, key="id")
    written = datetime.now(timezone.utc)
    indexkv.write(spark.range(2), path, mode="overwrite")
    before = spark.conf.get("spark.sql.session.timeZone")
    try:
        for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
            spark.conf.set("spark.sql.session.timeZone", zone)
            assert ids(spark, path, written) == [0]
            assert ids(spark, path, written.astimezone()) == [0]
            assert ids(spark, path, written.astimezone().replace(tzinfo=None)) == [0]
    finally:
        spark.conf.set("spark.sql.session.timeZone", str(before))


@pytest.mark.parametrize(
    ("ddl", "value"),
    [
        ("boolean", True),
        ("smallint", -3),
        ("decimal(20, 3)", Decimal("12345678901234567.891")),
        ("date", datetime(2001, 2, 3).date()),
        ("timestamp", datetime(2001, 2, 3, 4, 5, 6, 789)),
        ("timestamp_ntz", datetime(2001, 2, 3, 4, 5, 6, 789)),
        ("binary", b"\x00\xff"),
        ("string", "Tromsø"),
    ],
)
def test_a_key_of_each_type_comes_back(
    spark: SparkSession, path: str, ddl: str, value: object
) -> None:
    indexkv.write(spark.createDataFrame([(value, 1)], f"k {ddl}, v int"), path, key="k")
    assert indexkv.get(spark, path, value) == (value, 1)
