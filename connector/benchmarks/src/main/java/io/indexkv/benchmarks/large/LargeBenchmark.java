/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.large;

import io.indexkv.benchmarks.Machine;
import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Joins with a store and reads all of its values: first each once in key order, then at random.
 * Fails if a join is not a lookup join, or if it returns other rows than the keys require.
 */
public final class LargeBenchmark {
  private final SparkSession spark;
  private final LargeOptions options;
  private final Path store;
  private final StringBuilder rows = new StringBuilder();

  private LargeBenchmark(SparkSession spark, LargeOptions options) {
    this.spark = spark;
    this.options = options;
    store =
        options
            .data()
            .toAbsolutePath()
            .resolve("store-" + options.mebibytes() + "-of-" + options.valueBytes());
  }

  /** Takes the options that {@code LargeOptions.USAGE} lists. */
  public static void main(String[] args) throws IOException {
    LargeOptions options = LargeOptions.parse(args);
    try (SparkSession spark =
        Run.session("large", options.master(), options.data(), options.jars())
            // values compress so well in a shuffle that Spark would merge all tasks into a few
            .config("spark.sql.adaptive.coalescePartitions.enabled", false)
            .config("spark.ui.enabled", options.port() > 0)
            .config("spark.ui.port", options.port())
            .getOrCreate()) {
      // the alarms of the UI are warnings
      spark.sparkContext().setLogLevel(options.port() > 0 ? "WARN" : "ERROR");
      new LargeBenchmark(spark, options).run(args);
    }
  }

  private void run(String[] args) throws IOException {
    String written = write();
    spark.read().format("indexkv").load(store.toString()).createOrReplaceTempView("store");
    String all = "select id as key from range(0, %d, 1, 64)".formatted(options.entries());
    String random =
        "select pmod(xxhash64(id), %d) as key from range(0, %d, 1, 16)"
            .formatted(options.entries() / 9 * 10, options.lookups());
    measure("every key in order", all);
    measure("random keys", random);
    Path directory = Run.createDirectory(options.results());
    String report =
        "# A store larger than memory\n\n%s- versions: revision %s, Spark %s\n- command: `%s`\n- store: %s\n\n%s%s"
            .formatted(
                Machine.describe(),
                Run.revision(),
                spark.version(),
                Run.command("large", args),
                written,
                "| join | rows | hits | s | GB read from the disk |\n|---|---|---|---|---|\n",
                rows);
    Files.writeString(directory.resolve("README.md"), report);
    System.out.println(report);
    if (options.port() > 0) {
      byte[] json = page("/indexkv/api");
      if (json.length == 0 || json[0] != '{') {
        // Spark sends its first page for a path that it does not know
        throw new IllegalStateException("expected the JSON of the tab IndexKV, found no such tab");
      }
      Files.write(directory.resolve("indexkv.json"), json);
      Files.write(directory.resolve("indexkv.html"), page("/indexkv/"));
    }
  }

  private byte[] page(String path) throws IOException {
    try (InputStream in = new URL("http://localhost:" + options.port() + path).openStream()) {
      return in.readAllBytes();
    }
  }

  private String write() throws IOException {
    VersionLog snapshots = new VersionLog(new LocalStorage(store));
    String seconds = "kept from an earlier run";
    if (snapshots.latest().isEmpty()) {
      seconds =
          "%.0f s to write"
              .formatted(
                  Stopwatch.print(
                      options.entries() + " entries",
                      () ->
                          spark
                              .range(0, options.entries(), 1, 64)
                              .selectExpr("id", options.value("id") + " as x")
                              .write()
                              .format("indexkv")
                              .option("key", "id")
                              .save(store.toString())));
    }
    return "%,d entries, %,d MiB, %s"
        .formatted(options.entries(), snapshots.latest().orElseThrow().bytes() >> 20, seconds);
  }

  private void measure(String name, String probe) {
    String join =
        "select count(*), count(s.id), sum(crc32(s.x)) from (%s) f left join store s on f.key = s.id"
            .formatted(probe);
    String plan = spark.sql("explain " + join).first().getString(0);
    if (!plan.contains("LookupJoin")) {
      throw new IllegalStateException("expected a lookup join, found\n" + plan);
    }
    Optional<Long> readBefore = DiskReads.bytes();
    Stopwatch watch = new Stopwatch();
    Row found = spark.sql(join).first();
    double seconds = watch.seconds();
    String read =
        DiskReads.bytes()
            .filter(bytes -> options.master().startsWith("local"))
            .map(bytes -> String.format(Locale.ROOT, "%.1f", (bytes - readBefore.get()) / 1e9))
            .orElse("unknown");
    Row expected = spark.sql(expected(probe)).first();
    if (!found.equals(expected)) {
      throw new IllegalStateException("%s: expected %s, found %s".formatted(name, expected, found));
    }
    rows.append(
        String.format(
            Locale.ROOT,
            "| %s | %,d | %,d | %.1f | %s |%n",
            name,
            found.getLong(0),
            found.getLong(1),
            seconds,
            read));
  }

  /** SQL that gives the expected result without the store. */
  private String expected(String probe) {
    return "select count(*), count(known), sum(crc32(%s)) from (select if(key < %d, key, null) as known from (%s))"
        .formatted(options.value("known"), options.entries(), probe);
  }
}
