/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.StoreHistory;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Procedures in SQL, which Spark has from version 4 on. */
@Tag("versions")
class CallTest {
  @TempDir Path directory;

  private ProcedureCase store;
  private SparkSession spark;

  @BeforeEach
  void writeTwoVersions() {
    store = ProcedureCase.of(new StoreDirectory(directory.resolve("a.b c")));
    spark = store.spark();
    assumeTrue(
        !spark.version().startsWith("3.") && !spark.version().startsWith("4.0"),
        "Spark before 4.1 has no CALL of ours");
    store.overwrite(2);
    store.upsert(7);
  }

  @Test
  void takesArgumentsByNameInUpperOrLowerCase() throws IOException {
    List<Row> rows = call("Compact(TABLE => '%s', Codec => 'lz4')".formatted(store.table()));

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).schema().fieldNames())
        .containsExactly(
            "rewritten_data_files_count",
            "added_data_files_count",
            "rewritten_bytes_count",
            "added_bytes_count",
            "snapshot_id");
    assertThat(rows.get(0).<Long>getAs("snapshot_id")).isEqualTo(3);
  }

  @Test
  void takesArgumentsByPosition() throws IOException {
    assertThat(call("rollback_to_snapshot('%s', 1)".formatted(store.table())))
        .extracting(Object::toString)
        .containsExactly("[2,3]");
    assertThat(store.rows()).isEqualTo(2);
  }

  @Test
  void takesTheNameWithItsCatalog() {
    assertThat(call("verify(table => 'indexkv.%s')".formatted(store.table()))).hasSize(1);
    assertThat(call("verify(table => '%s')".formatted(store.store().path()))).hasSize(1);
  }

  @Test
  void takesExpressionsAndParameters() {
    call(
        ("expire_snapshots(table => '%s', older_than => current_timestamp() + interval 1 day,"
                + " retain_last => 1 + 1)")
            .formatted(store.table()));
    call(
        "expire_snapshots(table => '%s', older_than => '2001-01-01 00:00:00')"
            .formatted(store.table()));
    List<Row> rows =
        spark
            .sql(
                "call indexkv.system.create_tag(table => :t, tag => 'now')",
                Map.<String, Object>of("t", store.table()))
            .collectAsList();
    assertThat(rows).extracting(Object::toString).containsExactly("[now,2]");
  }

  @Test
  void explainRunsNothing() throws IOException {
    String call = "rollback_to_snapshot('%s', 1)".formatted(store.table());
    spark.sql("explain call indexkv.system." + call).collectAsList();
    spark.sql("explain extended call indexkv.system." + call).collectAsList();
    String named =
        "explain call identifier('indexkv.system.rollback_to_snapshot')('%s', 1)"
            .formatted(store.table());
    spark.sql(named).collectAsList();

    assertThat(StoreHistory.of(store.store().path()).versions()).hasSize(2);
    spark.sql(named.replace("explain ", "")).collectAsList();
    assertThat(StoreHistory.of(store.store().path()).versions()).hasSize(3);
  }

  @Test
  void runsOnceHoweverOftenItsResultIsRead() throws IOException {
    store.upsert(8);
    var result =
        spark.sql("call indexkv.system.rollback_to_snapshot('%s', 2)".formatted(store.table()));
    result.collectAsList();
    store.upsert(9);
    result.collectAsList();
    result.count();

    assertThat(StoreHistory.of(store.store().path()).versions()).hasSize(5);
  }

  @Test
  void runsInTheCurrentCatalog() {
    spark.catalog().setCurrentCatalog("indexkv");
    try {
      assertThat(spark.sql("call system.verify('%s')".formatted(store.table())).collectAsList())
          .hasSize(1);
    } finally {
      spark.catalog().setCurrentCatalog("spark_catalog");
    }
  }

  @Test
  void listsTheProcedures() {
    assertThat(spark.sql("show procedures in indexkv.system").collectAsList())
        .hasSize(Procedures.all().size())
        .extracting(row -> row.<String>getAs("procedure_name"))
        .contains("compact", "expire_snapshots", "vacuum");
    assertThat(spark.sql("describe procedure indexkv.system.compact").collectAsList().toString())
        .contains("Folds the layers");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> call("compactt('%s')".formatted(store.table())))
        .hasMessageContaining("ROUTINE_NOT_FOUND")
        .hasMessageContaining("compact, rewrite_data_files");
    assertThatThrownBy(() -> spark.sql("call indexkv.compact('%s')".formatted(store.table())))
        .hasMessageContaining("in indexkv.system");
    assertThatThrownBy(() -> call("compact(table => '%s', sise => '1m')".formatted(store.table())))
        .hasMessageContaining("sise");
    assertThatThrownBy(() -> call("rollback_to_snapshot('%s')".formatted(store.table())))
        .hasMessageContaining("snapshot_id");
    assertThatThrownBy(() -> call("rollback_to_snapshot('%s', 'one')".formatted(store.table())))
        .hasMessageContaining("one");
  }

  private List<Row> call(String call) {
    return spark.sql("call indexkv.system." + call).collectAsList();
  }
}
