/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.file.bytes.Excerpt;
import io.indexkv.row.RowColumn;
import java.util.List;
import java.util.Map;

/**
 * The declaration that a store keeps rows of equal keys, as {@code docs/store-layout.md} defines
 * it. The last key column is then a number that tells such rows apart, and queries do not see it.
 */
public final class RepeatedKeys {
  /** The name of the property of a manifest, and of the option of a write. */
  public static final String PROPERTY = "duplicates";

  /** The only value of the property. */
  public static final String KEEP = "keep";

  /** The name of the last key column, which numbers the rows of a key from 0 on. */
  public static final String COLUMN = "_ordinal";

  /** The type of that column in a schema, and the label of the key type. */
  private static final String TYPE = "long";

  private static final String KEY_TYPE = "int64";

  private RepeatedKeys() {}

  /** Whether some properties have the declaration. */
  public static boolean in(Map<String, String> properties) {
    return properties.containsKey(PROPERTY);
  }

  /** Names of the key columns without the one that tells rows of equal keys apart. */
  public static List<String> declared(List<String> keyColumns) {
    return keyColumns.subList(0, keyColumns.size() - 1);
  }

  /**
   * Why such a store takes no changes, for messages.
   *
   * @param change what would change it, as in "an append"
   */
  public static String refusal(long version, String location, String change) {
    return ("version %d of the store %s keeps rows of equal keys (%s=%s), and %s replaces or deletes"
            + " the row of a key: overwrite the store with all of its rows")
        .formatted(version, location, PROPERTY, KEEP, change);
  }

  static void check(
      Map<String, String> properties, String schema, List<String> columns, List<String> types) {
    if (!in(properties)) {
      return;
    }
    if (!properties.get(PROPERTY).equals(KEEP)) {
      throw new IllegalArgumentException(
          "the property %s is %s, expected %s"
              .formatted(PROPERTY, Excerpt.of(properties.get(PROPERTY)), KEEP));
    }
    int last = columns.size() - 1;
    if (!SchemaRows.LAYOUT.equals(properties.get(StoreProperties.VALUE_ENCODING))) {
      throw refused("the values are no rows");
    }
    if (last == 0 || !columns.get(last).equals(COLUMN) || !types.get(last).equals(KEY_TYPE)) {
      throw refused("the key is %s of types %s".formatted(Excerpt.of(columns), Excerpt.of(types)));
    }
    if (SchemaIds.columns(schema).stream().noneMatch(RepeatedKeys::isOrdinal)) {
      throw refused("the rows have no such column");
    }
    if (Interval.of(properties).isPresent()) {
      throw refused("the store declares an interval, which ends the key, too");
    }
  }

  private static boolean isOrdinal(RowColumn column) {
    return column.name().equals(COLUMN) && column.type().equals(TYPE);
  }

  private static IllegalArgumentException refused(String reason) {
    return new IllegalArgumentException(
        "%s=%s needs more columns of the key before a last one %s of type %s, but %s"
            .formatted(PROPERTY, KEEP, COLUMN, KEY_TYPE, reason));
  }
}
