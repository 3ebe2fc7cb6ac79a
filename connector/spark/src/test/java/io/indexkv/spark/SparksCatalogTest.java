/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores as tables of Spark's own catalog: Spark 4 supports them, and Spark 3 refuses them. */
class SparksCatalogTest {
  private static final String REFUSED = "Spark 3 cannot read a table USING indexkv";

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeTwoRows() {
    store().write(spark.range(2).selectExpr("id", "concat('v', id) as v"), "id");
  }

  @AfterEach
  void drop() {
    spark.sql("drop table if exists a_name");
  }

  @Test
  void aNameThatCouldNotBeReadIsNotCreated() {
    assumeThat(spark.version()).startsWith("3.");
    for (String statement :
        List.of(
            "create table a_name using indexkv location '%s'",
            "create table a_name using IndexKV options (path '%s')",
            "create table a_name using indexkv location '%s' as select 1L as id")) {
      assertThatThrownBy(() -> spark.sql(statement.formatted(store())))
          .hasMessageContaining(REFUSED);
    }
    assertThatThrownBy(
            () ->
                spark.range(1).write().format("indexkv").option("key", "id").saveAsTable("a_name"))
        .hasMessageContaining(REFUSED);
    assertThat(spark.catalog().tableExists("a_name")).isFalse();
  }

  @Test
  void tablesOfOthersAreCreatedAsEver() {
    assertThatCode(() -> spark.sql("create table a_name (id int) using parquet"))
        .doesNotThrowAnyException();
  }

  @Test
  void aStoreHasANameThatIsReadJoinedAndWritten() {
    assumeThat(spark.version()).doesNotStartWith("3.");
    spark.sql("create table a_name using indexkv location '%s'".formatted(store()));
    store().write(spark.range(3).selectExpr("id", "concat('w', id) as v"), "id");

    assertThat(rows("select * from a_name")).containsExactly("[0,w0]", "[1,w1]", "[2,w2]");
    assertThat(
            spark
                .sql("explain select * from range(9) f join a_name s on f.id = s.id")
                .first()
                .getString(0))
        .contains("LookupJoin");

    spark.sql("insert into a_name values (2, 'new')");
    assertThat(rows("select * from a_name")).containsExactly("[0,w0]", "[1,w1]", "[2,new]");
    spark.sql("insert overwrite a_name values (7, 'v7')");
    assertThat(rows("select * from a_name")).containsExactly("[7,v7]");

    spark.sql("drop table a_name");
    assertThat(store().read().count()).isEqualTo(1);
  }

  @Test
  void aTableIsCreatedAndItsFirstWriteMakesTheStore() throws Exception {
    assumeThat(spark.version()).doesNotStartWith("3.");
    assertThatThrownBy(() -> spark.sql("create table a_name (k bigint, v string) using indexkv"))
        .hasMessageContaining("option 'key' is missing");
    spark.sql("create table a_name (k bigint, v string) using indexkv tblproperties ('key' = 'k')");

    assertThatThrownBy(() -> spark.sql("select * from a_name").collectAsList())
        .hasMessageContaining("spark.sql.catalog.spark_catalog");
    assertThatThrownBy(
            () -> spark.sql("select 1L k, 'x' v").writeTo("a_name").option("key", "v").append())
        .hasMessageContaining("option 'key' is v, but the table at")
        .hasMessageContaining("was created with the key k");
    spark.sql("select 1L k, 'one' v").writeTo("a_name").option("key", "K").append();
    spark.sql("insert into a_name values (1, 'eins'), (2, 'zwei')");

    assertThat(rows("select * from a_name")).containsExactly("[1,eins]", "[2,zwei]");
    spark.sql("drop table a_name");
    spark.sql("create table a_name using indexkv options (key 'id') as select id from range(4)");
    assertThat(rows("select * from a_name where id = 3")).containsExactly("[3]");
  }

  @Test
  void columnsStayAsDeclaredAfterTheFirstInsert() {
    assumeThat(spark.version()).doesNotStartWith("3.");
    spark.sql(
        "create table a_name (k varchar(4), c char(3), a array<char(2)>, v string comment 'a word',"
            + " n int not null, d int default 2 + 3) using indexkv tblproperties ('key' = 'k')");
    List<String> declared = rows("describe a_name");
    String schema = spark.table("a_name").schema().toDDL();
    assertThat(declared)
        .contains("[k,varchar(4),null]", "[c,char(3),null]", "[a,array<char(2)>,null]");

    spark.sql("insert into a_name (k, c, a, v, n) values ('one', 'x', array('y'), 'z', 1)");
    spark.sql("insert into a_name (k, c, a, v, n) values ('two', 'x', array('y'), null, 2)");

    assertThat(rows("describe a_name")).isEqualTo(declared);
    assertThat(spark.table("a_name").schema().toDDL()).isEqualTo(schema);
    assertThat(rows("select k, c || '.', a[0] || '.', v, n, d from a_name"))
        .containsExactly("[one,x  .,y .,z,1,5]", "[two,x  .,y .,null,2,5]");
    assertThat(rows("select k from a_name where c = 'x'")).hasSize(2);
    for (String tooLong : List.of("'three', 'x'", "'a', 'long'")) {
      assertThatThrownBy(
              () ->
                  spark.sql(
                      "insert into a_name values (%s, array('y'), 'z', 1, 1)".formatted(tooLong)))
          .hasStackTraceContaining("EXCEED_LIMIT_LENGTH");
    }
    assertThat(schema).contains("n INT NOT NULL").contains("v STRING COMMENT");
    assertThatThrownBy(
            () -> spark.sql("insert into a_name select 'six', 'x', array('y'), 'z', null, 1"))
        .hasStackTraceContaining("n");
    assertThat(rows("select k from a_name")).hasSize(2);
  }

  @Test
  void rowsAreMergedUpdatedAndDeleted() {
    assumeThat(spark.version()).doesNotStartWith("3.");
    spark.sql("create table a_name (k bigint, v string) using indexkv tblproperties ('key' = 'k')");
    spark.sql("insert into a_name values (1, 'one'), (2, 'two'), (3, 'three')");
    spark.sql(
        "merge into a_name t using (select * from values (1L, 'gone'), (4L, 'four') as s(k, v)) s"
            + " on t.k = s.k when matched then delete when not matched then insert *");
    spark.sql("update a_name set k = k + 10, v = 'zwei' where k = 2");
    spark.sql("delete from a_name where v = 'three'");

    assertThat(rows("select * from a_name")).containsExactly("[12,zwei]", "[4,four]");
    spark.sql("truncate table a_name");
    assertThat(rows("select * from a_name")).isEmpty();
  }

  @Test
  void aMisspeltOptionOfANameIsRefused() {
    assumeThat(spark.version()).doesNotStartWith("3.");

    assertThatThrownBy(
            () ->
                spark.sql(
                    "create table a_name using indexkv options (path '%s', versoin '1')"
                        .formatted(store())))
        .hasMessageContaining("option 'versoin' is unknown: did you mean 'version'?");
    assertThat(spark.catalog().tableExists("a_name")).isFalse();
  }

  @Test
  void aNameWhoseStoreIsGoneIsDropped() {
    assumeThat(spark.version()).doesNotStartWith("3.");
    spark.sql("create table a_name using indexkv location '%s'".formatted(directory.resolve("no")));

    assertThatThrownBy(() -> spark.sql("select * from a_name").collectAsList())
        .hasMessageContaining("no IndexKV store there");
    spark.sql("drop table a_name");
    assertThat(spark.catalog().tableExists("a_name")).isFalse();
  }

  private List<String> rows(String query) {
    return spark.sql(query).collectAsList().stream().map(Object::toString).sorted().toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
