/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option mergeSchema: an append with fewer or more columns than the store. */
class MergeSchemaTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeTwoRows() {
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    store().write(spark.range(2).selectExpr("id as k", "concat('v', id) as v"), "k");
  }

  @Test
  void newColumnsAreAddedInTheSameVersion() {
    merge("select 'y' as y, 1L as k, 'new' as v, array(1) as z");

    assertThat(store().read().schema().simpleString())
        .isEqualTo("struct<k:bigint,v:string,y:string,z:array<int>>");
    assertThat(rows()).containsExactly("[0,v0,null,null]", "[1,new,y,ArraySeq(1)]");
    assertThat(store().manifests()).hasSize(2);
  }

  @Test
  void missingColumnsAreNullOrTheirDefault() {
    spark.sql("alter table indexkv.`%s` add column d int default 5".formatted(store()));
    spark.sql("alter table indexkv.`%s` alter column d set default 6".formatted(store()));

    merge("select 7L as k");
    merge("select 8L as k, 'v8' as V, true as more");

    assertThat(rows())
        .containsExactly("[0,v0,5,null]", "[1,v1,5,null]", "[7,null,6,null]", "[8,v8,6,true]");
  }

  @Test
  void rowsWithDeletes() {
    store()
        .writer(spark.sql("select 0L as k, true as gone, 1 as x"), "k")
        .option("deleteColumn", "gone")
        .option("mergeSchema", "true")
        .mode("append")
        .save(store().toString());

    assertThat(rows()).containsExactly("[1,v1,null]");
    assertThat(store().read().columns()).containsExactly("k", "v", "x");
  }

  @Test
  void aDroppedColumnThatComesBackIsAnotherOne() {
    spark.sql("alter table indexkv.`%s` drop column v".formatted(store()));

    merge("select 7L as k, 'v7' as v");

    assertThat(rows()).containsExactly("[0,null]", "[1,null]", "[7,v7]");
  }

  @Test
  void withoutTheOptionColumnsMustFit() {
    for (String rows : List.of("select 1L as k", "select 1L as k, 'v' as v, 1 as more")) {
      assertThatThrownBy(
              () -> store().writer(spark.sql(rows), "k").mode("append").save(store().toString()))
          .hasMessageContaining("option 'mergeSchema' = 'true'");
    }
  }

  @Test
  void theKeyAndTypesMustFit() {
    assertThatThrownBy(() -> merge("select 'v' as v")).hasMessageContaining("[k] are missing");
    assertThatThrownBy(() -> merge("select 1L as k, 1 as v"))
        .hasMessageContaining("column v is a string in the store, but a int in the query");
    assertThatThrownBy(() -> merge("select 1L as k, null as i"))
        .hasMessageContaining("column i is of type VOID");
    assertThatThrownBy(
            () ->
                store()
                    .writer(spark.sql("select 1L as k"), "k")
                    .option("mergeSchema", "true")
                    .mode("overwrite")
                    .save(store().toString()))
        .hasMessageContaining("is for mode(\"append\")");
    assertThat(store().manifests()).hasSize(1);
  }

  private void merge(String rows) {
    store()
        .writer(spark.sql(rows), "k")
        .option("mergeSchema", "true")
        .mode("append")
        .save(store().toString());
  }

  private List<String> rows() {
    return store().read().collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
