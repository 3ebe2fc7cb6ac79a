# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Callable

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

import indexkv

pytestmark = pytest.mark.versions

Flights = Callable[[], DataFrame]


@pytest.fixture
def flights(spark: SparkSession, path: str) -> DataFrame:
    airports = [("OSL", "Oslo", 681), ("BGO", "Bergen", 170), ("TRD", "Trondheim", 56)]
    indexkv.write(
        spark.createDataFrame(airports, "iata string, city string, feet int"), path, key="iata"
    )
    rows = [(1, "OSL"), (2, "XXX"), (3, None), (4, "OSL")]
    return spark.createDataFrame(rows, "id int, origin string")


def values(df: DataFrame) -> list[tuple[object, ...]]:
    return sorted(tuple(row) for row in df.collect())


def test_each_way_of_a_lookup(flights: DataFrame, path: str) -> None:
    on = {"origin": "iata"}
    left = indexkv.lookup(flights, path, on=on)
    assert left.columns == ["id", "origin", "city", "feet"]
    assert values(left.select("id", "city")) == [(1, "Oslo"), (2, None), (3, None), (4, "Oslo")]
    inner = indexkv.lookup(flights, path, on=on, columns=["feet"], how="inner")
    assert values(inner) == [(1, "OSL", 681), (4, "OSL", 681)]
    assert values(indexkv.lookup(flights, path, on=on, how="semi")) == [(1, "OSL"), (4, "OSL")]
    anti = indexkv.lookup(flights, path, on=on, how="anti")
    assert sorted(row.id for row in anti.collect()) == [2, 3]


@pytest.mark.parametrize("how", ["left", "inner", "semi", "anti"])
def test_each_way_is_a_lookup_join(flights: DataFrame, path: str, how: indexkv.How) -> None:
    report = indexkv.explain(indexkv.lookup(flights, path, on={"origin": "iata"}, how=how))
    assert len(report.lookups) == 1
    assert report.exchanges == 0


@pytest.mark.usefixtures("flights")
def test_twice_in_one_store_with_new_names(spark: SparkSession, path: str) -> None:
    rows = [(1, "OSL", "BGO"), (2, "XXX", "BGO")]
    both = spark.createDataFrame(rows, "id int, origin string, destination string")
    found = indexkv.lookup(both, path, on={"origin": "iata"}, columns={"city": "from"})
    found = indexkv.lookup(found, path, on={"destination": "iata"}, columns={"city": "to"})
    assert values(found.where("id = 1").select("from", "to")) == [("Oslo", "Bergen")]
    assert len(indexkv.explain(found).lookups) == 2


def test_the_same_name_on_both_sides(spark: SparkSession, flights: DataFrame, path: str) -> None:
    renamed = flights.withColumnRenamed("origin", "iata")
    found = indexkv.lookup(renamed, path, on="iata", columns=["city"])
    assert found.columns == ["id", "iata", "city"]
    stored = indexkv.read(spark, path).where("feet > 100")
    with pytest.raises(indexkv.StoreValueError, match="have a column city"):
        indexkv.lookup(stored, path, on="iata")
    again = indexkv.lookup(stored, path, on="iata", columns={"city": "again"})
    assert values(again.select("city", "again")) == [("Bergen", "Bergen"), ("Oslo", "Oslo")]


def test_rows_of_equal_keys(spark: SparkSession, path: str) -> None:
    rows = [(1, "pen"), (1, "ink"), (2, "cup")]
    lines = spark.createDataFrame(rows, "id int, item string")
    indexkv.write(lines, path, key="id", options={"duplicates": "keep"})
    asked = spark.createDataFrame([(1,), (3,)], "id int")
    assert values(indexkv.lookup(asked, path, on="id")) == [(1, "ink"), (1, "pen"), (3, None)]
    assert sorted(indexkv.get_pandas(spark, path, [1])["item"]) == ["ink", "pen"]
    with pytest.raises(indexkv.StoreValueError, match="a key may have several"):
        indexkv.get(spark, path, 1)
    with pytest.raises(indexkv.StoreValueError, match="a key may have several"):
        indexkv.get_many(spark, path, [1])


def test_an_older_version(spark: SparkSession, flights: DataFrame, path: str) -> None:
    rows = spark.createDataFrame([("OSL", "OSLO", 1)], "iata string, city string, feet int")
    indexkv.upsert(rows, path)
    on = {"origin": "iata"}
    now = indexkv.lookup(flights, path, on=on, columns=["city"], how="inner")
    then = indexkv.lookup(flights, path, on=on, columns=["city"], how="inner", at=1)
    assert {row.city for row in now.collect()} == {"OSLO"}
    assert {row.city for row in then.collect()} == {"Oslo"}


def test_says_what_is_wrong(flights: DataFrame, path: str) -> None:
    with pytest.raises(indexkv.StoreValueError, match="is iata, but 'on' has city"):
        indexkv.lookup(flights, path, on={"origin": "city"})
    with pytest.raises(indexkv.StoreValueError, match="the frame has no column orgin.*id, origin"):
        indexkv.lookup(flights, path, on={"orgin": "iata"})
    with pytest.raises(indexkv.StoreValueError, match="has no column town: .*iata, city, feet"):
        indexkv.lookup(flights, path, on={"origin": "iata"}, columns=["town"])


def test_the_case_of_a_name_is_ignored_as_in_spark(
    spark: SparkSession, flights: DataFrame, path: str
) -> None:
    sales = flights.withColumnRenamed("origin", "IATA")
    found = indexkv.lookup(sales, path, on="iata", columns=["CITY"], how="inner")
    assert values(found) == [(1, "OSL", "Oslo"), (4, "OSL", "Oslo")]
    assert len(indexkv.explain(found).lookups) == 1
    assert found.columns == ["id", "IATA", "CITY"]
    with pytest.raises(indexkv.StoreValueError, match="have a column CITY"):
        indexkv.lookup(sales.withColumn("city", F.lit("")), path, on="Iata", columns=["CITY"])
    indexkv.delete(spark.createDataFrame([("OSL",)], "Iata string"), path)
    assert indexkv.get(spark, path, "OSL") is None
    spark.conf.set("spark.sql.caseSensitive", "true")
    try:
        with pytest.raises(indexkv.StoreValueError, match="the frame has no column iata"):
            indexkv.lookup(sales, path, on="iata")
    finally:
        spark.conf.unset("spark.sql.caseSensitive")


def test_a_key_of_two_columns(spark: SparkSession, path: str) -> None:
    rows = [("NO", "Oslo", 1), ("SE", "Oslo", 2)]
    df = spark.createDataFrame(rows, "country string, city string, v int")
    indexkv.write(df, path, key=["city", "country"])
    found = indexkv.lookup(df.select("city", "country"), path, on=["country", "city"])
    assert values(found.select("country", "v")) == [("NO", 1), ("SE", 2)]
    assert len(indexkv.explain(found).lookups) == 1
    assert indexkv.get_many(spark, path, [("Oslo", "SE"), ("Oslo", "DK")]) == {
        ("Oslo", "SE"): ("SE", "Oslo", 2),
        ("Oslo", "DK"): None,
    }
    with pytest.raises(indexkv.StoreValueError, match="key of the store .* is city, country"):
        indexkv.get(spark, path, "Oslo")
    with pytest.raises(indexkv.StoreValueError, match="never null"):
        indexkv.get(spark, path, ("Oslo", None))


def test_many_keys_in_their_order(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(0, 4000, 2).withColumn("v", F.col("id") * 10), path, key="id")
    keys = list(range(3000, 0, -1))
    found = indexkv.get_many(spark, path, keys)
    assert list(found) == keys
    assert all((row is None) == (key % 2 == 1) for key, row in found.items())
    assert found[2998] == (2998, 29980)
    frame = indexkv.get_pandas(spark, path, [4, 3, 2])
    assert frame.to_dict("list") == {"id": [4, 2], "v": [40, 20]}
    assert indexkv.get_many(spark, path, []) == {}


def test_a_key_of_another_type_is_refused(spark: SparkSession, path: str) -> None:
    indexkv.write(spark.range(3), path, key="id")
    with pytest.raises(indexkv.StoreValueError, match="is id bigint, but a key has another type"):
        indexkv.get(spark, path, "1")


@pytest.mark.usefixtures("flights")
def test_a_number_is_no_text(spark: SparkSession, path: str) -> None:
    with pytest.raises(indexkv.StoreValueError, match="is iata string, .*: 7 is no text"):
        indexkv.get(spark, path, 7)
