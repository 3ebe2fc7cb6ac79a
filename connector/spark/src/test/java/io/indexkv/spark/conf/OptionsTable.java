/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.hadoop.HadoopOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All options, with their places, defaults and meanings, as the table of docs/options.md. The
 * places come from {@link KnownOptions}, so the table shows what IndexKV accepts.
 */
final class OptionsTable {
  private record Line(String name, String standard, String meaning) {}

  private static final List<Line> OPTIONS =
      List.of(
          new Line(
              StoreOption.PATH,
              "",
              "the store's directory: a path, or a URI of a Hadoop file system; `load` and `save`"
                  + " take it, too"),
          new Line(
              StoreOption.KEY,
              "the key of the store that is overwritten",
              "the key column, or several in key order, separated by commas"),
          new Line(
              StoreOption.TARGET_FILE_SIZE,
              "`256m`",
              "bytes after which a task begins the next store file"),
          new Line(
              StoreOption.BLOCK_SIZE,
              "`64k`",
              "bytes of a data block: a power of two from `4k` to `16m`"),
          new Line(StoreOption.CODEC, "`none`", "`none`, `lz4` or `zstd`"),
          new Line(StoreOption.CODEC_LEVEL, "`3`", "`zstd` only: 1 (fast) to 22 (small)"),
          new Line(
              StoreOption.DICTIONARY_SIZE,
              "`0`",
              "`zstd` only: bytes of a dictionary for each file, `256` to `1m`"),
          new Line(StoreOption.NULL_KEYS, "`fail`", "rows with a null key: `fail` or `drop`"),
          new Line(
              StoreOption.DUPLICATES,
              "`fail`",
              "rows with equal keys: `fail`, `keep` to write them all, or `first by <column>` or"
                  + " `last by <column>` to write the row with the minimum or maximum"),
          new Line(
              StoreOption.INTERVAL,
              "none",
              "the columns with the beginnings and the ends of intervals that do not overlap:"
                  + " `valid_from,valid_to`, or `[low,high]` if the end belongs to the interval"),
          new Line(
              StoreOption.DELETE_COLUMN,
              "none",
              "a boolean column of an `append` that is true where the key is to be deleted"),
          new Line(
              StoreOption.MERGE_SCHEMA,
              "`false`",
              "`true`: an `append` may add columns and leave columns out"),
          new Line(
              StoreOption.MAX_LAYERS,
              "`32`",
              "maximum number of layers that an `append` may leave"),
          new Line(
              StoreOption.OVERWRITE_CONFLICT,
              "`fail`",
              "an `overwrite` after another job has published a version: `fail` or `replace`"),
          new Line(
              StoreOption.TXN_APP_ID,
              "none",
              "names the application that numbers its writes by `txnVersion`"),
          new Line(
              StoreOption.TXN_VERSION,
              "none",
              "the number of a write; a number that was used before does nothing"),
          new Line(StoreOption.WRITE_TASKS, "`1`", "the tasks that sort and write a micro-batch"),
          new Line(
              StoreOption.CHECKPOINT_LOCATION, "", "where Spark keeps the state of the stream"),
          new Line(StoreOption.QUERY_NAME, "", "the name of the stream"),
          new Line(StoreOption.VERSION, "the newest", "the version to read"),
          new Line(StoreOption.VERSION_AS_OF, "the newest", "the same as `version`"),
          new Line(StoreOption.TIMESTAMP, "none", "read the version that was the newest then"),
          new Line(StoreOption.TIMESTAMP_AS_OF, "none", "the same as `timestamp`"),
          new Line(StoreOption.TAG, "none", "read the version that the tag names"),
          new Line(
              StoreOption.REFRESH,
              "`load`",
              "when the newest version is looked for: at `load`, or for each `query`"),
          new Line(
              StoreOption.READ_MODE,
              "`mmap`",
              "how scans and reads of single keys get the bytes: `mmap`, `heap` or `remote`"),
          new Line(
              StoreOption.JOIN,
              "as `" + JoinMode.OPTION + "` says",
              "joins with this read: `auto`, `on`, `off` or `require`"));

  private static final List<Line> SETTINGS =
      List.of(
          new Line(
              JoinMode.OPTION,
              "`auto`",
              "joins with a store: `auto` makes lookup joins where they are possible and no hint"
                  + " asks for another join, `on` whatever hints say, `off` never; `require` fails"
                  + " where one is not possible"),
          new Line(
              JoinMode.REORDER,
              "`true`",
              "whether inner joins may be reordered, so that more of them are lookup joins"),
          new Line(
              JoinMode.ORDERED,
              "`true`",
              "whether joins may be lookup joins that give only the first key columns, or bounds:"
                  + " [ordered lookups](ordered-lookups.md)"),
          new Line(
              JoinRouting.OPTION,
              "`auto`",
              "`replicated`: each task looks up in the whole store; `partitioned`: rows are"
                  + " shuffled so that a task needs a slice; `auto`: partitioned if the store is"
                  + " larger than the budget"),
          new Line(
              JoinRouting.BUDGET,
              "none",
              "bytes of a store's files that the tasks of a JVM may have open at once, such as"
                  + " `64g`"),
          new Line(
              KeyTrust.OPTION,
              "`true`",
              "whether joins and groupings are removed that cannot change the rows, because a"
                  + " store's keys are unique"),
          new Line(
              ColumnarScans.OPTION,
              "`true`",
              "`false`: scans of ranges give Spark rows in place of batches of columns, which take"
                  + " less time"),
          new Line(
              KeySampling.OPTION,
              "`true`",
              "`false`: a write from files reads all their columns twice, and not only those of the"
                  + " key, to divide the keys among its tasks"),
          new Line(
              StatementIsolation.OPTION,
              "`serializable`, or the table's property",
              "conflicts that fail a MERGE, UPDATE or DELETE: `serializable` or `snapshot`"),
          new Line(
              UiSetting.OPTION,
              "`true`",
              "whether Spark's UI, event log and metrics show lookup joins; set it before the"
                  + " application starts"));

  private static final List<Line> HADOOP =
      List.of(
          new Line(
              HadoopOptions.CACHE_DIR,
              "below `java.io.tmpdir`",
              "the directory for local copies of store files"),
          new Line(
              HadoopOptions.CACHE_MAX_BYTES,
              "the whole disk",
              "maximum bytes of all copies, such as `500g`"),
          new Line(
              HadoopOptions.MAX_COMPRESSION_RATIO,
              "`1000`",
              "how many times larger than a compressed file its entries may be"),
          new Line(
              HadoopOptions.READ_ATTEMPTS,
              "`4`",
              "how many times a read is tried in all before it fails"),
          new Line(
              HadoopOptions.SINGLE_WRITER,
              "`false`",
              "`true` allows commits on a file system that cannot create a file only if it is"
                  + " absent; then one job at a time may write"));

  private OptionsTable() {}

  /** The table in Markdown. */
  static String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| option | where | default | meaning |");
    lines.add("|---|---|---|---|");
    for (Line line : OPTIONS) {
      lines.add(row(line.name(), String.join(", ", KnownOptions.places(line.name())), line));
    }
    for (Line line : SETTINGS) {
      String where = line.name().equals(UiSetting.OPTION) ? "application" : "session";
      lines.add(row(line.name(), where, line));
    }
    for (Line line : HADOOP) {
      lines.add(row("spark.hadoop." + line.name(), "session or application", line));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(String name, String where, Line line) {
    return "| `%s` | %s | %s | %s |".formatted(name, where, line.standard(), line.meaning());
  }

  /** An option that IndexKV accepts, but that the table lacks. */
  static Optional<String> missing() {
    List<String> named = new ArrayList<>();
    OPTIONS.forEach(line -> named.add(line.name()));
    SETTINGS.forEach(line -> named.add(line.name()));
    return KnownOptions.all().stream().filter(name -> !named.contains(name)).findFirst();
  }
}
