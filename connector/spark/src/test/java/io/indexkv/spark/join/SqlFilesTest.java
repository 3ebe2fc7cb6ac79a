/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The join and subquery files of Spark's own tests, with their tables moved into stores. Every
 * query gives the same result with lookup joins as without. Keys of a store are unique, so the test
 * keeps one of the rows with the same key, and none with a null key.
 */
@Tag("slow")
@Tag("sql-files")
class SqlFilesTest {
  /** A folder of Spark's files, and which of its files have joins. */
  private enum Folder {
    JOINS(
        "",
        "cross-join",
        "inner-join",
        "join-empty-relation",
        "join-lateral",
        "natural-join",
        "outer-join",
        "using-join"),
    IN(
        "subquery/in-subquery/",
        "in-basic",
        "in-group-by",
        "in-having",
        "in-joins",
        "in-limit",
        "in-multiple-columns",
        "in-null-semantics",
        "in-nullability",
        "in-order-by",
        "in-set-operations",
        "in-with-cte",
        "nested-not-in",
        "not-in-group-by",
        "not-in-joins",
        "not-in-unit-tests-multi-column",
        "not-in-unit-tests-multi-column-literal",
        "not-in-unit-tests-single-column",
        "not-in-unit-tests-single-column-literal",
        "simple-in"),
    EXISTS(
        "subquery/exists-subquery/",
        "exists-aggregate",
        "exists-basic",
        "exists-cte",
        "exists-having",
        "exists-joins-and-set-ops",
        "exists-orderby-limit",
        "exists-outside-filter",
        "exists-within-and-or"),
    SCALAR(
        "subquery/scalar-subquery/",
        "scalar-subquery-count-bug",
        "scalar-subquery-predicate",
        "scalar-subquery-select",
        "scalar-subquery-set-op");

    private final String path;
    private final List<String> files;

    Folder(String path, String... files) {
      this.path = path;
      this.files = List.of(files);
    }
  }

  private static final Map<String, String> SETTINGS =
      Map.of(
          "spark.sql.shuffle.partitions", "1",
          "spark.sql.adaptive.enabled", "false",
          "spark.sql.crossJoin.enabled", "true");

  private static final Set<DataType> KEY_TYPES =
      Set.of(
          DataTypes.ByteType,
          DataTypes.ShortType,
          DataTypes.IntegerType,
          DataTypes.LongType,
          DataTypes.StringType);

  private static final String TENK =
      """
      unique1 int, unique2 int, two int, four int, ten int, twenty int, hundred int, thousand int,
      twothousand int, fivethous int, tenthous int, odd int, even int, stringu1 string,
      stringu2 string, string4 string""";

  private final SparkSession spark = LocalSpark.session();
  private final Set<String> tables = new LinkedHashSet<>();
  private final Set<String> moved = new HashSet<>();
  private final List<String> differences = new ArrayList<>();
  private int queries;
  private int lookups;
  private int stores;

  @TempDir Path directory;

  @AfterEach
  void dropTables() throws AnalysisException {
    for (String table : tables) {
      spark.catalog().dropTempView(table);
      if (spark.catalog().tableExists("default", table)) {
        String type = spark.catalog().getTable("default", table).tableType();
        spark.sql("drop " + (type.equals("VIEW") ? "view " : "table ") + table);
      }
    }
    tables.clear();
    moved.clear();
  }

  @ParameterizedTest
  @EnumSource
  void givesTheRowsOfSparksOwnPlans(Folder folder) throws AnalysisException {
    run(folder.path, folder.files);
    assertThat(lookups).isGreaterThan(0);
  }

  @Test
  void joinsOfPostgreSql() throws AnalysisException {
    for (String table : List.of("onek", "tenk")) {
      spark
          .read()
          .schema(TENK)
          .option("sep", "\t")
          .csv(lines("/test-data/postgresql/" + table + ".data"))
          .createOrReplaceTempView(table + "1");
      tables.add(table + "1");
    }
    run("postgreSQL/", List.of("join"));
    assertThat(lookups).isGreaterThan(0);
  }

  private void run(String folder, List<String> names) throws AnalysisException {
    for (String name : names) {
      run(new SqlFile(folder + name + ".sql"));
      dropTables();
    }
    System.out.printf("%s: %d queries, %d with lookup joins%n", folder, queries, lookups);
    assertThat(differences).isEmpty();
  }

  private void run(SqlFile file) {
    for (String statement : file.statements()) {
      if (SqlFile.isQuery(statement)) {
        tables.stream().filter(moved::add).forEach(table -> moveIntoStore(file, table));
        compare(file, statement);
      } else if (!statement.toLowerCase(Locale.ROOT).startsWith("drop ")) {
        Queries.with(SETTINGS, () -> spark.sql(statement));
        String table = SqlFile.newTable(statement);
        if (table != null) {
          tables.add(table);
          moved.remove(table);
        }
      }
    }
  }

  /** Uses the first column that can be a key as the key. */
  private void moveIntoStore(SqlFile file, String table) {
    Dataset<Row> rows = spark.table(table);
    for (StructField column : rows.schema().fields()) {
      if (KEY_TYPES.contains(column.dataType())) {
        StoreDirectory store =
            new StoreDirectory(directory.resolve(file.name() + "-" + stores++ + "-" + table));
        // with the usual tasks, writing a few rows takes longer than the queries
        Queries.with(
            SETTINGS,
            () -> {
              store.write(
                  rows.na().drop(new String[] {column.name()}).dropDuplicates(column.name()),
                  column.name());
              return store;
            });
        store.read().createOrReplaceTempView(table);
        return;
      }
    }
  }

  private Dataset<String> lines(String resource) {
    try (InputStream in = SqlFilesTest.class.getResourceAsStream(resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return spark.createDataset(text.lines().toList(), Encoders.STRING());
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }

  /** Compares the rows, unless the plan has no lookup join and is Spark's own. */
  private void compare(SqlFile file, String query) {
    queries++;
    if (isSparksOwn(query)) {
      return;
    }
    Outcome off = outcome(query, "off");
    Outcome on = outcome(query, "on");
    lookups += Queries.lookups(on.plan()) > 0 ? 1 : 0;
    if (!off.rows().equals(on.rows()) || !off.failure().equals(on.failure())) {
      differences.add("%s: %s%n  off: %s%n  on: %s".formatted(file, query, off, on));
    }
  }

  private boolean isSparksOwn(String query) {
    try {
      return Queries.with(
          settings("on"), () -> Queries.lookups(Queries.plan(spark.sql(query)).toString()) == 0);
    } catch (Exception e) { // Spark throws checked exceptions that no signature declares
      return false; // the caller checks whether the other way fails, too
    }
  }

  private Outcome outcome(String query, String mode) {
    return Queries.with(settings(mode), () -> Outcome.of(spark, query, Map.of(), mode));
  }

  private static Map<String, String> settings(String mode) {
    Map<String, String> settings = new HashMap<>(SETTINGS);
    settings.put("spark.indexkv.join.mode", mode);
    return settings;
  }
}
