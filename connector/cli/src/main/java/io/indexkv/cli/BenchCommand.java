/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.Store;
import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Json;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.output.TextTable;
import io.indexkv.cli.output.TextTable.Heading;
import io.indexkv.cli.store.EntryColumns;
import io.indexkv.cli.store.StoreAt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "bench",
    description = {
      "Measures lookups a second on this store, on this machine.",
      "It takes keys from all over the store, makes others that the store does not have, and looks",
      "them up in random order with one thread: one by one, and in batches. Each kind runs twice,",
      "and the second run counts. A lookup copies the value, and does not decode it."
    },
    footer = {
      "%nExamples:",
      "  indexkv bench airports",
      "  indexkv bench s3a://lake/customers --seconds 10 --batch 10000"
    })
final class BenchCommand extends StoreCommand {
  private static final long NANOS = 1_000_000_000;

  @Mixin private VersionOptions versions = new VersionOptions();

  @Option(
      names = "--seconds",
      order = 10,
      paramLabel = "N",
      description = "How long each kind runs, twice; 2 by default.")
  private double seconds = 2;

  @Option(
      names = "--batch",
      order = 11,
      paramLabel = "N",
      description = "Keys of a batch; 1000 by default.")
  private int batch = 1000;

  @Option(
      names = "--keys",
      order = 12,
      paramLabel = "N",
      description = "Maximum number of different keys to look up; 200000 by default.")
  private int keys = 200_000;

  /** Looks up some keys, and returns how many were found. */
  private interface Lookup {
    int run(List<List<Object>> some);
  }

  /** A kind of lookup and how fast it was. */
  private record Measured(String kind, long lookups, long nanos) {
    double perSecond() {
      return lookups / ((double) nanos / NANOS);
    }

    double nanosEach() {
      return (double) nanos / lookups;
    }
  }

  @Override
  int run(StoreAt store) throws IOException {
    if (!(seconds > 0) || seconds > 3600 || batch < 1 || keys < 1) {
      throw new UsageException(
          "expected --seconds above 0 and up to 3600, and --batch and --keys of 1 or more");
    }
    EntryColumns columns = EntryColumns.of(store.manifest(versions.version()));
    try (Store<List<Object>, byte[]> open = columns.open(store)) {
      KeySamples samples = KeySamples.of(open, columns.key(), keys);
      if (samples.there().isEmpty()) {
        throw new UsageException(store.name() + " has no entries, so there is nothing to measure");
      }
      List<Measured> results = new ArrayList<>();
      results.add(measure("hit", open, samples.there(), 1));
      results.add(measure("hit, in batches", open, samples.there(), batch));
      if (!samples.absent().isEmpty()) {
        results.add(measure("miss", open, samples.absent(), 1));
        results.add(measure("miss, in batches", open, samples.absent(), batch));
      }
      print(store, columns, samples, results);
      return ExitCode.GOOD;
    }
  }

  private Measured measure(
      String kind, Store<List<Object>, byte[]> store, List<List<Object>> keys, int size) {
    Lookup lookup =
        size == 1
            ? some -> store.get(some.get(0)) == null ? 0 : 1
            : some -> (int) store.getMany(some).stream().filter(v -> v != null).count();
    List<List<List<Object>>> batches = new ArrayList<>();
    for (int i = 0; i < keys.size(); i += size) {
      batches.add(keys.subList(i, Math.min(keys.size(), i + size)));
    }
    round(kind, batches, lookup);
    return round(kind, batches, lookup);
  }

  private Measured round(String kind, List<List<List<Object>>> batches, Lookup lookup) {
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * NANOS);
    long lookups = 0;
    long found = 0;
    long now = begin;
    for (int i = 0; now < end; i = (i + 1) % batches.size()) {
      List<List<Object>> some = batches.get(i);
      found += lookup.run(some);
      lookups += some.size();
      // the clock is read now and then only, because it takes as long as a part of a lookup
      if (some.size() > 1 || (i & 63) == 0) {
        now = System.nanoTime();
      }
    }
    if (found != (kind.startsWith("hit") ? lookups : 0)) {
      throw new IllegalStateException(
          "%s: %,d of %,d lookups found a value; the store has changed or is damaged"
              .formatted(kind, found, lookups));
    }
    return new Measured(kind, lookups, now - begin);
  }

  private void print(
      StoreAt store, EntryColumns columns, KeySamples samples, List<Measured> results)
      throws IOException {
    if (json()) {
      Map<String, Object> document = Json.document("bench", store.name());
      document.put("version", columns.manifest().version());
      document.put("keys", samples.there().size());
      document.put("absentKeys", samples.absent().size());
      document.put("entriesSampled", samples.entries());
      document.put("all", samples.all());
      document.put("batch", batch);
      document.put("threads", 1);
      document.put("read", store.far() ? "remote" : "mapped");
      document.put("results", results.stream().map(BenchCommand::json).toList());
      console().line(Json.text(document));
      return;
    }
    TextTable table =
        new TextTable(
            console(),
            "",
            List.of(Heading.left("LOOKUPS"), Heading.right("A SECOND"), Heading.right("NS EACH")));
    for (Measured result : results) {
      table.row(
          List.of(
              result.kind(),
              String.format(Locale.ROOT, "%,.0f", result.perSecond()),
              String.format(Locale.ROOT, "%,.0f", result.nanosEach())));
    }
    table.end();
    console()
        .note(
            "one thread, %,d keys of %s%s, version %d, %s"
                .formatted(
                    samples.there().size(),
                    samples.all() ? "" : "the first ",
                    Text.entries(samples.entries()),
                    columns.manifest().version(),
                    store.far() ? "blocks read where they are" : "files mapped into memory"));
    if (samples.absent().isEmpty()) {
      console().note("no misses: no key was found that the store does not have");
    }
  }

  private static Map<String, Object> json(Measured result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", result.kind());
    json.put("lookups", result.lookups());
    json.put("perSecond", Math.round(result.perSecond()));
    json.put("nanosEach", (double) Math.round(result.nanosEach() * 10) / 10);
    return json;
  }
}
