/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.row.RowColumn;
import io.indexkv.row.RowConversion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the rows of a layer become rows of the schema of their version. */
public final class LayerRows {
  private LayerRows() {}

  /**
   * The check of a layer's values, before any conversion.
   *
   * @param what names the version, for messages
   * @throws UnsupportedFormatException if the schema of the layer, or of the version, has types
   *     that the row layout does not have
   */
  public static ValueCheck check(Manifest manifest, Layer layer, String what) {
    if (!layer.isOld()) {
      return manifest.valueCheck(what);
    }
    requireRows(manifest, what);
    try {
      return SchemaRows.check(layer.schema(), keyOf(layer.schema(), manifest));
    } catch (IllegalArgumentException e) {
      throw unreadable(what, e);
    }
  }

  /**
   * The conversion of a layer's rows.
   *
   * @param what names the version, for messages
   * @return empty if the rows have the version's schema already
   * @throws UnsupportedFormatException if the rows cannot become rows of the version's schema
   */
  public static Optional<RowConversion> conversion(Manifest manifest, Layer layer, String what) {
    if (!layer.isOld() || layer.files().isEmpty()) {
      return Optional.empty();
    }
    requireRows(manifest, what);
    try {
      return Optional.of(between(layer.schema(), manifest.schema()))
          .filter(conversion -> !conversion.isIdentity());
    } catch (IllegalArgumentException e) {
      throw unreadable(what, e);
    }
  }

  private static void requireRows(Manifest manifest, String what) {
    if (!manifest.hasRows()) {
      throw new UnsupportedFormatException(
          what + " has layers of an older schema, but its values are no rows");
    }
  }

  private static UnsupportedFormatException unreadable(String what, IllegalArgumentException e) {
    return new UnsupportedFormatException(
        what + " has a layer with rows that this IndexKV cannot read: " + e.getMessage());
  }

  private static RowConversion between(String from, String to) {
    return RowConversion.between(SchemaIds.columns(from), SchemaIds.columns(to));
  }

  /** The names that the key columns of the version have in an older schema. */
  private static List<String> keyOf(String older, Manifest manifest) {
    List<RowColumn> now = SchemaIds.columns(manifest.schema());
    List<RowColumn> then = SchemaIds.columns(older);
    List<String> names = new ArrayList<>();
    for (String key : manifest.keyColumns()) {
      for (RowColumn column : now) {
        if (column.name().equals(key)) {
          names.add(sameColumn(then, column).name());
        }
      }
    }
    return names;
  }

  private static RowColumn sameColumn(List<RowColumn> columns, RowColumn key) {
    return columns.stream()
        .filter(column -> column.id() == key.id() && column.type().equals(key.type()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the key column "
                        + key.name()
                        + " of type "
                        + key.type()
                        + " is missing in an older schema"));
  }

  /**
   * A layer as part of a version with another schema.
   *
   * @param layer its rows have its own schema, or {@code below} if it has none
   * @throws IllegalArgumentException if its rows cannot become rows of {@code schema}
   */
  public static Layer under(String schema, Layer layer, String below) {
    String own = layer.isOld() ? layer.schema() : below;
    boolean same =
        layer.files().isEmpty() || own.equals(schema) || between(own, schema).isIdentity();
    return layer.withSchema(same ? null : own);
  }

  /**
   * Checks that the key of a version stays the same when its schema changes. The key columns may
   * get other names.
   *
   * @param schema the new one
   * @param keyColumns their names in it
   * @throws IllegalArgumentException if a key column is missing, or is another one
   */
  public static void requireKey(Manifest below, String schema, List<String> keyColumns) {
    List<RowColumn> now = SchemaIds.columns(below.schema());
    List<RowColumn> next = SchemaIds.columns(schema);
    for (int i = 0; i < keyColumns.size(); i++) {
      Optional<RowColumn> before = named(now, below.keyColumns().get(i));
      Optional<RowColumn> after = named(next, keyColumns.get(i));
      boolean same =
          before.isPresent() && after.isPresent()
              ? before.get().id() == after.get().id()
                  && before.get().type().equals(after.get().type())
              // rows need not hold the key
              : before.isEmpty() && after.isEmpty();
      if (!same) {
        throw new IllegalArgumentException(
            "its key column %s cannot become %s"
                .formatted(
                    text(before, below.keyColumns().get(i)), text(after, keyColumns.get(i))));
      }
    }
  }

  private static String text(Optional<RowColumn> column, String name) {
    return column
        .map(found -> name + " of type " + found.type() + " with id " + found.id())
        .orElse(name + ", which its rows do not have,");
  }

  private static Optional<RowColumn> named(List<RowColumn> columns, String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }
}
