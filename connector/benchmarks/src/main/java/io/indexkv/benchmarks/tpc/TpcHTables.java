/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchTable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The tables of TPC-H. */
final class TpcHTables {
  private static final Map<String, List<String>> KEYS =
      Map.of(
          "region", List.of("r_regionkey"),
          "nation", List.of("n_nationkey"),
          "supplier", List.of("s_suppkey"),
          "customer", List.of("c_custkey"),
          "part", List.of("p_partkey"),
          "partsupp", List.of("ps_partkey", "ps_suppkey"),
          "orders", List.of("o_orderkey"),
          "lineitem", List.of("l_orderkey", "l_linenumber"));

  private TpcHTables() {}

  static List<TpcTable> all() {
    return TpchTable.getTables().stream()
        .map(
            table ->
                new TpcTable(table.getTableName(), schema(table), KEYS.get(table.getTableName())))
        .toList();
  }

  static Iterator<String> lines(String table, double scale, int part, int parts) {
    return StreamSupport.stream(
            TpchTable.getTable(table).createGenerator(scale, part, parts).spliterator(), false)
        .map(entity -> withoutLastSeparator(entity.toLine()))
        .iterator();
  }

  private static String withoutLastSeparator(String line) {
    return line.substring(0, line.length() - 1);
  }

  private static StructType schema(TpchTable<?> table) {
    StructType schema = new StructType();
    for (TpchColumn<?> column : table.getColumns()) {
      schema = schema.add(column.getColumnName(), type(column));
    }
    return schema;
  }

  private static DataType type(TpchColumn<?> column) {
    return switch (column.getType().getBase()) {
      case INTEGER -> DataTypes.IntegerType;
      case IDENTIFIER -> DataTypes.LongType;
      case DATE -> DataTypes.DateType;
      case DOUBLE -> DataTypes.createDecimalType(15, 2);
      case VARCHAR -> DataTypes.StringType;
    };
  }
}
