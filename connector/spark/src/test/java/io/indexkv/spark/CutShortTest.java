/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.conf.ColumnarScans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A file of a store is cut short while a task reads it: a function in the query does that at one of
 * its rows. The query fails with the file's name, and the session continues. An error of the JVM
 * would end the session.
 */
@Tag("slow")
class CutShortTest {
  private static final int ROWS = 20_000;
  private static final long CUTS = 7_000;

  /** The file that the function cuts, and the length that it leaves; one test at a time. */
  private static Path file;

  private static double left;

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeStoreAndFacts() {
    store()
        .write(
            spark
                .range(ROWS)
                .selectExpr("id", "concat('value ', id, repeat('x', 90)) AS v", "id AS w"),
            "id");
    file = store().path().resolve("data").resolve(store().dataFiles().get(0));
    spark
        .range(0, ROWS, 1, 1)
        .write()
        .mode("overwrite")
        .parquet(directory.resolve("facts").toString());
    store().read().createOrReplaceTempView("store");
    spark.read().parquet(directory.resolve("facts").toString()).createOrReplaceTempView("facts");
    spark.range(0, ROWS, 1, 1).toDF("id").createOrReplaceTempView("numbers");
    UDF1<Long, Long> cut = CutShortTest::cut;
    spark.udf().register("cut", cut, DataTypes.LongType);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.3003})
  void aLookupJoinOverColumnsThatIsAggregated(double left) {
    assertFails(left, "SELECT sum(cut(f.id)), max(s.v) FROM facts f JOIN store s ON f.id = s.id");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.3003})
  void aLookupJoinOverColumnsWhoseRowsAreCollected(double left) {
    assertFails(left, "SELECT cut(f.id), s.v FROM facts f JOIN store s ON f.id = s.id");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.3003})
  void aLookupJoinOverRows(double left) {
    assertFails(left, "SELECT cut(f.id), s.v FROM numbers f JOIN store s ON f.id = s.id");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.3003})
  void aScanOfAllColumns(double left) {
    assertFails(left, "SELECT *, cut(id) FROM store WHERE v >= ''");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.3003})
  void aScanOfSomeColumns(double left) {
    assertFails(left, "SELECT sum(cut(id)), max(v) FROM store");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.3003})
  void scansThatGiveBatchesOfColumns(double left) {
    spark.conf().set(ColumnarScans.OPTION, "true");
    try {
      Dataset<Row> rows = spark.sql("SELECT sum(cut(id)), max(v) FROM store");
      Scan scan =
          ((DataSourceV2ScanRelation) rows.queryExecution().optimizedPlan().collectLeaves().head())
              .scan();
      assertThat(scan.columnarSupportMode()).isEqualTo(Scan.ColumnarSupportMode.SUPPORTED);
      CutShortTest.left = left;
      assertFailed(rows::collectAsList);
    } finally {
      spark.conf().unset(ColumnarScans.OPTION);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.3003})
  void aReadOfManyKeys(double left) {
    String keys = String.join(",", LongStream.range(0, 9000).mapToObj(Long::toString).toList());
    assertFails(left, "SELECT max(v), sum(cut(id)) FROM store WHERE id IN (" + keys + ")");
  }

  /** The rows that they read are still there, so only the check at their end can notice the cut. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT sum(cut(f.id + 6995)), max(s.v) FROM facts f JOIN store s ON f.id = s.id"
            + " WHERE f.id % 20000 < 10",
        "SELECT cut(id + 6995), v FROM store WHERE id IN (1, 2, 3, 4, 5)"
      })
  void tasksThatReadAFewRows(String query) {
    assertFails(0.9999, query);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.3003})
  void aLookupTable(double left) {
    LookupTable<Row> table = LookupTable.load(spark, store().toString());
    MapPartitionsFunction<Long, String> look =
        ids -> {
          List<String> found = new ArrayList<>();
          while (ids.hasNext()) {
            List<Long> some = new ArrayList<>();
            for (int i = 0; i < 1000 && ids.hasNext(); i++) {
              some.add(cut(ids.next()));
            }
            table.getMany(some).forEach(row -> found.add(row.getString(1)));
          }
          return found.iterator();
        };
    Dataset<String> found =
        spark.range(0, ROWS, 1, 1).as(Encoders.LONG()).mapPartitions(look, Encoders.STRING());

    CutShortTest.left = left;
    assertFailed(found::collectAsList);
  }

  private void assertFails(double left, String query) {
    Dataset<Row> rows = spark.sql(query);
    CutShortTest.left = left;
    assertFailed(rows::collectAsList);
  }

  private void assertFailed(org.assertj.core.api.ThrowableAssert.ThrowingCallable query) {
    Failures failures = new Failures();
    spark.sparkContext().addSparkListener(failures);
    try {
      assertThatThrownBy(query).hasStackTraceContaining(file.getFileName().toString());
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new AssertionError(e);
    } finally {
      spark.sparkContext().removeSparkListener(failures);
    }
    // the second attempt cannot open the file
    assertThat(failures.reasons).hasSize(2);
    assertThat(failures.reasons.get(0)).contains(file.toString()).contains("cut short");
    assertThat(spark.range(ROWS).count()).as("the session goes on").isEqualTo(ROWS);
  }

  private static Long cut(Long id) {
    try {
      if (id == CUTS && Files.size(file) > 0) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
          channel.truncate((long) (left * channel.size()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return id;
  }

  /** The reasons why tasks have failed. */
  private static final class Failures extends SparkListener {
    private final List<String> reasons = new CopyOnWriteArrayList<>();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.reason() instanceof ExceptionFailure failure) {
        reasons.add(failure.toErrorString());
      }
    }
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
