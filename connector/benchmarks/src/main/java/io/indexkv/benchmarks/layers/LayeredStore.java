/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A store of numbered entries whose keys are scattered. Each value has the number of its layer. */
record LayeredStore(SparkSession spark, Path directory, LayersOptions options) {
  /** Odd, so that different numbers have different keys. */
  private static final long SPREAD = 0x61C8864680B583EBL;

  static long key(long number) {
    return number * SPREAD;
  }

  Storage storage() {
    return new LocalStorage(directory);
  }

  /** Writes all entries as layer 0, or some of them as a further layer, as the options say. */
  void addLayer(int layer) {
    Dataset<Row> numbers = spark.range(options.entries()).toDF();
    if (layer > 0) {
      numbers = numbers.where("id % " + options.every() + " = " + layer % options.every());
    }
    numbers
        .selectExpr(
            "id * " + SPREAD + "L as k",
            "id as number",
            layer + "L as layer",
            "concat('a text that is about sixty letters long, for number ', id) as text")
        .write()
        .format("indexkv")
        .option("key", "k")
        .mode(layer == 0 ? "overwrite" : "append")
        .save(directory.toString());
  }

  /** Joins facts with the store, which has nine in ten of them. Returns the number of matches. */
  long join() {
    spark
        .read()
        .format("indexkv")
        .option("join", "on")
        .load(directory.toString())
        .createOrReplaceTempView("store");
    long range = options.entries() + Math.max(1, options.entries() / 9);
    Dataset<Row> query =
        spark.sql(
            ("select count(s.number), sum(s.layer) from (select (id * 48271 %% %d) * %dL as k"
                    + " from range(%d)) f left join store s on f.k = s.k")
                .formatted(range, SPREAD, options.facts()));
    String plan = query.queryExecution().executedPlan().toString();
    if (!plan.contains("LookupJoin")) {
      throw new IllegalStateException("expected a lookup join, found " + plan);
    }
    return query.first().getLong(0);
  }

  /** The number of facts that are in the store. */
  long expectedMatches() {
    long range = options.entries() + Math.max(1, options.entries() / 9);
    long matches = 0;
    for (long id = 0; id < options.facts(); id++) {
      matches += id * 48271 % range < options.entries() ? 1 : 0;
    }
    return matches;
  }
}
