/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A join does not ask its probe side again after that has reported its end. Spark's generated code
 * would count its duration each time.
 */
class ProbeSideEndTest {
  @BeforeAll
  static void createTables() {
    JoinTables.create();
  }

  // no rows, a part of a batch, whole batches, and more
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 512, 1024, 1500})
  void isAskedOnce(long rows) {
    Queries.Answer answer =
        Queries.with(
            Map.of(
                "spark.indexkv.join.mode", "on",
                "spark.sql.codegen.wholeStage", "false",
                "spark.sql.adaptive.enabled", "false"),
            () -> {
              Dataset<Row> store = LocalSpark.session().table("store_bigint");
              Dataset<Row> facts = facts(rows);
              Dataset<Row> query =
                  facts.join(store, facts.col("k").equalTo(store.col("key")), "left_outer");
              return new Queries.Answer(Queries.rows(query), Queries.plan(query).toString());
            });

    assertThat(answer.plan()).contains("LookupJoin", "probe=row");
    assertThat(answer.rows()).hasSize((int) rows);
  }

  private static Dataset<Row> facts(long rows) {
    SparkSession spark = LocalSpark.session();
    FlatMapFunction<Iterator<Integer>, Row> once = partition -> new Once(rows);
    return spark.createDataFrame(
        new JavaSparkContext(spark.sparkContext()).parallelize(List.of(1), 1).mapPartitions(once),
        new StructType().add("k", DataTypes.LongType));
  }

  /** Fails if the caller asks for a row again after the end. */
  private static final class Once implements Iterator<Row> {
    private final Iterator<Long> keys;
    private boolean ended;

    Once(long rows) {
      keys = LongStream.range(0, rows).iterator();
    }

    @Override
    public boolean hasNext() {
      if (ended) {
        throw new IllegalStateException("asked again after the end");
      }
      ended = !keys.hasNext();
      return !ended;
    }

    @Override
    public Row next() {
      return RowFactory.create(keys.next());
    }
  }
}
