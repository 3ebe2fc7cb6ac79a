/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.join.Queries;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.ForeachWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import scala.Console;

/** Spark itself joins streams that are one job for as long as they run. */
@Tag("versions")
@Timeout(600)
class EndlessStreamTest {
  private static volatile CountDownLatch joined;

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeStore() {
    joined = new CountDownLatch(1);
    store().write(spark.sql("select id as key, concat('v', id) as v from range(100)"), "key");
  }

  /** Ends the wait when the expected row of the store arrives. */
  private static final class Joined extends ForeachWriter<Row> {
    @Override
    public boolean open(long partition, long epoch) {
      return true;
    }

    @Override
    public void process(Row row) {
      if ("v7".equals(row.getAs("v"))) {
        joined.countDown();
      }
    }

    @Override
    public void close(Throwable error) {}
  }

  @Test
  void continuousProcessingHasNoJoinsForSparkEither() {
    assertThatThrownBy(() -> start(rate(), Trigger.Continuous("1 second")))
        .hasMessageContaining("Continuous processing does not support");
  }

  @Test
  void continuousProcessingThatIsNotCheckedIsJoinedBySpark() throws Exception {
    Map<String, String> unchecked =
        Map.of("spark.sql.streaming.unsupportedOperationCheck", "false");

    runsWithSparksJoin(rate(), Trigger.Continuous("1 second"), unchecked);
  }

  @Test
  void realTimeModeIsJoinedBySpark() throws Exception {
    List<Method> triggers =
        Arrays.stream(Trigger.class.getMethods())
            .filter(m -> m.getName().equals("RealTime"))
            .filter(m -> List.of(m.getParameterTypes()).equals(List.of(String.class)))
            .toList();
    assumeTrue(!triggers.isEmpty(), "Spark before 4.1 has no real-time mode");

    runsWithSparksJoin(memory(), (Trigger) triggers.get(0).invoke(null, "5 seconds"), Map.of());
  }

  private void runsWithSparksJoin(
      Dataset<Row> stream, Trigger trigger, Map<String, String> settings) throws Exception {
    StreamingQuery query = Queries.with(settings, () -> start(stream, trigger));
    try {
      while (joined.getCount() > 0 && query.exception().isEmpty()) {
        Thread.sleep(50);
      }
      assertThat(query.exception().isEmpty()).as("%s", query.exception()).isTrue();
      assertThat(plan(query))
          .contains("BroadcastHashJoin", "no lookup join: a stream in continuous or real-time mode")
          .doesNotContain("LookupJoin");
    } finally {
      query.stop();
    }
  }

  /** A stream of one partition, so that one thread stays free for other work. */
  private Dataset<Row> rate() {
    return spark
        .readStream()
        .format("rate")
        .option("numPartitions", 1)
        .option("rowsPerSecond", 100)
        .load()
        .selectExpr("value as id");
  }

  /** A source from Spark's own tests: the only one in its jars that supports the mode. */
  private Dataset<Row> memory() throws Exception {
    Class<?> type =
        Class.forName("org.apache.spark.sql.execution.streaming.sources.LowLatencyMemoryStream");
    Class<?> clock = Class.forName("org.apache.spark.sql.execution.datasources.v2.LowLatencyClock");
    Encoder<Long> encoder = Encoders.LONG();
    Object stream =
        type.getConstructors()[0].newInstance(
            0, spark, 1, clock.getMethod("getClock").invoke(null), encoder);
    type.getMethod("addData", Class.forName("scala.collection.IterableOnce"))
        .invoke(stream, Seqs.of(List.of(7L, 500L)));
    @SuppressWarnings("unchecked")
    Dataset<Row> rows = (Dataset<Row>) type.getMethod("toDF").invoke(stream);
    return rows.toDF("id");
  }

  private StreamingQuery start(Dataset<Row> stream, Trigger trigger) {
    Dataset<Row> store = store().read();
    try {
      return stream
          .join(store, stream.col("id").equalTo(store.col("key")), "left_outer")
          .writeStream()
          .foreach(new Joined())
          .outputMode(trigger.toString().startsWith("Real") ? "update" : "append")
          .trigger(trigger)
          .start();
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  private static String plan(StreamingQuery query) {
    ByteArrayOutputStream plan = new ByteArrayOutputStream();
    Console.withOut(
        plan,
        () -> {
          query.explain();
          return null;
        });
    return plan.toString(StandardCharsets.UTF_8);
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
