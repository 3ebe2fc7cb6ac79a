/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.trino.tpcds.Options;
import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import io.trino.tpcds.column.Column;
import io.trino.tpcds.column.ColumnType;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables of TPC-DS. */
final class TpcDsTables {
  /** Keys of more than one column. The key of each other table is its first column. */
  private static final Map<String, List<String>> COMPOSITE_KEYS =
      Map.of(
          "store_sales", List.of("ss_item_sk", "ss_ticket_number"),
          "store_returns", List.of("sr_item_sk", "sr_ticket_number"),
          "catalog_sales", List.of("cs_item_sk", "cs_order_number"),
          "catalog_returns", List.of("cr_item_sk", "cr_order_number"),
          "web_sales", List.of("ws_item_sk", "ws_order_number"),
          "web_returns", List.of("wr_item_sk", "wr_order_number"),
          "inventory", List.of("inv_date_sk", "inv_item_sk", "inv_warehouse_sk"));

  /** Columns for which generator and queries have different names. */
  private static final Map<String, String> RENAMED =
      Map.of("c_last_review_date_sk", "c_last_review_date");

  private TpcDsTables() {}

  static List<TpcTable> all() {
    return Table.getBaseTables().stream()
        .filter(table -> table != Table.DBGEN_VERSION)
        .map(TpcDsTables::table)
        .toList();
  }

  private static TpcTable table(Table table) {
    StructType schema = new StructType();
    for (Column column : table.getColumns()) {
      String name = column.getName();
      schema = schema.add(RENAMED.getOrDefault(name, name), type(column.getType()));
    }
    List<String> key =
        COMPOSITE_KEYS.getOrDefault(table.getName(), List.of(schema.fieldNames()[0]));
    return new TpcTable(table.getName(), schema, key);
  }

  static Iterator<String> lines(String table, double scale, int part, int parts) {
    Table only = Table.getTable(table);
    Session session =
        new Options()
            .toSession()
            .withTable(only)
            .withScale(scale)
            .withParallelism(parts)
            .withChunkNumber(part);
    return StreamSupport.stream(Results.constructResults(only, session).spliterator(), false)
        .map(rows -> line(rows.get(0)))
        .iterator();
  }

  private static String line(List<String> values) {
    return values.stream()
        .map(value -> value == null ? "" : value)
        .collect(Collectors.joining("|"));
  }

  private static DataType type(ColumnType type) {
    return switch (type.getBase()) {
      case INTEGER, IDENTIFIER -> DataTypes.IntegerType;
      case DATE -> DataTypes.DateType;
      case DECIMAL ->
          DataTypes.createDecimalType(
              type.getPrecision().orElseThrow(), type.getScale().orElseThrow());
      case CHAR, VARCHAR, TIME -> DataTypes.StringType;
    };
  }
}
