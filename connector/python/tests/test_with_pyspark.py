# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Lookups together with what PySpark has: functions, pandas, Arrow, caches, streams, types."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterable
from datetime import date, datetime, timezone
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa  # type: ignore[import-untyped]
import pytest
from py4j.protocol import Py4JError  # type: ignore[import-untyped]
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812
from pyspark.sql.pandas.functions import pandas_udf

import indexkv
from conftest import CONNECT, PYSPARK

pytestmark = pytest.mark.versions


@pytest.fixture
def numbers(spark: SparkSession, path: str) -> DataFrame:
    """Facts 0 to 99; the store has the even numbers below 50, with a word each."""
    store = spark.range(0, 50, 2).select("id", F.concat(F.lit("n"), "id").alias("word"))
    indexkv.write(store, path, key="id")
    return spark.range(100).withColumnRenamed("id", "n")


EXPECTED = {n: f"n{n}" if n < 50 and n % 2 == 0 else None for n in range(100)}


def looked_up(facts: DataFrame, path: str, key: str = "n") -> DataFrame:
    """The facts with the word of the store. The plan must have a lookup join."""
    found = indexkv.lookup(facts, path, on={key: "id"}, columns=["word"])
    assert len(indexkv.explain(found).lookups) == 1
    return found


def words(found: DataFrame) -> dict[int, str | None]:
    return {row.n: row.word for row in found.collect()}


def test_a_python_udf_makes_the_key(numbers: DataFrame, path: str) -> None:
    same = F.udf(lambda n: n, "bigint")
    assert words(looked_up(numbers.select(same("n").alias("n")), path)) == EXPECTED


def test_a_python_udf_takes_the_value(numbers: DataFrame, path: str) -> None:
    shout = F.udf(lambda word: word and word.upper(), "string")
    found = looked_up(numbers, path).select("n", shout("word").alias("word"))
    assert words(found) == {n: word and word.upper() for n, word in EXPECTED.items()}


def test_an_arrow_udf_before_and_after(numbers: DataFrame, path: str) -> None:
    same = F.udf(lambda n: n, "bigint", useArrow=True)
    shout = F.udf(lambda word: word and word.upper(), "string", useArrow=True)
    found = looked_up(numbers.select(same("n").alias("n")), path)
    found = found.select("n", shout("word").alias("word"))
    assert words(found) == {n: word and word.upper() for n, word in EXPECTED.items()}


def test_a_pandas_udf_before_and_after(numbers: DataFrame, path: str) -> None:
    def same(n: pd.Series) -> pd.Series:
        return n

    def length(word: pd.Series) -> pd.Series:
        return word.str.len().fillna(0).astype("int32")

    # stubs of PySpark leave out functions of whole columns
    made = pandas_udf(same, "bigint")  # type: ignore[call-overload]
    taken = pandas_udf(length, "int")  # type: ignore[call-overload]
    keys = numbers.select(made("n").alias("n"))
    found = looked_up(keys, path).select("n", taken("word").alias("length"))
    assert {row.n: row.length for row in found.collect()} == {
        n: len(word or "") for n, word in EXPECTED.items()
    }


def test_apply_and_map_in_pandas(numbers: DataFrame, path: str) -> None:
    def count(group: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"digit": [group.n.iloc[0] % 10], "found": [group.word.count()]})

    def same(frames: Iterable[pd.DataFrame]) -> Iterable[pd.DataFrame]:
        yield from frames

    found = looked_up(numbers.mapInPandas(same, "n bigint"), path)
    counts = found.groupBy(F.expr("n % 10")).applyInPandas(count, "digit bigint, found bigint")
    assert {row.digit: row.found for row in counts.collect()} == {
        digit: 0 if digit % 2 else 5 for digit in range(10)
    }


def test_map_in_arrow(numbers: DataFrame, path: str) -> None:
    def same(batches: Iterable[pa.RecordBatch]) -> Iterable[pa.RecordBatch]:
        yield from batches

    found = looked_up(numbers.mapInArrow(same, "n bigint"), path)
    assert words(found.mapInArrow(same, "n bigint, word string")) == EXPECTED


def test_pandas_on_spark(numbers: DataFrame, path: str) -> None:
    frame = looked_up(numbers, path).pandas_api()
    assert frame["word"].count() == 25
    assert sorted(frame[frame.n < 5].to_pandas()["n"]) == [0, 1, 2, 3, 4]


def test_to_pandas(numbers: DataFrame, path: str) -> None:
    found = looked_up(numbers, path).orderBy("n")
    frame = found.toPandas()
    assert frame["n"].tolist() == list(range(100))
    assert [None if pd.isna(word) else word for word in frame["word"]] == list(EXPECTED.values())


@pytest.mark.skipif(PYSPARK < (4, 0), reason="toArrow came with PySpark 4.0")
def test_to_arrow(numbers: DataFrame, path: str) -> None:
    table = looked_up(numbers, path).orderBy("n").toArrow()
    assert table.column("word").to_pylist() == list(EXPECTED.values())


def test_a_cached_frame_stays_at_its_version(
    spark: SparkSession, numbers: DataFrame, path: str
) -> None:
    found = looked_up(numbers, path).cache()
    assert words(found) == EXPECTED
    indexkv.upsert(spark.createDataFrame([(1, "one")], "id bigint, word string"), path)
    assert words(looked_up(numbers, path))[1] == "one"
    found.unpersist()


def test_cached_facts(numbers: DataFrame, path: str) -> None:
    facts = numbers.cache()
    assert facts.count() == 100
    assert words(looked_up(facts, path)) == EXPECTED
    facts.unpersist()


def test_a_stream_with_foreach_batch(
    spark: SparkSession, numbers: DataFrame, path: str, tmp_path: Path
) -> None:
    source, out = str(tmp_path / "facts"), str(tmp_path / "out")
    numbers.repartition(3).write.parquet(source)
    stream = spark.readStream.schema("n bigint").option("maxFilesPerTrigger", 1).parquet(source)

    def enrich(batch: DataFrame, _: int) -> None:
        store = batch.sparkSession.read.format("indexkv").load(path).withColumnRenamed("id", "n")
        batch.join(store, "n", "left").write.mode("append").parquet(out)

    query = (
        stream.writeStream.foreachBatch(enrich)
        .option("checkpointLocation", str(tmp_path / "checkpoint"))
        .trigger(availableNow=True)
        .start()
    )
    assert query.awaitTermination(120)
    assert query.exception() is None
    assert words(spark.read.parquet(out)) == EXPECTED


def test_a_stream_into_a_store(spark: SparkSession, path: str, tmp_path: Path) -> None:
    indexkv.write(spark.range(1).select("id", F.lit("old").alias("word")), path, key="id")
    source = str(tmp_path / "changes")
    spark.range(3).select("id", F.lit("new").alias("word")).write.parquet(source)
    query = (
        spark.readStream.schema("id bigint, word string")
        .parquet(source)
        .writeStream.format("indexkv")
        .option("checkpointLocation", str(tmp_path / "checkpoint"))
        .trigger(availableNow=True)
        .start(path)
    )
    assert query.awaitTermination(120)
    assert query.exception() is None
    assert indexkv.get_many(spark, path, [0, 2]) == {0: (0, "new"), 2: (2, "new")}


@pytest.mark.parametrize(
    ("sql", "key"),
    [
        ("decimal(12,3)", Decimal("123456789.125")),
        ("binary", b"\x00\xff\x00"),
        ("date", date(1969, 12, 31)),
        ("string", "Tromsø\0"),
        ("boolean", True),
    ],
)
def test_keys_of_many_types(spark: SparkSession, path: str, sql: str, key: object) -> None:
    rows = spark.createDataFrame([(key, "found")], f"id {sql}, word string")
    indexkv.write(rows, path, key="id")
    facts = spark.createDataFrame([(key,), (None,)], f"n {sql}")
    found = {row.n is None: row.word for row in looked_up(facts, path).collect()}
    assert found == {True: None, False: "found"}
    got = indexkv.get(spark, path, key)
    assert got is not None
    assert (bytes(got[0]) if isinstance(key, bytes) else got[0], got[1]) == (key, "found")


def test_a_time_is_the_same_instant_in_each_zone(spark: SparkSession, path: str) -> None:
    at = datetime(2026, 3, 29, 0, 59, 59, 123456, tzinfo=timezone.utc)
    rows = spark.createDataFrame([(at, "spring")], "id timestamp, word string")
    indexkv.write(rows, path, key="id")
    before = spark.conf.get("spark.sql.session.timeZone")
    try:
        for zone in ("Asia/Kathmandu", "Europe/Oslo", "America/St_Johns"):
            spark.conf.set("spark.sql.session.timeZone", zone)
            facts = spark.createDataFrame([(at,)], "n timestamp")
            found = looked_up(facts, path).select("word", F.unix_micros("n").alias("micros"))
            assert found.collect() == [("spring", round(at.timestamp() * 1_000_000))]
            got = indexkv.get(spark, path, at)
            assert got is not None
            assert got[0].astimezone(timezone.utc) == at
    finally:
        spark.conf.set("spark.sql.session.timeZone", str(before))


def test_an_interrupted_cell_leaves_the_session_alive(
    spark: SparkSession, numbers: DataFrame, path: str
) -> None:
    """What the stop button of a notebook sends, and the line that follows it in docs/python.md."""

    def never(n: int) -> int:
        time.sleep(600)
        return n

    # PySpark would read the types of a named function
    slow = F.udf(lambda n: never(n), "bigint")
    cell = looked_up(numbers.select(slow("n").alias("n")), path)
    threading.Timer(5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    # a client of Spark Connect only stops to wait, and py4j can fail when it is interrupted
    with pytest.raises((KeyboardInterrupt, Py4JError)):
        cell.collect()
    if PYSPARK < (4, 0) and not CONNECT:
        spark.sparkContext.cancelAllJobs()
    else:
        spark.interruptAll()
    assert words(looked_up(numbers, path)) == EXPECTED
