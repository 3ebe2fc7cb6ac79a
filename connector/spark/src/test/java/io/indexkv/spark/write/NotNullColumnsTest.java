/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Writes that Spark does not check for null: into a path, and of streams. A null that got through
 * would make readers refuse the file.
 */
class NotNullColumnsTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void createTable() {
    spark.sql("create namespace if not exists kv.not_null");
    spark.sql(
        "create table kv.not_null.t (k bigint, v string not null, n int)"
            + " tblproperties ('key' = 'k') location '%s'".formatted(store()));
    spark.sql("insert into kv.not_null.t values (1, 'one', null)");
  }

  @AfterEach
  void dropTable() {
    spark.sql("drop namespace kv.not_null cascade");
  }

  @Test
  void anAppendToThePath() {
    assertThatThrownBy(
            () ->
                append(
                    spark
                        .range(5, 9)
                        .selectExpr("id as k", "if(id = 7, null, 'v') as v", "1 as n")
                        .write()))
        .hasStackTraceContaining("column v is NOT NULL, but a row to write has null there");
    assertThat(rows()).containsExactly("[1,one,null]");
    assertThat(store().dataFiles()).hasSize(1);

    append(spark.sql("select 2L as k, 'two' as v, cast(null as int) as n").write());
    assertThat(rows()).containsExactly("[1,one,null]", "[2,two,null]");
  }

  @Test
  void anAppendThatDeletesKeysNeedsNoValue() {
    append(
        spark
            .sql("select 1L as k, cast(null as string) as v, 1 as n, true as gone")
            .write()
            .option("deleteColumn", "gone"));

    assertThat(rows()).isEmpty();
  }

  @Test
  void aStream() throws Exception {
    StreamOfFiles stream = new StreamOfFiles(directory);
    stream.add("2,two");
    stream.add("3,");
    assertThatThrownBy(
            () ->
                StreamOfFiles.run(
                    stream.into(stream.rows().selectExpr("k", "v", "1 as n"), store())))
        .hasStackTraceContaining("column v is NOT NULL, but a row to write has null there");

    assertThat(rows()).containsExactly("[1,one,null]", "[2,two,1]");
  }

  private void append(DataFrameWriter<Row> writer) {
    writer.format("indexkv").mode("append").save(store().toString());
  }

  private List<String> rows() {
    return spark.sql("select * from kv.not_null.t order by k").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
