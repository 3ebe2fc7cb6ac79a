/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.SQLUserDefinedType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyProblemsTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  /**
   * Uses one task. With several, a task that ends just when another has failed the job may leave
   * its file.
   */
  @BeforeEach
  void writeInOneTask() {
    spark.conf().set("spark.sql.shuffle.partitions", "1");
  }

  @AfterEach
  void writeInSeveralTasks() {
    spark.conf().set("spark.sql.shuffle.partitions", "4");
  }

  @Test
  void aDuplicateKeyFailsTheJobAndPublishesNothing() {
    Dataset<Row> rows =
        spark.range(1000).selectExpr("if(id between 500 and 502, 'LAX', 'k' || id) as iata", "id");

    assertFails(
        rows, "iata", "key 'LAX' comes in 3 rows (column iata)", "dropDuplicates(\"iata\")");
    assertThat(store().manifests()).isEmpty();
    assertThat(store().dataFiles()).isEmpty();
  }

  @Test
  void aDuplicateNumberIsShownAsANumber() {
    assertFails(
        spark
            .range(100)
            .selectExpr("cast(if(id = 7, -42, id) as int) as n", "id")
            .unionByName(spark.range(1).selectExpr("-42 as n", "id")),
        "n",
        "key -42 comes in 2 rows (column n)");
  }

  @Test
  void allDuplicatesOfATaskAreCounted() {
    Dataset<Row> rows = spark.range(30).selectExpr("id div 3 as k", "id").coalesce(1);

    assertFails(rows, "k", "comes in 3 rows", "keys come more than once");
  }

  @Test
  void aFailedOverwriteLeavesTheVersionBeforeAndNoNewFile() {
    store().write(spark.range(10).toDF(), "id");
    List<String> files = store().dataFiles();
    Dataset<Row> rows =
        spark.range(20_000).selectExpr("if(id = 19999, 19998, id) as id", "repeat('x', 100) as x");

    assertThatThrownBy(
            () ->
                store()
                    .writer(rows, "id")
                    .mode("overwrite")
                    .option("targetFileSize", "20k")
                    .save(store().toString()))
        .hasStackTraceContaining("key 19998 comes in 2 rows");
    assertThat(store().dataFiles()).isEqualTo(files);
    assertThat(store().manifests()).hasSize(1);
    assertThat(store().read().count()).isEqualTo(10);
  }

  @Test
  void nullKeysFailTheJobWithTheirCount() {
    Dataset<Row> rows = spark.range(100).selectExpr("if(id % 4 = 0, null, id) as k", "id");

    assertFails(rows, "k", "key null comes in 25 rows (column k)", "nullKeys");
    assertThat(store().manifests()).isEmpty();
    assertThat(store().dataFiles()).isEmpty();
  }

  @Test
  void onlyNullKeysFailTheJobToo() {
    assertFails(
        spark.range(7).selectExpr("cast(null as string) as k", "id"),
        "k",
        "key null comes in 7 rows");
  }

  @Test
  void nullKeysAreDroppedOnRequest() {
    Dataset<Row> rows = spark.range(100).selectExpr("if(id % 4 = 0, null, id) as k", "id");
    store().writer(rows, "k").option("nullKeys", "DROP").save(store().toString());

    assertThat(store().read().count()).isEqualTo(75);
  }

  @Test
  void aNullInAnyKeyColumnFailsTheJob() {
    Dataset<Row> rows =
        spark.range(100).selectExpr("id % 7 as a", "if(id = 42, null, id) as b", "id as c");

    assertFails(rows, "a,b", "key null comes in at least 1 rows (columns a, b)", "nullKeys");
    assertThat(store().manifests()).isEmpty();
    store().writer(rows, "a,b").option("nullKeys", "drop").save(store().toString());
    assertThat(store().read().count()).isEqualTo(99);
  }

  @Test
  void aDuplicateKeyOfSeveralColumnsIsShownWhole() {
    assertFails(
        spark.range(100).selectExpr("'x' || id % 5 as a", "if(id = 7, 2, id) as b", "id as c"),
        "a,b",
        "key ('x2', 2) comes in 2 rows (columns a, b)",
        "dropDuplicates(\"a\", \"b\")");
    assertThat(store().manifests()).isEmpty();
  }

  @Test
  void aKeyThatIsTooLongFailsTheJob() {
    assertFails(
        spark.range(3).selectExpr("repeat('x', 65536) || id as k", "id"),
        "k",
        "a key has at most 65535, use a hash of it instead");
    assertThat(store().manifests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cast(id as double)        | DOUBLE    | cast it to DECIMAL or STRING",
        "cast(id as float)         | FLOAT     | cast it to DECIMAL or STRING",
        "struct(id)                | STRUCT    | select its fields as columns",
        "array(id)                 | ARRAY     | make a column of each element",
        "map(id, id)               | MAP       | make a column of each element",
        "make_ym_interval(id)      | INTERVAL  | supported types are BOOLEAN, TINYINT"
      })
  void keyTypesThatAreNotSupportedAreRefusedByName(String key, String type, String advice) {
    assertFails(spark.range(9).selectExpr(key + " as k", "id"), "k", "column k", type, advice);
    assertThat(store().path()).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kk    | there is no column kk, the columns are k, v",
        "k,kk  | there is no column kk, the columns are k, v",
        "k,K   | names a column twice: [k, k]",
        "''    | name the key column, or several, separated by commas"
      })
  void aKeyThatIsNoColumnIsRefused(String key, String message) {
    assertFails(spark.range(9).selectExpr("id as k", "id as v"), key, message);
    assertThat(store().path()).doesNotExist();
  }

  @Test
  void aNewStoreNeedsAKey() {
    assertThatThrownBy(() -> spark.range(9).write().format("indexkv").save(store().toString()))
        .hasMessageContaining("option 'key' is missing")
        .hasMessageContaining("one of id");
    assertThat(store().path()).doesNotExist();
  }

  @Test
  void namesFollowTheCaseSensitivityOfTheSession() {
    Dataset<Row> rows = spark.range(9).selectExpr("id as Iata");
    store().write(rows, "IATA");
    assertThat(store().read().schema().fieldNames()).containsExactly("Iata");

    spark.conf().set("spark.sql.caseSensitive", "true");
    try {
      assertFails(rows, "IATA", "there is no column IATA");
    } finally {
      spark.conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void aStringThatIsNotUtf8IsNoKey() {
    assertFails(
        spark.sql("select 'é' as k union all select cast(X'41ff42' as string)"),
        "k",
        "key column k: the string X'41ff42' is not UTF-8 from byte 1 on",
        "cast the column to BINARY");
    store().write(spark.sql("select 'é\uFFFD😀' as k, cast(X'41ff42' as string) as v"), "k");
    assertThat(store().read().where("k = 'é\uFFFD😀'").count()).isEqualTo(1);
  }

  @Test
  void columnsOfOneNameAreRefused() {
    assertFails(spark.range(9).selectExpr("id", "id as ID"), "id", "id and ID have the same name");
  }

  @Test
  void typesThatRowsCannotHoldAreRefusedByName() {
    assertFails(spark.range(9).selectExpr("id", "array() as a"), "id", "column a.element", "VOID");
    StructType words = new StructType().add("id", "bigint").add("word", new WordType());
    assertFails(
        spark.createDataFrame(List.<Row>of(), words),
        "id",
        "column word is of type",
        "cast it to another type or leave it out");
    assertThat(store().path()).doesNotExist();
  }

  /** A value of a user's own type. */
  @SQLUserDefinedType(udt = WordType.class)
  public record Word(String text) {}

  /** A user's own type. */
  public static final class WordType extends UserDefinedType<Word> {
    @Override
    public DataType sqlType() {
      return DataTypes.StringType;
    }

    @Override
    public Object serialize(Word word) {
      return UTF8String.fromString(word.text());
    }

    @Override
    public Word deserialize(Object stored) {
      return new Word(stored.toString());
    }

    @Override
    public Class<Word> userClass() {
      return Word.class;
    }
  }

  private void assertFails(Dataset<Row> rows, String key, String... words) {
    assertThatThrownBy(() -> store().writer(rows, key).mode("overwrite").save(store().toString()))
        .satisfies(
            e -> {
              for (String word : words) {
                assertThat(e).hasStackTraceContaining(word);
              }
            });
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
