/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.conf.KeyList;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.spark.write.TableSchema;
import io.indexkv.spark.write.WriteColumns;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A table that Spark's own catalog has a name and columns for, but whose store the first write will
 * create.
 */
public final class DeclaredStore extends IndexKvTable {
  private final StructType columns;
  private final TableProperties properties;

  private DeclaredStore(StoreLocation location, StructType columns, TableProperties properties) {
    super(location.uri(), location, Optional.empty(), WriteColumns.STORED);
    this.columns = columns;
    this.properties = properties;
  }

  /**
   * Checks what CREATE TABLE says.
   *
   * @throws IllegalArgumentException naming the column or the property that is refused
   */
  public static DeclaredStore of(
      StoreLocation location, StructType columns, Map<String, String> given) {
    TableProperties properties = TableProperties.of(given);
    TableSchema schema =
        TableSchema.of(CharColumns.asStrings(columns), properties.key(), location.uri());
    return new DeclaredStore(location, notNull(columns, schema.key().names()), properties);
  }

  private static StructType notNull(StructType columns, List<String> key) {
    StructType out = new StructType();
    for (StructField field : columns.fields()) {
      out =
          out.add(
              new StructField(
                  field.name(),
                  field.dataType(),
                  field.nullable() && !key.contains(field.name()),
                  field.metadata()));
    }
    return out;
  }

  @Override
  public StructType schema() {
    return CharColumns.declared(columns);
  }

  /** The key columns of the store that the first write will create, as the user wrote them. */
  @Override
  public List<String> declaredKey() {
    return properties.key();
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    throw new IllegalStateException(
        ("the table at %s has no store yet. INSERT rows first, or configure"
                + " spark.sql.catalog.spark_catalog=%s, with which CREATE TABLE makes the store")
            .formatted(location().uri(), IndexKvSessionCatalog.class.getName()));
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    Map<String, String> options = new HashMap<>(info.options().asCaseSensitiveMap());
    String given = info.options().get(StoreOption.KEY);
    if (given == null) {
      properties.keyText().ifPresent(key -> options.put(StoreOption.KEY, key));
    } else if (!properties.key().isEmpty()
        && !ColumnNames.same(KeyList.parse(given), properties.key())) {
      throw new IllegalArgumentException(
          "option '%s' is %s, but the table at %s was created with the key %s: leave the option out"
              .formatted(
                  StoreOption.KEY, given, location().uri(), KeyList.format(properties.key())));
    }
    return newWriteBuilder(
        new DeclaredRows(info.queryId(), declared(info.schema()), info.options()),
        new CaseInsensitiveStringMap(options),
        properties);
  }

  /** The query's columns as they were declared. Spark casts values, and drops the declared type. */
  private StructType declared(StructType query) {
    StructType stored = CharColumns.asStrings(columns);
    return new StructType(
        Arrays.stream(query.fields())
            .map(
                field ->
                    Arrays.stream(stored.fields())
                        .filter(column -> fits(field, column))
                        .findFirst()
                        .orElseGet(() -> nullable(field)))
            .toArray(StructField[]::new));
  }

  private static boolean fits(StructField field, StructField column) {
    return ColumnNames.same(field.name(), column.name())
        && field.dataType().sameType(column.dataType());
  }

  private static StructField nullable(StructField field) {
    return new StructField(field.name(), field.dataType(), true, field.metadata());
  }

  private record DeclaredRows(String queryId, StructType schema, CaseInsensitiveStringMap options)
      implements LogicalWriteInfo {}
}
