# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
from __future__ import annotations

import re

import pytest
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F  # noqa: N812

import indexkv
from conftest import ROOT
from indexkv._explain import report
from indexkv._remedies import _REMEDIES, remedy_of

pytestmark = pytest.mark.versions

SOURCES = ROOT / "connector/spark/src/main/java/io/indexkv/spark"


@pytest.fixture
def store(spark: SparkSession, path: str) -> DataFrame:
    indexkv.write(spark.range(100).withColumn("v", F.col("id") % 7), path, key="id")
    return indexkv.read(spark, path)


def test_a_lookup_as_data(spark: SparkSession, store: DataFrame) -> None:
    facts = spark.range(10).withColumnRenamed("id", "fact")
    (found,) = indexkv.explain(facts.join(store, facts.fact == store.id, "left")).lookups
    assert found.store.startswith("file:/")
    assert (found.version, found.join, found.on) == (1, "left outer", ("fact = id",))
    assert found.columns == ("id", "v")
    assert found.slices is None


def test_fallbacks_as_data(spark: SparkSession, store: DataFrame) -> None:
    facts = spark.range(10).withColumnRenamed("id", "fact")
    joined = facts.join(store, facts.fact == F.abs(store.id)).join(
        store.alias("s"), F.col("fact") == F.col("s.id"), "left"
    )
    found = indexkv.explain(joined)
    assert len(found.lookups) == 1
    assert len(found.fallbacks) == 1
    assert found.fallbacks[0].remedy.startswith("Compare id itself by =")
    assert found.other_joins == 1
    assert found.exchanges > 0
    assert str(found).startswith("1 of 2 joins with a store is a lookup. Exchanges: ")


def test_neither_joins_nor_stores(spark: SparkSession, store: DataFrame) -> None:
    assert str(indexkv.explain(spark.range(3))) == "No join with a store. No exchange."
    assert len(indexkv.explain(store).scans) == 1
    assert len(indexkv.explain(store.where("id = 3")).scans) == 1


def test_the_mode_of_the_session(spark: SparkSession, store: DataFrame) -> None:
    facts = spark.range(10).withColumnRenamed("id", "fact")
    spark.conf.set("spark.indexkv.join.mode", "off")
    try:
        (found,) = indexkv.explain(facts.join(store, facts.fact == store.id)).fallbacks
    finally:
        spark.conf.unset("spark.indexkv.join.mode")
    assert found.reason == "spark.indexkv.join.mode is off"


def test_a_query_that_has_run(spark: SparkSession, store: DataFrame) -> None:
    facts = spark.range(10).withColumnRenamed("id", "fact")
    joined = facts.join(store, facts.fact == store.id).groupBy("v").count()
    joined.collect()
    assert len(indexkv.explain(joined).lookups) == 1


LOOKUP = (
    "[a#1 = k, b#2L = l], ExistenceJoin(exists#5), store=file:/x y, version=7, columns=[k, v],"
    " probe=batch, slices=4, conditions=[(v#3 > 1), (c#4 = 2)]"
)

PLAN = """== Physical Plan ==
AdaptiveSparkPlan isFinalPlan=true
+- == Final Plan ==
   ResultQueryStage 1
   +- *(3) HashAggregate(keys=[v#3], functions=[count(1)])
      +- ShuffleQueryStage 0
         +- Exchange hashpartitioning(v#3, 2), ENSURE_REQUIREMENTS, [plan_id=9]
            +- *(2) LookupJoin LOOKUP
               :- *(1) Range (0, 10, step=1, splits=2)
+- == Initial Plan ==
   HashAggregate(keys=[v#3], functions=[count(1)])
   +- Exchange hashpartitioning(v#3, 2), ENSURE_REQUIREMENTS, [plan_id=1]
      +- LookupJoin x [a#1 = k], LeftOuter, store=file:/x, version=7, columns=[k, v], probe=batch
""".replace("LOOKUP", LOOKUP)


def test_the_final_plan_counts() -> None:
    found = report(PLAN)
    assert found.exchanges == 1
    (join,) = found.lookups
    assert (join.store, join.version, join.join) == ("file:/x y", 7, "existence join")
    assert join.on == ("a = k", "b = l")
    assert (join.probe, join.slices) == ("batch", 4)


def test_a_plan_inside_another_one() -> None:
    line = (
        "   :  +- LookupJoin x [a#1 = k], Inner, store=file:/x, version=7, columns=[k], probe=row"
    )
    nested = PLAN.replace("Range (0, 10, step=1, splits=2)", "Range\n" + 12 * " " + line)
    assert len(report(nested).lookups) == 2
    assert len(report(nested.replace("Final", "Initial")).lookups) == 0


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the sources of the reasons are not here")
def test_each_reason_in_the_sources_has_a_remedy() -> None:
    source = "".join(file.read_text() for file in sorted(SOURCES.glob("planning/*.java")))
    source = re.sub(r"//.*", "", source)
    reasons = []
    for call in re.finditer(
        r"(?:new NoLookupJoin|NoLookupJoin\.wish)\((.*?)\);", source, re.DOTALL
    ):
        # an "x" stands for each value between the texts
        reasons.append("x".join(re.findall(r'"((?:[^"\\]|\\.)*)"', call.group(1))) + "x")
    texts = [text for text in reasons if len(text) > 20]
    assert len(texts) >= 10
    unknown = [text for text in texts if remedy_of(text).startswith("See docs")]
    assert unknown == []


def test_remedies_are_sentences_without_holes() -> None:
    for pattern, _ in _REMEDIES:
        assert "{" not in remedy_of(re.sub(r"\(\.\+\)|\.\*", "x", pattern).replace("\\", ""))
