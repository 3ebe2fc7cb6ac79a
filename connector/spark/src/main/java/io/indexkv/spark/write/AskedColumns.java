/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.compat.KnownError;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.store.manifest.Interval;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.StructType;

/** Finds the columns that options name. */
final class AskedColumns {
  private AskedColumns() {}

  /** An interval in the columns of a schema, as the schema spells them. */
  static Interval named(StructType schema, Interval asked) {
    return new Interval(
        column(schema, StoreOption.INTERVAL, asked.start()),
        column(schema, StoreOption.INTERVAL, asked.end()),
        asked.endIncluded());
  }

  /** The column's name as the schema spells it. */
  static String column(StructType query, String option, String asked) {
    return Arrays.stream(query.fieldNames())
        .filter(name -> ColumnNames.same(name, asked))
        .findFirst()
        .orElseThrow(
            () ->
                KnownError.noColumn(
                    "option '%s': there is no column %s, the columns are %s"
                        .formatted(option, ColumnNames.shown(asked), ColumnNames.shown(query)),
                    ColumnNames.shown(asked),
                    ColumnNames.shown(query)));
  }

  static void distinctNames(StructType query) {
    Map<String, String> seen = new HashMap<>();
    for (String name : query.fieldNames()) {
      String before =
          seen.put(ColumnNames.areCaseSensitive() ? name : name.toLowerCase(Locale.ROOT), name);
      if (before != null) {
        throw new IllegalArgumentException(
            "columns %s and %s have the same name: rename one"
                .formatted(ColumnNames.shown(before), ColumnNames.shown(name)));
      }
    }
  }
}
