/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.hadoop.CacheMetrics;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class CompressedStoreTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void cacheInTheDirectory() {
    conf().set("indexkv.cache.dir", directory.resolve("cache").toString());
  }

  @AfterEach
  void cacheWhereItWas() {
    conf().unset("indexkv.cache.dir");
  }

  private Configuration conf() {
    return spark.sparkContext().hadoopConfiguration();
  }

  @ParameterizedTest
  @CsvSource({"lz4,,", "zstd,,", "zstd,9,16k"})
  void isInflatedIntoTheCacheAndReadAndJoinedFromThere(
      String codec, String level, String dictionary) {
    Dataset<Row> rows =
        spark.range(20_000).selectExpr("id", "concat('the name of ', id) as name", "id % 7 as n");
    StoreDirectory plain = new StoreDirectory(directory.resolve("plain"));
    plain.write(rows, "id");
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    var writer = store.writer(rows, "id").option("codec", codec).option("blockSize", "16k");
    if (level != null) {
      writer.option("codecLevel", level).option("dictionarySize", dictionary);
    }
    writer.mode("overwrite").save(store.toString());
    assertThat(store.bytes()).isLessThan(plain.bytes() * 2 / 3);
    long inflated = CacheMetrics.now().inflated();

    assertThat(store.read().orderBy("id").collectAsList())
        .isEqualTo(rows.orderBy("id").collectAsList());
    assertThat(CacheMetrics.now().inflated()).isGreaterThan(inflated);
    assertThat(store.read().where("id = 77").select("name").collectAsList())
        .extracting(row -> row.getString(0))
        .isEqualTo(List.of("the name of 77"));
    Dataset<Row> facts = spark.range(0, 40_000, 7).toDF("id");
    assertThat(facts.join(store.read(), "id").orderBy("id").collectAsList())
        .isEqualTo(facts.join(rows, "id").orderBy("id").collectAsList());
  }
}
