/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.function;

import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.functions.BoundFunction;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The function {@code lookup} of a table: takes a value for each key column, and gives the row.
 *
 * @param table as the user names it, for messages
 */
public record LookupFunction(String table, PinnedStore store) implements UnboundFunction {
  public static final String NAME = "lookup";

  /** Whether a table has a function of this name. Case is ignored. */
  public static boolean isName(String name) {
    return name.equalsIgnoreCase(NAME);
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Binds a call.
   *
   * @throws UnsupportedOperationException if the arguments are no key of the table, or a key has
   *     several rows; Spark shows the message in an AnalysisException
   */
  @Override
  public BoundFunction bind(StructType arguments) {
    if (store.repeatsKeys()) {
      throw new UnsupportedOperationException(
          ("%s keeps rows of equal keys (duplicates=keep), and a lookup returns one row: join with"
                  + " the table instead")
              .formatted(table));
    }
    StoreKey key = store.key();
    List<KeyColumn> columns = key.columns();
    if (arguments.length() != columns.size()) {
      throw new UnsupportedOperationException(
          "the key of %s is (%s): give %d, in this order, not %d"
              .formatted(table, typed(key), columns.size(), arguments.length()));
    }
    List<KeyArgument> taken = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      KeyColumn column = columns.get(i);
      DataType given = arguments.fields()[i].dataType();
      taken.add(
          KeyArgument.of(column, given)
              .orElseThrow(
                  () ->
                      new UnsupportedOperationException(
                          "the key of %s is (%s), but the value for '%s' is %s: write CAST(… AS %s)"
                              .formatted(
                                  table,
                                  typed(key),
                                  column.name(),
                                  given.sql(),
                                  column.dataType().sql()))));
    }
    return new StoreLookup(store, List.copyOf(taken));
  }

  private static String typed(StoreKey key) {
    return key.columns().stream()
        .map(column -> column.name() + " " + column.dataType().sql())
        .collect(Collectors.joining(", "));
  }

  @Override
  public String description() {
    return "%s(%s) returns %s: the row of %s with this key, or null if there is none"
        .formatted(
            NAME,
            typed(store.key()),
            Arrays.stream(store.schema().fields())
                .map(StructField::name)
                .collect(Collectors.joining(", ", "struct(", ")")),
            table);
  }
}
