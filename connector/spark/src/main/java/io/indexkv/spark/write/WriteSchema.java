/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.ColumnDefaults;
import io.indexkv.spark.codec.ColumnIds;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.codec.StoredRowLayout;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.spark.snapshot.HiddenColumn;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.RepeatedKeys;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The rows that a store will hold, and how to make them from the rows of a query.
 *
 * @param schema as readers will see it
 * @param schemaText as stored in manifests
 * @param below the schema that the store must still have when an upsert is committed, as stored
 * @param source for each column, its position in the query, or -1 if the query lacks it; empty if
 *     rows are stored as they are
 * @param deletes the position in the query of the column that marks deletes, or -1 if there is none
 * @param missing for each column that the query lacks, its value; empty if it lacks none
 * @param ordinal the position of the column that tells rows of equal keys apart, or -1 if keys are
 *     unique
 */
record WriteSchema(
    StructType schema,
    String schemaText,
    String below,
    StoreKey key,
    int[] source,
    int deletes,
    Literal[] missing,
    int ordinal)
    implements Serializable {
  private static final Literal[] NONE = {};

  /**
   * Finds the key columns in a query and checks that all of its columns can be stored.
   *
   * @param query its columns become those of the store, with their NOT NULL and that of their
   *     fields
   * @param storeKey the key columns of the store that is overwritten: the default for the key
   * @param repeats whether the store keeps rows of equal keys
   * @throws IllegalArgumentException naming the option or the column, and what to do
   */
  static WriteSchema of(
      StructType query,
      StoreWriteOptions options,
      Optional<List<String>> storeKey,
      String location,
      boolean repeats) {
    List<String> asked =
        options.keyColumns().isEmpty() ? storeKey.orElse(List.of()) : options.keyColumns();
    AskedColumns.distinctNames(query);
    int deletes = deletes(query, options);
    int[] source = IntStream.range(0, query.length()).filter(i -> i != deletes).toArray();
    StructType rows =
        new StructType(
            IntStream.of(source).mapToObj(i -> query.fields()[i]).toArray(StructField[]::new));
    TableSchema unique = TableSchema.of(rows, asked, location);
    TableSchema table = repeats ? unique.repeating() : unique;
    int ordinal = repeats ? source.length : -1;
    int[] stored = repeats ? withAbsent(source, ordinal) : source;
    String text = table.schema().json();
    return new WriteSchema(
        table.schema(),
        text,
        text,
        table.key(),
        deletes < 0 && !repeats ? new int[0] : stored,
        deletes,
        missing(table.schema(), stored, ordinal),
        ordinal);
  }

  /**
   * The rows for an existing store, made from a query with the same columns in any order.
   *
   * @param schemaText of the store
   * @param repeats whether the store keeps rows of equal keys after the write
   * @throws IllegalArgumentException naming the option or the column, and what to do
   */
  static WriteSchema onto(
      StructType query,
      StoreWriteOptions options,
      PinnedStore store,
      String schemaText,
      boolean repeats) {
    AskedColumns.distinctNames(query);
    StructType columns = store.columns();
    List<String> key = store.declaredKey();
    List<String> asked =
        options.keyColumns().stream()
            .map(name -> AskedColumns.column(columns, StoreOption.KEY, name))
            .toList();
    if (!asked.isEmpty() && !asked.equals(key)) {
      throw new IllegalArgumentException(
          "option '%s' is %s, but the key of the store %s is %s: leave the option out"
              .formatted(StoreOption.KEY, asked, store.location(), key));
    }
    int deletes = deletes(query, options);
    int[] source = new StoreColumns(store, query, deletes, options.mergeSchema()).source();
    boolean same =
        deletes < 0 && Arrays.equals(source, IntStream.range(0, query.length()).toArray());
    Stream<StructField> added =
        IntStream.of(source)
            .skip(columns.length())
            .mapToObj(i -> ColumnDefaults.without(query.asNullable()).fields()[i])
            .map(field -> TableSchema.stored(field, true));
    if (repeats) {
      HiddenColumn.requireRoom(columns);
      HiddenColumn.requireRoom(query);
    }
    boolean begins = repeats && !store.repeatsKeys();
    StructField[] more =
        Stream.concat(added, begins ? Stream.of(HiddenColumn.field()) : Stream.empty())
            .toArray(StructField[]::new);
    StructField[] before = (repeats ? store.schema() : columns).fields();
    StructType merged =
        new StructType(
            Stream.concat(Arrays.stream(before), Arrays.stream(more)).toArray(StructField[]::new));
    StoredRowLayout.check(merged);
    int ordinal = repeats ? merged.fieldIndex(RepeatedKeys.COLUMN) : -1;
    int[] stored = repeats ? withAbsent(source, ordinal) : source;
    String text =
        repeats || !store.repeatsKeys()
            ? schemaText
            : ColumnIds.dropped(schemaText, RepeatedKeys.COLUMN);
    return new WriteSchema(
        merged,
        more.length == 0 ? text : ColumnIds.added(text, store.manifest().nextColumnId(), more),
        schemaText,
        StoreKey.of(merged, repeats ? Seqs.concat(key, List.of(RepeatedKeys.COLUMN)) : key),
        same && !repeats ? new int[0] : stored,
        deletes,
        missing(merged, stored, ordinal),
        ordinal);
  }

  /** The positions, and at {@code at} that of a column which the query lacks. */
  private static int[] withAbsent(int[] source, int at) {
    return IntStream.concat(
            IntStream.concat(Arrays.stream(source, 0, at), IntStream.of(-1)),
            Arrays.stream(source, at, source.length))
        .toArray();
  }

  private static Literal[] missing(StructType schema, int[] source, int ordinal) {
    if (IntStream.of(source).noneMatch(i -> i < 0)) {
      return NONE;
    }
    Literal[] values = new Literal[source.length];
    for (int i = 0; i < source.length; i++) {
      if (i == ordinal) {
        values[i] = new Literal(0L, DataTypes.LongType);
        continue;
      }
      StructField column = schema.fields()[i];
      values[i] = source[i] < 0 ? ColumnDefaults.current(column, "INSERT") : null;
      if (values[i] != null && values[i].value() == null && !column.nullable()) {
        throw new IllegalArgumentException(
            "column %s is missing, but it is NOT NULL and has no default"
                .formatted(ColumnNames.shown(column.name())));
      }
    }
    return values;
  }

  /** Whether the store keeps rows of equal keys. */
  boolean repeats() {
    return ordinal >= 0;
  }

  /** Names of the key columns that queries see, in key order. */
  List<String> declaredKey() {
    return repeats() ? RepeatedKeys.declared(key.names()) : key.names();
  }

  /**
   * The interval that the next version declares.
   *
   * @param asked as the user wrote it; null if the write has no such option
   * @param stays the version that stays below it, if one does
   * @return null if it declares none
   * @throws IllegalArgumentException if the columns do not fit, or the version that stays declares
   *     another
   */
  Interval interval(Interval asked, Optional<? extends PinnedStore> stays) {
    Interval below = stays.flatMap(store -> store.manifest().interval()).orElse(null);
    if (asked == null) {
      return below;
    }
    Interval named = AskedColumns.named(schema, asked);
    if (stays.isPresent() && !named.equals(below)) {
      throw new IllegalArgumentException(
          ("option '%s' is %s, but version %d of the store %s %s: overwrite the store to declare"
                  + " another interval")
              .formatted(
                  StoreOption.INTERVAL,
                  named.text(),
                  stays.get().version(),
                  stays.get().location(),
                  below == null ? "declares none" : "declares " + below.text()));
    }
    named.check(StoredRowLayout.V1, schemaText(), key().names(), key().labels());
    return named;
  }

  /**
   * The column of the rows that an option names, as a key of its own.
   *
   * @throws IllegalArgumentException if there is no such column, or its values have no order of
   *     bytes
   */
  StoreKey column(String option, String asked) {
    String name = AskedColumns.column(schema, option, asked);
    try {
      return StoreKey.of(schema, List.of(name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "option '%s' is for a column that could be a key: %s".formatted(option, e.getMessage()),
          e);
    }
  }

  private static int deletes(StructType query, StoreWriteOptions options) {
    if (options.deleteColumn() == null) {
      return -1;
    }
    String column = AskedColumns.column(query, StoreOption.DELETE_COLUMN, options.deleteColumn());
    int ordinal = query.fieldIndex(column);
    if (!query.fields()[ordinal].dataType().equals(DataTypes.BooleanType)) {
      throw new IllegalArgumentException(
          "option '%s': column %s is a %s, expected a boolean"
              .formatted(
                  StoreOption.DELETE_COLUMN,
                  column,
                  query.fields()[ordinal].dataType().simpleString()));
    }
    return ordinal;
  }
}
