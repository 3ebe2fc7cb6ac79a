/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Entries;
import io.indexkv.OpenOptions;
import io.indexkv.StoreHistory;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.spark.compat.Maps;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.SchemaValues;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Period;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain Java decodes rows that Spark wrote without knowing their columns. */
class SchemaValuesTest {
  private static final String[] COLUMNS = {
    "id",
    nullable("id % 2 = 0", "a"),
    nullable("cast(id % 100 as tinyint)", "b"),
    nullable("cast(-id as smallint)", "c"),
    nullable("cast(id * 1000 as int)", "d"),
    nullable("id * 10000000000", "e"),
    nullable("cast(id / 3 as float)", "f"),
    nullable("cast(id / 7 as double)", "g"),
    nullable("cast(id as decimal(9, 2))", "h"),
    nullable("cast(id as decimal(38, 10)) / 3", "i"),
    nullable("repeat('ä', cast(abs(id) % 40 as int))", "j"),
    nullable("cast(concat('b', id) as binary)", "k"),
    nullable("date_add(date'2026-01-01', cast(id as int))", "l"),
    nullable("timestamp_micros(1767225600000000 + id * 1000003)", "m"),
    nullable("cast(timestamp_micros(id * 1000003) as timestamp_ntz)", "n"),
    nullable("make_ym_interval(cast(id as int), 1)", "o"),
    nullable("make_dt_interval(cast(id as int), 1, 2, 3.5)", "p"),
    nullable("struct(id, concat('s', id) as s, if(id % 2 = 0, null, id) as n)", "q"),
    nullable("array(id, null, -id)", "r"),
    nullable("map(concat('k', id), array(struct(id as x)))", "s"),
    nullable("array(cast(id as smallint), null)", "t"),
    nullable("array(true, null, id % 2 = 0)", "u"),
    nullable("array(cast(id as decimal(30, 5)), null)", "v"),
    nullable("array(make_ym_interval(1, 2), null)", "w"),
    nullable("array(cast(id / 3 as float), null)", "x"),
    nullable("sequence(1, abs(id))", "y"),
    nullable("struct(struct(array(map(1, 'one')) as inner) as outer)", "z")
  };

  private static String nullable(String expression, String name) {
    return "if(id % 3 = 0, null, " + expression + ") as " + name;
  }

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @Test
  void decodesEveryType() throws Exception {
    Dataset<Row> rows = spark.range(-100, 100).selectExpr(COLUMNS);
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    store.write(rows, "id");
    TreeMap<Long, List<String>> expected = new TreeMap<>();
    for (Row row : rows.collectAsList()) {
      List<String> values = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        values.add(text(row.get(i)));
      }
      expected.put(row.getLong(0), values);
    }

    Path path = Path.of(store.toString());
    Manifest manifest = new VersionLog(new LocalStorage(path)).latest().orElseThrow();
    SchemaValues values = new SchemaValues(manifest.schema());
    TreeMap<Long, List<String>> actual = new TreeMap<>();
    try (var open = StoreHistory.of(path).open(Keys.int64(), values, OpenOptions.defaults());
        Entries<Long, List<Object>> entries = open.scan(Range.all())) {
      entries.forEachRemaining(
          entry ->
              actual.put(entry.key(), entry.value().stream().map(SchemaValuesTest::text).toList()));
    }

    assertThat(values.schema().fields()).hasSize(COLUMNS.length);
    assertThat(actual).isEqualTo(expected);
  }

  /** A text that is the same for the same value of Spark and of plain Java. */
  private static String text(Object value) {
    if (value instanceof Row row) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        fields.add(row.schema().fieldNames()[i] + "=" + text(row.get(i)));
      }
      return fields.toString();
    }
    if (value instanceof SchemaValues.Struct struct) {
      List<String> fields = new ArrayList<>();
      for (int i = 0; i < struct.names().size(); i++) {
        fields.add(struct.names().get(i) + "=" + text(struct.values().get(i)));
      }
      return fields.toString();
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      Maps.java(map).forEach((k, v) -> entries.add(text(k) + "->" + text(v)));
      return entries.toString();
    }
    if (value instanceof SchemaValues.MapOf map) {
      List<String> entries = new ArrayList<>();
      for (int i = 0; i < map.keys().size(); i++) {
        entries.add(text(map.keys().get(i)) + "->" + text(map.values().get(i)));
      }
      return entries.toString();
    }
    if (value instanceof scala.collection.Seq<?> list) {
      return text(Seqs.list(list));
    }
    if (value instanceof List<?> list) {
      return list.stream().map(SchemaValuesTest::text).toList().toString();
    }
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof Date date) {
      return date.toLocalDate().toString();
    }
    if (value instanceof Timestamp time) {
      return time.toInstant().toString();
    }
    if (value instanceof Period period) {
      return period.toTotalMonths() + " months";
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
  }
}
