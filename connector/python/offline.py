# Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
"""Writes a store and joins it. The build runs this without a network: the wheel has all of it."""

from __future__ import annotations

import tempfile

from pyspark.sql import SparkSession

import indexkv


def main() -> None:
    """Fail if anything has to be fetched."""
    spark = indexkv.configure(SparkSession.builder.master("local[2]")).getOrCreate()
    with tempfile.TemporaryDirectory() as directory:
        store = f"{directory}/store"
        indexkv.write(spark.range(9).selectExpr("id", "id * 2 AS twice"), store, key="id")
        facts = spark.range(3).withColumnRenamed("id", "fact")
        found = indexkv.lookup(facts, store, on={"fact": "id"})
        assert not indexkv.explain(found).fallbacks
        assert sorted(row.twice for row in found.collect()) == [0, 2, 4]
    spark.stop()
    print("a store was written and joined without a network")


if __name__ == "__main__":
    main()
