/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import io.indexkv.spark.LookupTable;
import io.indexkv.spark.fuzz.Allowed.Found;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** The ways in which Spark gets from a store's bytes to rows. */
enum WayToRead {
  SCAN(Map.of()),
  PRUNED_SCAN(Map.of()),
  POINTS(Map.of()),
  ROW_JOIN(
      Map.of(
          "spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN")),
  CODE_JOIN(Map.of()),
  COLUMN_JOIN(Map.of()),
  PARTITIONED_JOIN(Map.of("spark.indexkv.join.cacheBudget", "1")),
  TABLE(Map.of());

  private final Map<String, String> settings;

  WayToRead(Map<String, String> settings) {
    this.settings = settings;
  }

  boolean isJoin() {
    return this == ROW_JOIN || this == CODE_JOIN || this == COLUMN_JOIN || this == PARTITIONED_JOIN;
  }

  /** True if a plan for the good store reads it in this way. */
  boolean isOf(String plan) {
    // keys of several columns and wide rows are always looked up row by row
    boolean byRow = plan.contains("probe=row");
    return switch (this) {
      case ROW_JOIN -> byRow;
      case CODE_JOIN -> plan.contains("LookupJoin");
      case COLUMN_JOIN -> byRow || plan.contains("LookupJoin") && !plan.contains("ColumnarToRow");
      case PARTITIONED_JOIN -> plan.contains("slices=");
      case POINTS -> plan.contains("keys=[");
      default -> true;
    };
  }

  boolean looksKeysUp() {
    return this != SCAN && this != PRUNED_SCAN;
  }

  /** How often one key may occur in the rows. */
  int timesAKeyIsAsked() {
    return isJoin() || this == TABLE ? 2 : 1;
  }

  /** The rows that a store gives. */
  List<Found> read(Probes probes, String path, String mode) {
    return set(
        probes.spark(),
        () -> this == TABLE ? table(probes, path) : rows(query(probes, path, mode), probes));
  }

  /** The plan for reading a good store. */
  String plan(Probes probes, String path) {
    return set(
        probes.spark(),
        () -> query(probes, path, "mmap").queryExecution().executedPlan().toString());
  }

  private <T> T set(SparkSession spark, Supplier<T> reading) {
    settings.forEach((name, value) -> spark.conf().set(name, value));
    try {
      return reading.get();
    } finally {
      settings.keySet().forEach(name -> spark.conf().unset(name));
    }
  }

  private Dataset<Row> query(Probes probes, String path, String mode) {
    Dataset<Row> store =
        probes.spark().read().format("indexkv").option("readMode", mode).load(path);
    return switch (this) {
      case SCAN -> store;
      case PRUNED_SCAN ->
          store.select(store.col(quoted(store.columns()[store.columns().length - 1])));
      case POINTS -> store.where(points(probes));
      case COLUMN_JOIN -> join(probes, probes.columns(), store);
      default -> join(probes, probes.rows(), store);
    };
  }

  private static Column points(Probes probes) {
    Column any = functions.lit(false);
    for (int i = 0; i < probes.keys().size(); i += 3) {
      Row key = probes.keys().get(i);
      Column one = functions.lit(true);
      for (int c = 0; c < key.size(); c++) {
        Column equal = functions.col(quoted(probes.columns(c))).equalTo(functions.lit(key.get(c)));
        one = c == 0 ? equal : one.and(equal);
      }
      any = i == 0 ? one : any.or(one);
    }
    return any;
  }

  private static Dataset<Row> join(Probes probes, Dataset<Row> facts, Dataset<Row> store) {
    Column on = functions.lit(true);
    for (int c = 0; c < probes.keyColumns(); c++) {
      Column equal = facts.col("f" + c).equalTo(store.col(quoted(probes.columns(c))));
      on = c == 0 ? equal : on.and(equal);
    }
    return facts.join(store.alias("s"), on, "left_outer").selectExpr("p", "s.*");
  }

  private static String quoted(String column) {
    return '`' + column.replace("`", "``") + '`';
  }

  private List<Found> rows(Dataset<Row> query, Probes probes) {
    StructType schema = query.schema();
    return Arrays.stream(query.queryExecution().executedPlan().executeCollect())
        .map(
            row ->
                isJoin()
                    ? new Found(probes.label(row.getInt(0)), Leaves.of(row, schema, 1))
                    : new Found("", Leaves.of(row, schema, 0)))
        .toList();
  }

  private static List<Found> table(Probes probes, String path) {
    try (LookupTable<Row> table = LookupTable.load(probes.spark(), path)) {
      List<List<Object>> keys = probes.keys().stream().map(WayToRead::values).toList();
      List<Row> found =
          new ArrayList<>(
              table.getMany(
                  probes.keyColumns() == 1 ? keys.stream().map(key -> key.get(0)).toList() : keys));
      for (List<Object> key : keys.subList(0, 5)) {
        found.add(table.get(key.toArray()));
      }
      var convert = CatalystTypeConverters.createToCatalystConverter(table.schema());
      List<Found> out = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        Row row = found.get(i);
        List<byte[]> leaves =
            row == null
                ? Arrays.asList((byte[]) null)
                : Leaves.of((InternalRow) convert.apply(row), table.schema(), 0);
        out.add(new Found(probes.keys().get(i % keys.size()).toString(), leaves));
      }
      return out;
    }
  }

  private static List<Object> values(Row key) {
    List<Object> out = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      out.add(key.get(i));
    }
    return out;
  }

  static List<WayToRead> of(GoodStore store) {
    return Arrays.stream(values())
        .filter(way -> way != COLUMN_JOIN || store.hasNumberKey())
        .collect(Collectors.toList());
  }
}
