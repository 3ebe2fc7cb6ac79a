/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The key of a store as PRIMARY KEY, which Spark has from version 4.1 on. */
@Tag("versions")
class PrimaryKeyTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void createNamespace() {
    assumeTrue(
        !spark.version().startsWith("3.") && !spark.version().startsWith("4.0"),
        "this Spark has no PRIMARY KEY");
    spark.sql("create namespace if not exists kv.keys");
  }

  @AfterEach
  void dropTable() {
    spark.sql("drop table if exists kv.keys.t purge");
  }

  @Test
  void isTheKeyOfTheStore() throws Exception {
    spark.sql("create table kv.keys.t (v string, iata string, primary key (iata))");
    spark.sql("insert into kv.keys.t values ('a', 'HAM'), ('b', 'TXL')");
    spark.sql("insert into kv.keys.t values ('c', 'HAM')");

    assertThat(table().keyColumns()).containsExactly("iata");
    assertThat(spark.table("kv.keys.t").schema().apply("iata").nullable()).isFalse();
    assertThat(spark.sql("select v from kv.keys.t order by iata").collectAsList())
        .extracting(Object::toString)
        .containsExactly("[c]", "[b]");
    assertThatThrownBy(() -> spark.sql("insert into kv.keys.t values ('d', 'BER'), ('e', 'BER')"))
        .hasStackTraceContaining("BER");
  }

  @Test
  void isReportedAsVerified() {
    spark.sql("create table kv.keys.t (a int, `b,c` int, v string, primary key (`b,c`, a))");

    assertThat(text("describe extended kv.keys.t"))
        .contains("PRIMARY KEY (`b,c`, a) NOT ENFORCED RELY");
    assertThat(text("show create table kv.keys.t")).contains("PRIMARY KEY");
  }

  @Test
  void isNotReportedIfKeysRepeat() {
    spark.sql(
        "create table kv.keys.t (a int, v string)"
            + " tblproperties ('key' = 'a', 'duplicates' = 'keep')");
    spark.sql("insert into kv.keys.t values (1, 'x'), (1, 'y')");

    assertThat(text("describe extended kv.keys.t")).doesNotContain("PRIMARY KEY");
    assertThat(text("show create table kv.keys.t"))
        .contains("'duplicates' = 'keep'")
        .doesNotContain("_ordinal");
    assertThat(spark.sql("select distinct a from kv.keys.t").count()).isOne();
    for (String property : List.of("duplicates", "Duplicates")) {
      assertThatThrownBy(
              () ->
                  spark.sql(
                      "create table kv.keys.u (a int, v string, primary key (a))"
                          + " tblproperties ('%s' = 'keep')".formatted(property)))
          .as(property)
          .hasStackTraceContaining("PRIMARY KEY says that keys are unique");
    }
  }

  @Test
  void aTableThatReplacesOneOfEqualKeysHasUniqueKeys() {
    spark.sql(
        "create table kv.keys.t (a int, v string)"
            + " tblproperties ('key' = 'a', 'duplicates' = 'keep')");
    spark.sql("create or replace table kv.keys.t (a int, v string, primary key (a))");

    assertThat(text("describe extended kv.keys.t")).contains("PRIMARY KEY (a)");
    assertThatThrownBy(() -> spark.sql("insert into kv.keys.t values (1, 'x'), (1, 'y')"))
        .hasStackTraceContaining("key 1 comes in 2 rows");
  }

  @Test
  void theOutputOfShowCreateTableMakesTheSameTable() throws Exception {
    spark.sql("create table kv.keys.t (a int, b int, v string, primary key (b, a))");
    String statement = spark.sql("show create table kv.keys.t").first().getString(0);
    spark.sql("drop table kv.keys.t purge");
    spark.sql(statement);

    assertThat(table().keyColumns()).containsExactly("b", "a");
  }

  @Test
  void worksInCreateOrReplaceAndByPath() throws Exception {
    spark.sql("create table kv.keys.t (a int, v string, primary key (a))");
    spark.sql("create or replace table kv.keys.t (b int, v string, primary key (b) rely)");
    assertThat(table().keyColumns()).containsExactly("b");

    String path = "indexkv.`%s`".formatted(directory.resolve("store"));
    spark.sql("create table " + path + " (a int, v string, constraint mine primary key (a))");
    assertThat(text("describe extended " + path)).contains("PRIMARY KEY (a)");
  }

  @Test
  void otherKeysAndConstraintsAreRefused() {
    assertThatThrownBy(
            () ->
                spark.sql(
                    "create table kv.keys.t (k int, v int, primary key (v))"
                        + " tblproperties ('key'='k')"))
        .hasMessageContaining("PRIMARY KEY names the columns [v]")
        .hasMessageContaining("'key' names [k]");
    assertThatThrownBy(
            () -> spark.sql("create table kv.keys.t (k int, v int, primary key (k), unique (v))"))
        .hasMessageContaining("constraint");
    assertThatThrownBy(() -> spark.sql("create table kv.keys.t (k int, primary key (k) enforced)"))
        .hasMessageContaining("ENFORCED");
    assertThatThrownBy(() -> spark.sql("create table kv.keys.t (k int, primary key (x))"))
        .hasMessageContaining("x");

    spark.sql(
        "create table kv.keys.t (k int, v int, primary key (k)) tblproperties ('primary-key'='K')");
    assertThatThrownBy(() -> spark.sql("alter table kv.keys.t add constraint c primary key (v)"))
        .hasMessageContaining("constraint");
  }

  private IndexKvTable table() throws Exception {
    IndexKvCatalog catalog = new IndexKvCatalog();
    catalog.initialize(
        "kv",
        new CaseInsensitiveStringMap(
            Map.of("warehouse", spark.conf().get("spark.sql.catalog.kv.warehouse"))));
    return (IndexKvTable) catalog.loadTable(Identifier.of(new String[] {"keys"}, "t"));
  }

  private String text(String statement) {
    List<String> lines =
        spark.sql(statement).collectAsList().stream()
            .map(Object::toString)
            .collect(Collectors.toList());
    return String.join("\n", lines);
  }
}
