/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.key.KeyReader;
import io.indexkv.key.KeyType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The key of a store in Spark's terms.
 *
 * @param columns in key order
 * @param type of the key as a whole
 */
public record StoreKey(List<KeyColumn> columns, KeyType type) implements Serializable {

  /**
   * The key that consists of some columns of a schema.
   *
   * @throws IllegalArgumentException if a column is missing, cannot be in a key, or there are too
   *     many; the message gives advice
   */
  public static StoreKey of(StructType schema, List<String> names) {
    if (names.size() > KeyType.MAX_COLUMNS) {
      throw new IllegalArgumentException(
          "a key of %d columns %s: the maximum is %d columns"
              .formatted(names.size(), names, KeyType.MAX_COLUMNS));
    }
    List<KeyColumn> columns = new ArrayList<>();
    for (String name : names) {
      int ordinal = schema.fieldIndex(name);
      StructField field = schema.fields()[ordinal];
      KeyType type = KeyTypes.require(name, field.dataType());
      columns.add(new KeyColumn(name, ordinal, field.dataType(), type, CharColumns.length(field)));
    }
    return new StoreKey(
        List.copyOf(columns), KeyType.composite(columns.stream().map(KeyColumn::type).toList()));
  }

  public List<String> names() {
    return columns.stream().map(KeyColumn::name).toList();
  }

  /** Labels of the columns' types, as stored in manifests. */
  public List<String> labels() {
    return columns.stream().map(column -> column.type().label()).toList();
  }

  /** A key that consists of one of this key's columns alone. */
  public StoreKey column(int number) {
    KeyColumn column = columns.get(number);
    return new StoreKey(List.of(column), column.type());
  }

  /**
   * Checks that some bytes are an encoded key.
   *
   * @throws IllegalArgumentException if they are none; the message says what was expected
   */
  public void check(byte[] bytes) {
    KeyReader reader = new KeyReader(type).reset(bytes, 0, bytes.length);
    for (KeyColumn column : columns) {
      if (column.type().precision() > 0) {
        reader.decimal();
      } else if (column.type().isNumber()) {
        reader.number();
      } else if (column.type().equals(KeyType.STRING)) {
        reader.string();
      } else {
        reader.bytes();
      }
    }
    reader.end();
  }

  /** The columns' names, for messages. */
  @Override
  public String toString() {
    return String.join(", ", names());
  }
}
