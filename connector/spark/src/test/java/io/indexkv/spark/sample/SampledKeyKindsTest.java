/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.KeyKind;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.KeySampling;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys of all kinds are divided by samples, in the order of their bytes. */
@Tag("slow")
class SampledKeyKindsTest {
  private static final SparkSession SPARK = LocalSpark.session().newSession();

  @TempDir Path directory;

  @BeforeAll
  static void doNotCompile() {
    // compiling the queries would take longer than to run them
    SPARK.conf().set("spark.sql.codegen.wholeStage", "false");
    SPARK.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    SPARK.conf().set("spark.sql.adaptive.enabled", "false");
    SPARK.conf().set("spark.sql.shuffle.partitions", "5");
  }

  @ParameterizedTest
  @EnumSource(KeyKind.class)
  void aStoreHasTheRowsOfOneWithAllColumnsSampled(KeyKind kind) {
    String path = directory.resolve("files").toString();
    SPARK
        .sql(
            "select id %% 10 as v, %s, concat('t', id) as w from range(2000)"
                .formatted(kind.select("id")))
        .repartition(3)
        .write()
        .parquet(path);
    Dataset<Row> rows = SPARK.read().parquet(path).where("v <> 3");

    StoreDirectory sampled = written(kind, rows, "true");
    StoreDirectory whole = written(kind, rows, "false");

    assertThat(stored(kind, sampled)).isEqualTo(stored(kind, whole)).hasSize(1800);
    // each of the tasks has rows
    assertThat(sampled.dataFiles()).hasSize(5);
  }

  private StoreDirectory written(KeyKind kind, Dataset<Row> rows, String setting) {
    SPARK.conf().set(KeySampling.OPTION, setting);
    StoreDirectory store = new StoreDirectory(directory.resolve(setting));
    store.writer(rows, kind.option()).save(store.toString());
    return store;
  }

  private static List<Row> stored(KeyKind kind, StoreDirectory store) {
    return SPARK
        .read()
        .format("indexkv")
        .load(store.toString())
        .orderBy(kind.columns().get(0), kind.columns().stream().skip(1).toArray(String[]::new))
        .collectAsList();
  }
}
