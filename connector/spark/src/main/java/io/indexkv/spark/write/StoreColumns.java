/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the columns of a store in a query that is appended to it.
 *
 * @param deletes the position in the query of the column that marks deletes and is not stored, or
 *     -1
 * @param merge whether the query may lack columns, and bring new ones
 */
record StoreColumns(PinnedStore store, StructType query, int deletes, boolean merge) {

  /**
   * For each column of the store, its position in the query; -1 for a column that the query may
   * lack. The positions of new columns follow.
   *
   * @throws IllegalArgumentException if the query lacks a column, has an extra one, or one of
   *     another type
   */
  int[] source() {
    StructField[] stored = store.columns().fields();
    int[] source = new int[stored.length];
    List<String> missing = new ArrayList<>();
    boolean[] used = new boolean[query.length()];
    for (int i = 0; i < stored.length; i++) {
      source[i] = ordinal(stored[i].name());
      if (source[i] < 0 && merge && !store.declaredKey().contains(stored[i].name())) {
        continue;
      }
      if (source[i] < 0) {
        missing.add(stored[i].name());
      } else {
        used[source[i]] = true;
        requireType(stored[i], source[i]);
      }
    }
    if (!missing.isEmpty()) {
      throw refused(
          "the columns [%s] are missing: an append writes whole rows. Set option '%s' = 'true' to"
                  .formatted(ColumnNames.shown(missing), StoreOption.MERGE_SCHEMA)
              + " write null or the default for those that are no key");
    }
    int[] more = IntStream.range(0, used.length).filter(i -> !used[i] && i != deletes).toArray();
    if (more.length > 0 && !merge) {
      List<String> names = IntStream.of(more).mapToObj(i -> query.fieldNames()[i]).toList();
      throw refused(
          "the store has no columns %s: drop them, add them to the store by option '%s' = 'true',"
                  .formatted("[" + ColumnNames.shown(names) + "]", StoreOption.MERGE_SCHEMA)
              + " overwrite the store to change its columns, or name the one that marks keys to"
              + " delete by option '"
              + StoreOption.DELETE_COLUMN
              + "'");
    }
    return IntStream.concat(IntStream.of(source), IntStream.of(more)).toArray();
  }

  private int ordinal(String name) {
    String[] names = query.fieldNames();
    for (int i = 0; i < names.length; i++) {
      if (i != deletes && ColumnNames.same(names[i], name)) {
        return i;
      }
    }
    return -1;
  }

  private void requireType(StructField stored, int ordinal) {
    // nullable inside, like the stored type
    StructField written = query.asNullable().fields()[ordinal];
    StructField expected = new StructType(new StructField[] {stored}).asNullable().fields()[0];
    if (!written.dataType().equals(expected.dataType())) {
      throw refused(
          "column %s is a %s in the store, but a %s in the query: cast it"
              .formatted(
                  stored.name(),
                  stored.dataType().simpleString(),
                  written.dataType().simpleString()));
    }
  }

  private IllegalArgumentException refused(String why) {
    return new IllegalArgumentException(
        "store %s, columns %s: cannot append a query of columns %s: %s"
            .formatted(
                store.location(),
                "[" + ColumnNames.shown(store.columns()) + "]",
                "[" + ColumnNames.shown(query) + "]",
                why));
  }
}
