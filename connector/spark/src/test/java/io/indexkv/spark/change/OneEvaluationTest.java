/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Statements evaluate their source once, although the writer needs ranges of the key. */
@Tag("versions")
class OneEvaluationTest {
  private static final int ROWS = 1000;

  private final SparkSession spark = StatementStore.spark();
  private final LongAccumulator calls = spark.sparkContext().longAccumulator();

  @TempDir Path directory;

  private StatementStore store;

  @BeforeEach
  void writeRows() {
    store =
        StatementStore.of(
            directory.resolve("store"), "select id k, rand() r from range(100, 1100)", "k");
    LongAccumulator counter = calls;
    spark
        .udf()
        .register(
            "counted",
            functions
                .udf(
                    (UDF1<Long, Long>)
                        id -> {
                          counter.add(1);
                          return id;
                        },
                    DataTypes.LongType)
                .asNondeterministic());
    spark
        .sql("select counted(id) as k, rand() as r from range(0, " + ROWS + ", 1, 3)")
        .createOrReplaceTempView("source");
  }

  @AfterEach
  void resetSettings() {
    spark.conf().set("spark.sql.adaptive.enabled", "true");
    spark.conf().unset("spark.indexkv.join.mode");
    spark.conf().unset("spark.sql.autoBroadcastJoinThreshold");
  }

  @ParameterizedTest
  @CsvSource({
    "true, auto, 10m",
    "false, auto, 10m",
    "true, off, 10m",
    "false, off, -1",
    "true, off, -1"
  })
  void ofAMerge(String adaptive, String joins, String broadcast) {
    spark.conf().set("spark.sql.adaptive.enabled", adaptive);
    spark.conf().set("spark.indexkv.join.mode", joins);
    spark.conf().set("spark.sql.autoBroadcastJoinThreshold", broadcast);

    assertCallsOf("when matched then delete when not matched then insert *");
    assertThat(store.directory().read().count()).isEqualTo(200);
    assertCallsOf("when not matched then insert *");
    assertThat(store.directory().read().count()).isEqualTo(1100);
    assertCallsOf("when matched then update set * when not matched then insert *");
  }

  private void assertCallsOf(String actions) {
    calls.reset();
    store.sql("merge into %s t using source s on t.k = s.k " + actions);
    assertThat(calls.value()).describedAs(actions).isEqualTo(ROWS);
  }

  @Test
  void ofAnUpdate() {
    store.sql("update %s set r = counted(k)");

    assertThat(calls.value()).isEqualTo(ROWS);
  }

  /** Both columns come from one value; a second evaluation would tear them apart. */
  @Test
  void aRandomValueStaysOneValue() {
    store.sql(
        """
        merge into %s t using (select k, r, r as same from source) s on t.k = s.k
        when matched and s.r > 0.5 then update set r = 1 + s.same
        when matched then delete
        when not matched then insert (k, r) values (s.k, s.r + s.same)
        """);

    assertThat(store.directory().read().where("k >= 100 and r <= 1.5 and k < 1000").count())
        .isZero();
    assertThat(store.directory().read().where("k < 100").count()).isEqualTo(100);
  }
}
