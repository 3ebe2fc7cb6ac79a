/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.benchmarks.Machine;
import io.indexkv.benchmarks.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The tables of a run. */
record LayersReport(
    LayersOptions options,
    List<LayerTimes> times,
    CompactionCost compaction,
    List<OpenTimes> opens,
    PinnedTimes pinned) {

  String tables() {
    StringBuilder text = new StringBuilder();
    text.append(
        "| layers | get, hit ns | miss ns | batch, hit ns | miss ns | join s | resident |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (LayerTimes t : times) {
      text.append(
          format(
              "| %s | %.0f | %.0f | %.0f | %.0f | %.2f | %.0f %% |%n",
              t.layers(),
              t.hit(),
              t.miss(),
              t.batchHit(),
              t.batchMiss(),
              t.join(),
              100 * t.resident()));
    }
    text.append(
        format(
            "%n| compaction | s | MB read | MB written | MB of changes | written / changes |%n"
                + "|---|---|---|---|---|---|%n| of all layers | %.2f | %.1f | %.1f | %.1f | %s |%n",
            compaction.seconds(),
            megabytes(compaction.read()),
            megabytes(compaction.written()),
            megabytes(compaction.changed()),
            compaction.changed() == 0
                ? "-"
                : format("%.1f", (double) compaction.written() / compaction.changed())));
    text.append("\n| files | are | manifest ms | open ms |\n|---|---|---|---|\n");
    for (OpenTimes t : opens) {
      text.append(
          format(
              "| %d | %s | %.1f | %.1f |%n",
              t.files(), t.where(), 1000 * t.manifest(), 1000 * t.open()));
    }
    text.append(
        format(
            "%n| a pinned reader's get, hit ns | median | slowest |%n|---|---|---|%n"
                + "| while another store changes | %.0f | %.0f |%n"
                + "| while its own does: %d commits, %d compactions and vacuums | %.0f | %.0f |%n",
            pinned.beside(),
            pinned.slowestBeside(),
            PinnedTimes.COMMITS,
            PinnedTimes.COMMITS / PinnedTimes.COMPACTS,
            pinned.within(),
            pinned.slowestWithin()));
    return text.toString();
  }

  private static double megabytes(long bytes) {
    return bytes / 1e6;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }

  /** Writes tables and machine to a new directory. Returns the tables and the directory's name. */
  String write(String... args) throws IOException {
    Path directory = Run.createDirectory(options.results());
    Files.writeString(
        directory.resolve("README.md"),
        """
        # Layers

        %s- versions: revision %s
        - command: `%s`
        - each layer but the first changes one in %d of %d entries of about 100 bytes. The
          figures are medians of %d runs after one warm-up. One thread measures, the join runs in
          `%s`. Small files are in the page cache.
        - *local* files are mapped where they are. *cached* files are of a store on another file
          system; all were copied before. *resident* is the share of the mapped bytes that is in
          memory.

        %s"""
            .formatted(
                Machine.describe(),
                Run.revision(),
                Run.command("layers", args),
                options.every(),
                options.entries(),
                options.runs(),
                options.master(),
                tables()));
    return tables() + "\nresults are in " + directory;
  }
}
