/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The tables of the tests, as views: 40,000 facts, of which two in three find their key, and a
 * store of 10,000 entries.
 *
 * @param directory visible to all processes
 */
record ClusterTables(SparkSession spark, Path directory) {
  static final int FACTS = 40_000;

  /** A fact in the middle of the second of four partitions. */
  static final long SOME_FACT = 15_000;

  /** Some rows of its result are null-extended. */
  static final String JOIN =
      "select f.id, %s(f.id) as same, s.x from facts f left join store s on f.key = s.id";

  /** Writes both tables. The store has several files, and is read under a scheme. */
  static ClusterTables write(SparkSession spark, Path directory, String scheme) {
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    store
        .writer(spark.range(10_000).selectExpr("id", "repeat(id, 10) as x"), "id")
        .option("targetFileSize", "64k")
        .mode("overwrite")
        .save(store.toString());
    spark.read().format("indexkv").load(scheme + store).createOrReplaceTempView("store");
    String facts = directory.resolve("facts").toString();
    spark.range(0, FACTS, 1, 4).selectExpr("id", "id * 7 % 15000 as key").write().parquet(facts);
    spark.read().parquet(facts).createOrReplaceTempView("facts");
    return new ClusterTables(spark, directory);
  }

  /** The join, with a function applied to each of its rows. The function returns its argument. */
  Dataset<Row> join(String function) {
    String sql = JOIN.formatted(function);
    spark.conf().set("spark.indexkv.join.mode", "on");
    assertThat(spark.sql("explain " + sql).first().getString(0)).contains("LookupJoin");
    return spark.sql(sql);
  }

  /** Compares the rows of the join, in any order, with the rows of Spark's own join. */
  void check(List<Row> joined) {
    spark.conf().set("spark.indexkv.join.mode", "off");
    String sql = JOIN.formatted("");
    assertThat(spark.sql("explain " + sql).first().getString(0)).doesNotContain("LookupJoin");
    assertThat(joined).hasSize(FACTS);
    assertThat(inOrder(joined)).isEqualTo(inOrder(spark.sql(sql).collectAsList()));
  }

  private static List<String> inOrder(List<Row> rows) {
    return rows.stream().map(Row::toString).sorted().toList();
  }

  /** Names of the files that the given versions of a store list, sorted. */
  static List<String> listed(StoreDirectory store, long... versions) throws IOException {
    TreeSet<String> names = new TreeSet<>();
    VersionLog snapshots = new VersionLog(new LocalStorage(store.path()));
    for (long version : versions) {
      snapshots
          .pinned(version)
          .files()
          .forEach(file -> names.add(Path.of(file.name()).getFileName().toString()));
    }
    return List.copyOf(names);
  }
}
