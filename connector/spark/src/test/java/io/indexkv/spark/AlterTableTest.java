/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.StoreHistory;
import io.indexkv.Version;
import io.indexkv.spark.catalog.PathCatalog;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ALTER TABLE changes the schema of a store, and no file. */
@Tag("slow")
class AlterTableTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeTwoRows() {
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    store()
        .write(
            spark.range(2).selectExpr("id as k", "concat('v', id) as v", "cast(id as int) as x"),
            "k");
  }

  @Test
  void addedColumnsAreNullOrTheDefaultOfThatTime() {
    sql("alter table %s add columns (n string comment 'later', d int default 5)");
    sql("alter table %s alter column d set default 6");
    // Spark 3.5 fills no column that an INSERT leaves out
    sql("insert into %s (k, v, x, n, d) values (7, 'v7', 7, 'n7', default)");

    assertThat(rows()).containsExactly("[0,v0,0,null,5]", "[1,v1,1,null,5]", "[7,v7,7,n7,6]");
    assertThat(column("n").getComment().get()).isEqualTo("later");
    sql("alter table %s alter column d drop default");
    sql("insert into %s values (8, 'v8', 8, 'n8', 9)");
    assertThat(rows()).contains("[0,v0,0,null,5]", "[8,v8,8,n8,9]");
    assertThat(spark.sql("select sum(d) from " + table()).first().get(0)).isEqualTo(25L);
  }

  @Test
  void aWrongDefaultIsRefused() {
    assertThatThrownBy(() -> sql("alter table %s add column d int default 'five'"))
        .hasMessageContaining("DEFAULT");
    sql("alter table %s add column d int");
    assertThatThrownBy(() -> sql("alter table %s alter column d set default 'five'"))
        .hasMessageContaining("DEFAULT");
    assertThatThrownBy(() -> sql("alter table %s alter column d set default (select 1)"))
        .hasMessageContaining("DEFAULT");
    assertThat(newest().version()).isEqualTo(2);
  }

  @Test
  void aDroppedNameThatComesAgainIsAnotherColumn() {
    sql("alter table %s drop column v");
    sql("alter table %s add column v string");
    assertThat(rows()).containsExactly("[0,0,null]", "[1,1,null]");

    sql("alter table %s drop column v");
    sql("alter table %s rename column x to v");
    assertThat(rows()).containsExactly("[0,0]", "[1,1]");
    assertThat(newest().layers()).allMatch(Layer::isOld);
  }

  @Test
  void columnsMoveAndKeepTheirValues() {
    sql("alter table %s add column a int first");
    sql("alter table %s add column b int after k");
    sql("alter table %s alter column x first");

    assertThat(store().read().schema().simpleString())
        .isEqualTo("struct<x:int,a:int,k:bigint,b:int,v:string>");
    assertThat(rows()).containsExactly("[0,null,0,null,v0]", "[1,null,1,null,v1]");
  }

  @Test
  void aRenamedKeyIsStillTheKey() {
    sql("alter table %s rename column k to id");
    sql("insert into %s values (1, 'new', 2)");

    assertThat(rows()).containsExactly("[0,v0,0]", "[1,new,2]");
    assertThat(newest().keyColumns()).containsExactly("id");
    assertThat(spark.sql("select v from " + table() + " where id = 1").first().get(0))
        .isEqualTo("new");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          drop column k                           | column k cannot be dropped: it is part of the key
          alter column k type decimal(20,0)       | column k cannot change its type: it is part of the key
          alter column k drop not null            | column k cannot become nullable
          alter column x type float               | column x of type INT cannot become FLOAT
          alter column x type string              | column x of type INT cannot become STRING
          add column n int not null               | column n cannot be NOT NULL
          replace columns (k bigint, v string)    | cannot replace all of its columns
          set tblproperties ('key' = 'v')         | property 'key' cannot change
          set tblproperties ('maxLayer' = '3')    | property 'maxLayer' is unknown: did you mean 'maxLayers'?
          """)
  void refusesWhatCannotBe(String change, String message) {
    assertThatThrownBy(() -> sql("alter table %s " + change)).hasStackTraceContaining(message);

    assertThat(newest().version()).isEqualTo(1);
  }

  @Test
  void refusesTypesThatRowsCannotHave() throws Exception {
    PathCatalog catalog = new PathCatalog();
    catalog.initialize("c", CaseInsensitiveStringMap.empty());
    Identifier store = Identifier.of(new String[0], store().toString());
    for (DataType type : List.of(DataTypes.CalendarIntervalType, DataTypes.NullType)) {
      assertThatThrownBy(
              () ->
                  catalog.alterTable(
                      store,
                      TableChange.addColumn(new String[] {"n"}, DataTypes.createArrayType(type))))
          .hasMessageContaining("column n.element is of type " + type.sql());
    }
    assertThat(newest().version()).isEqualTo(1);
  }

  @Test
  void aTypeInsideOfAColumnStays() {
    sql("alter table %s add column s struct<a: int> default named_struct('a', 4)");
    sql("alter table %s add column m map<string, array<int>>");

    assertThat(rows()).containsExactly("[0,v0,0,[4],null]", "[1,v1,1,[4],null]");
    for (String change :
        List.of(
            "add column s.b int",
            "rename column s.a to b",
            "drop column s.a",
            "alter column s.a type bigint")) {
      assertThatThrownBy(() -> sql("alter table %s " + change))
          .hasMessageContaining("is a field inside of a column");
    }
  }

  @Test
  void sparkSeesNoIdsAndNoOtherStoreGetsThem() {
    sql("alter table %s add column d int default 5");
    Dataset<Row> read = store().read();
    StoreDirectory other = new StoreDirectory(directory.resolve("other"));

    other.write(read, "k");

    assertThat(read.schema().json()).doesNotContain("indexkv");
    assertThat(newest().schema()).contains("indexkv.id", "indexkv.initial");
    Manifest copy = newest(other);
    assertThat(copy.schema()).doesNotContain("indexkv").doesNotContain("DEFAULT");
  }

  @Test
  void propertiesAndComments() {
    sql("alter table %s set tblproperties ('team.name' = 'maps', 'comment' = 'airports')");
    sql("alter table %s unset tblproperties ('team.name')");
    sql("alter table %s alter column v comment 'words'");

    assertThat(newest().properties())
        .containsEntry("table.comment", "airports")
        .doesNotContainKey("table.team.name");
    assertThat(column("v").getComment().get()).isEqualTo("words");
    assertThat(newest().layers()).noneMatch(Layer::isOld);
  }

  @Test
  void aTableOfTheCatalogHasDefaultsAndIsAltered() {
    spark.sql("create namespace kv.altered");
    try {
      spark.sql(
          "create table kv.altered.t (k int, v string not null default 'none', w string not null)"
              + " tblproperties ('key' = 'k')");
      spark.sql("insert into kv.altered.t values (1, default, 'w')");
      spark.sql("alter table kv.altered.t add column d int default 5 after k");
      spark.sql("alter table kv.altered.t alter column w drop not null");
      spark.sql("insert into kv.altered.t values (2, default, default, null)");
      assertThatThrownBy(() -> spark.sql("alter table kv.altered.t alter column d set not null"))
          .hasMessageContaining("nullable");

      assertThat(spark.table("kv.altered.t").collectAsList().stream().map(Row::toString).sorted())
          .containsExactly("[1,5,none,w]", "[2,5,none,null]");
    } finally {
      spark.sql("drop namespace kv.altered cascade");
    }
  }

  @Test
  void typesGrow() {
    store()
        .write(
            spark.sql(
                "select 1 as k, 1Y as b, 2S as s, -3 as i, -4L as l, 0.1F as f, -1.25BD as d,"
                    + " cast('ab' as varchar(2)) as c"),
            "k");
    sql("alter table %s add column e tinyint default -1");
    sql("alter table %s alter column b type bigint");
    sql("alter table %s alter column s type double");
    sql("alter table %s alter column i type decimal(25,3)");
    sql("alter table %s alter column l type decimal(20,0)");
    sql("alter table %s alter column f type double");
    sql("alter table %s alter column d type decimal(30,2)");
    sql("alter table %s alter column e type int");

    assertThat(rows()).containsExactly("[1,1,2.0,-3.000,-4,0.10000000149011612,-1.25,ab,-1]");
  }

  @Test
  void anInsertThatWasAnalyzedBeforeTheChangeFailsAndAReadGoesOn() throws Exception {
    Dataset<Row> before = store().read();
    Dataset<Row> rows = spark.sql("select 5L as k, 'v5' as v, 5 as x");
    PausedRows.pause(() -> sql("alter table %s add column more int"));
    assertThatThrownBy(
            () -> store().writer(PausedRows.of(rows), "k").mode("append").save(store().toString()))
        .hasStackTraceContaining("the schema was changed meanwhile");
    assertThat(before.collectAsList()).hasSize(2);
    assertThat(before.columns()).containsExactly("k", "v", "x");
    assertThat(rows()).containsExactly("[0,v0,0,null]", "[1,v1,1,null]");
    assertThat(newest().version()).isEqualTo(2);
  }

  @Test
  void oldVersionsKeepTheirSchema() throws IOException {
    sql("alter table %s drop column v");

    assertThat(store().read(1).collectAsList().toString()).isEqualTo("[[0,v0,0], [1,v1,1]]");
    StoreHistory.of(store().path()).rollback(Version.number(1));
    assertThat(rows()).containsExactly("[0,v0,0]", "[1,v1,1]");
  }

  private void sql(String statement) {
    spark.sql(statement.formatted(table()));
  }

  private StructField column(String name) {
    return store().read().schema().apply(name);
  }

  private List<String> rows() {
    return store().read().collectAsList().stream().map(Object::toString).sorted().toList();
  }

  private Manifest newest() {
    return newest(store());
  }

  private static Manifest newest(StoreDirectory store) {
    try {
      return new VersionLog(new LocalStorage(store.path())).latest().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String table() {
    return "indexkv.`%s`".formatted(store().path());
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
