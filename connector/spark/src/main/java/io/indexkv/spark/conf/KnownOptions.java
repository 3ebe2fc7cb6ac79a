/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.spark.compat.Maps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Refuses unknown options. Otherwise a misspelt option would be ignored without a word. */
public final class KnownOptions {
  private static final List<String> PLACE = List.of(StoreOption.PATH, StoreOption.PATHS);

  private static final List<String> READ =
      List.of(
          StoreOption.VERSION,
          StoreOption.VERSION_AS_OF,
          StoreOption.TIMESTAMP,
          StoreOption.TIMESTAMP_AS_OF,
          StoreOption.TAG,
          StoreOption.REFRESH,
          StoreOption.READ_MODE,
          StoreOption.JOIN);

  private static final List<String> WRITE =
      List.of(
          StoreOption.KEY,
          StoreOption.TARGET_FILE_SIZE,
          StoreOption.BLOCK_SIZE,
          StoreOption.CODEC,
          StoreOption.CODEC_LEVEL,
          StoreOption.DICTIONARY_SIZE,
          StoreOption.NULL_KEYS,
          StoreOption.DUPLICATES,
          StoreOption.INTERVAL,
          StoreOption.DELETE_COLUMN,
          StoreOption.MERGE_SCHEMA,
          StoreOption.MAX_LAYERS,
          StoreOption.OVERWRITE_CONFLICT,
          StoreOption.TXN_APP_ID,
          StoreOption.TXN_VERSION);

  /** Options of batch writes that streams do not have. */
  private static final List<String> NOT_OF_STREAMS =
      List.of(StoreOption.OVERWRITE_CONFLICT, StoreOption.TXN_APP_ID, StoreOption.TXN_VERSION);

  /** Options of streams that batch writes do not have. */
  private static final List<String> OF_STREAMS_ONLY =
      List.of(StoreOption.WRITE_TASKS, StoreOption.CHECKPOINT_LOCATION, StoreOption.QUERY_NAME);

  private static final List<String> STREAM =
      Stream.concat(without(WRITE, NOT_OF_STREAMS).stream(), OF_STREAMS_ONLY.stream()).toList();

  /** Options of batch writes that say what one write does, so that a table cannot have them. */
  private static final List<String> NOT_OF_TABLES =
      List.of(
          StoreOption.KEY,
          StoreOption.DELETE_COLUMN,
          StoreOption.MERGE_SCHEMA,
          StoreOption.TXN_APP_ID,
          StoreOption.TXN_VERSION);

  /** Options of writes that a table can have as properties; they hold where a write gives none. */
  private static final List<String> TABLE_DEFAULTS = without(WRITE, NOT_OF_TABLES);

  /** Properties without a dot that Spark sets itself. */
  private static final List<String> TABLE_OF_SPARK = List.of("comment", "owner", "collation");

  private static final String SESSION_PREFIX = "spark.indexkv.";

  private static final List<String> SESSION =
      List.of(
          JoinMode.OPTION,
          JoinMode.REORDER,
          JoinMode.ORDERED,
          JoinRouting.OPTION,
          JoinRouting.BUDGET,
          KeyTrust.OPTION,
          ColumnarScans.OPTION,
          KeySampling.OPTION,
          StatementIsolation.OPTION,
          UiSetting.OPTION);

  private KnownOptions() {}

  private static List<String> without(List<String> options, List<String> others) {
    return options.stream().filter(option -> !others.contains(option)).toList();
  }

  /**
   * Checks the options of a read.
   *
   * @throws IllegalArgumentException naming an option that reads do not have, and the nearest one
   *     that they have
   */
  public static void requireRead(CaseInsensitiveStringMap options) {
    require(options.asCaseSensitiveMap().keySet(), READ, "a read", WRITE, "a write");
  }

  /**
   * Checks the options of a write.
   *
   * @throws IllegalArgumentException naming an option that writes do not have, and the nearest one
   *     that they have
   */
  public static void requireWrite(CaseInsensitiveStringMap options) {
    for (String name : options.asCaseSensitiveMap().keySet()) {
      if (has(OF_STREAMS_ONLY, name)) {
        throw new IllegalArgumentException(
            ("option '%s' is for a stream of micro-batches: leave it out of a batch write. A stream"
                    + " with continuous processing cannot write to a store")
                .formatted(name));
      }
    }
    require(options.asCaseSensitiveMap().keySet(), WRITE, "a write", READ, "a read");
  }

  /** True if some of the options are those of a stream that writes, and of no table. */
  public static boolean areOfStream(CaseInsensitiveStringMap options) {
    return Stream.concat(OF_STREAMS_ONLY.stream(), Stream.of(StoreOption.DELETE_COLUMN))
        .anyMatch(options::containsKey);
  }

  /**
   * Checks the options of a stream that writes.
   *
   * @throws IllegalArgumentException naming an option that such streams do not have, and the
   *     nearest one that they have
   */
  public static void requireStream(CaseInsensitiveStringMap options) {
    List<String> others = new ArrayList<>(NOT_OF_STREAMS);
    others.addAll(READ);
    require(
        options.asCaseSensitiveMap().keySet(),
        STREAM,
        "a stream",
        others,
        "other reads and writes");
  }

  /**
   * Checks the options of CREATE TABLE in Spark's own catalog. Its reads take some, its writes
   * others.
   *
   * @throws IllegalArgumentException naming an option that tables do not have, and the nearest one
   */
  public static void requireName(Collection<String> names) {
    List<String> all = new ArrayList<>(READ);
    all.add(StoreOption.KEY);
    all.addAll(TABLE_DEFAULTS);
    require(names, all, "a table", List.of(StoreOption.DELETE_COLUMN), "a write");
  }

  /**
   * Checks the names of a table's properties. A name with a dot is the user's own.
   *
   * @throws IllegalArgumentException naming a property that tables do not have, and the nearest one
   */
  public static void requireTable(Collection<String> names) {
    for (String name : names) {
      if (name.indexOf('.') >= 0 || isWriteDefault(name) || has(TABLE_OF_SPARK, name)) {
        continue;
      }
      List<String> all = new ArrayList<>(List.of(StoreOption.KEY));
      all.addAll(TABLE_DEFAULTS);
      throw new IllegalArgumentException(
          ("property '%s' is unknown%s The properties of a table are %s. Names of your own need a dot,"
                  + " as in 'team.owner'")
              .formatted(name, suggestion(name, all), String.join(", ", all)));
    }
  }

  /** True for a table's property that is the default of the option of the same name. */
  public static boolean isWriteDefault(String name) {
    return has(TABLE_DEFAULTS, name);
  }

  /**
   * Checks the settings of a session that begin with {@value #SESSION_PREFIX}.
   *
   * @throws IllegalArgumentException naming an unknown setting, and the nearest one that exists
   */
  static void requireSession(SQLConf conf) {
    for (String name : Maps.java(conf.getAllConfs()).keySet()) {
      if (name.startsWith(SESSION_PREFIX) && !SESSION.contains(name)) {
        throw new IllegalArgumentException(
            "there is no setting %s%s Unset it. The settings are %s"
                .formatted(name, suggestion(name, SESSION), String.join(", ", SESSION)));
      }
    }
  }

  private static void require(
      Collection<String> names, List<String> known, String here, List<String> other, String there) {
    for (String name : names) {
      if (has(known, name) || has(PLACE, name) || StoreOption.isInternal(name)) {
        continue;
      }
      if (has(other, name)) {
        throw new IllegalArgumentException(
            "option '%s' belongs to %s, but %s does not have it: leave it out"
                .formatted(name, there, here));
      }
      List<String> all = new ArrayList<>(PLACE.subList(0, 1));
      all.addAll(known);
      throw new IllegalArgumentException(
          "option '%s' is unknown%s The options of %s are %s"
              .formatted(name, suggestion(name, all), here, String.join(", ", all)));
    }
  }

  /** Where users can give an option, for the docs. */
  static List<String> places(String name) {
    List<String> places = new ArrayList<>();
    if (has(PLACE, name)) {
      return List.of("read", "write", "stream");
    }
    if (has(READ, name)) {
      places.add("read");
    }
    if (has(WRITE, name)) {
      places.add("write");
    }
    if (has(STREAM, name)) {
      places.add("stream");
    }
    if (has(TABLE_DEFAULTS, name) || name.equals(StoreOption.KEY)) {
      places.add("table");
    }
    return places;
  }

  /** All options and settings that users can give, each once. */
  static List<String> all() {
    return Stream.of(PLACE.subList(0, 1), READ, WRITE, OF_STREAMS_ONLY, SESSION)
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  private static boolean has(List<String> known, String name) {
    return known.stream().anyMatch(name::equalsIgnoreCase);
  }

  private static String suggestion(String name, List<String> known) {
    return nearest(name, known).map(": did you mean '%s'?"::formatted).orElse(".");
  }

  /** The known name with the fewest edits to {@code name}; empty if even that needs many. */
  static Optional<String> nearest(String name, List<String> known) {
    String asked = name.toLowerCase(Locale.ROOT);
    return known.stream()
        .filter(one -> edits(asked, one.toLowerCase(Locale.ROOT)) <= 1 + asked.length() / 4)
        .min(Comparator.comparingInt(one -> edits(asked, one.toLowerCase(Locale.ROOT))));
  }

  /** The edit distance: how many characters to insert, delete or replace. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
