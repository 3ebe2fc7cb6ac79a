/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that look keys up in a store do not hold it on their heap. */
@Tag("cluster")
@Tag("large")
class LargeStoreTest {
  private static final long ROWS = 560_000;
  private static final String VALUE = "repeat(lpad(%s, 10, '0'), 100)";

  private final StandaloneCluster cluster = SharedCluster.get();

  @TempDir Path directory;

  @Test
  void aJoinReadsEveryByteOfAStoreThatIsLargerThanAnExecutorsHeap() {
    try (SparkSession spark = cluster.application("large").getOrCreate()) {
      StoreDirectory store = new StoreDirectory(directory.resolve("store"));
      store.write(spark.range(ROWS).selectExpr("id", VALUE.formatted("id") + " as x"), "id");
      assertThat(store.bytes()).isGreaterThan(512L << 20);
      spark.read().format("indexkv").load(store.toString()).createOrReplaceTempView("store");
      String probe = "range(0, " + ROWS + ", 1, 4)";
      String join = "select sum(crc32(s.x)) from " + probe + " f join store s on f.id = s.id";
      assertThat(spark.sql("explain " + join).first().getString(0)).contains("LookupJoin");

      long found = spark.sql(join).first().getLong(0);

      assertThat(found)
          .isEqualTo(
              spark
                  .sql("select sum(crc32(" + VALUE.formatted("id") + ")) from " + probe)
                  .first()
                  .getLong(0));
    }
  }
}
