/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.imports;

import io.indexkv.benchmarks.Arguments;
import io.indexkv.benchmarks.Machine;
import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Seconds;
import io.indexkv.benchmarks.Stopwatch;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Measures how long Spark's writer and {@code indexkv import} take for the same Parquet files.
 * Spark runs in this JVM, which is warm. The import runs in a JVM of its own, which it has to
 * start: by the start script, if its jar is there.
 */
public final class ImportBenchmark {
  private static final String USAGE =
      """
      options, each with a value:
        --rows N      rows of the files (10000000)
        --runs N      measured runs of each (3), after one of Spark that warms up
        --cores N     of Spark (2)
        --heap SIZE   of the import's JVM (4g)
        --data DIR    files and stores (target/import-data)
        --results DIR (results)
      """;

  private static final Path SCRIPT = Path.of("../cli/indexkv");
  private static final Pattern FLAGS = Pattern.compile("(?m)^ *import\\) mode=\"(.*)\"");

  private static final String JAVA = System.getProperty("java.home");

  private ImportBenchmark() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    Arguments arguments = Arguments.parse(USAGE, args);
    long rows = arguments.number("--rows", 1, 10_000_000);
    int runs = arguments.count("--runs", 1, 3);
    Path data = arguments.path("--data", "target/import-data").toAbsolutePath();
    String machine = Machine.describe();
    String heap = arguments.text("--heap", "4g");
    List<String> program = program(heap);
    double[] spark = new double[runs];
    double[] imported = new double[runs];
    String master = "local[" + arguments.number("--cores", 1, 2) + "]";
    try (SparkSession session =
        Run.session("import", master, data, "").config("spark.log.level", "WARN").getOrCreate()) {
      Path files = files(session, data, rows);
      for (int run = -1; run < runs; run++) {
        double seconds = spark(session, files, data.resolve("spark"));
        if (run >= 0) {
          spark[run] = seconds;
          imported[run] = imported(program, heap, files, data.resolve("import"));
        }
      }
      requireSameRows(session, data, rows);
    }
    String how =
        program.size() == 1 ? "by the start script" : "with the class path of this benchmark";
    String report = report(machine, rows, spark, imported, how, args);
    System.out.println(report);
    Path results = Run.createDirectory(arguments.path("--results", "results"));
    Files.writeString(results.resolve("README.md"), report);
  }

  /** The rows of the joins' dimension, in random order: a key of 64 bits, and six columns. */
  private static Path files(SparkSession session, Path data, long rows) {
    Path files = data.resolve("rows-" + rows);
    if (!Files.exists(files.resolve("_SUCCESS"))) {
      session
          .range(0, rows, 1, 8)
          .selectExpr(
              "xxhash64(id) AS key",
              "id AS a",
              "id * 31 AS b",
              "id / 7 AS x",
              "id / 11 AS y",
              "concat('name ', id % 100000) AS name",
              "concat('city ', id % 1000) AS city")
          .sortWithinPartitions("x")
          .write()
          .mode("overwrite")
          .parquet(files.toString());
    }
    return files;
  }

  private static double spark(SparkSession session, Path files, Path store) throws IOException {
    Run.deleteDirectory(store);
    Stopwatch watch = new Stopwatch();
    session
        .read()
        .parquet(files.toString())
        .write()
        .format("indexkv")
        .option("key", "key")
        .save(store.toString());
    return watch.seconds();
  }

  /** The command that starts the program: the start script alone if its jar is there. */
  private static List<String> program(String heap) throws IOException {
    if (hasJar()) {
      return List.of(SCRIPT.toString());
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(JAVA, "bin", "java").toString());
    command.addAll(flags());
    command.addAll(
        List.of(
            "-Xmx" + heap, "-cp", System.getProperty("java.class.path"), "io.indexkv.cli.Main"));
    return command;
  }

  private static double imported(List<String> program, String heap, Path files, Path store)
      throws IOException, InterruptedException {
    Run.deleteDirectory(store);
    Stopwatch watch = new Stopwatch();
    List<String> command = new ArrayList<>(program);
    command.addAll(List.of("import", store.toString(), files.toString(), "--key", "key"));
    ProcessBuilder start = new ProcessBuilder(command).inheritIO();
    start.environment().put("JAVA_HOME", JAVA);
    start.environment().put("INDEXKV_OPTS", "-Xmx" + heap);
    Process process = start.start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IllegalStateException("import ended with " + exit);
    }
    return watch.seconds();
  }

  /** Whether the jar that users start is there, and is not older than the classes in it. */
  private static boolean hasJar() throws IOException {
    Path target = SCRIPT.resolveSibling("target");
    if (!Files.isDirectory(target)) {
      return false;
    }
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "*-runtime.jar")) {
      for (Path jar : jars) {
        long made = Files.getLastModifiedTime(jar).toMillis();
        return made >= newest(target.resolve("classes"))
            && made >= newest(Path.of("../core/target/classes"))
            && made >= newest(Path.of("../hadoop/target/classes"));
      }
    }
    return false;
  }

  /** When the newest file of a directory was changed. */
  private static long newest(Path directory) throws IOException {
    long newest = 0;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        newest = Math.max(newest, Files.getLastModifiedTime(file).toMillis());
      }
    }
    return newest;
  }

  /** The options that the start script gives to the JVM of an import. */
  static List<String> flags() throws IOException {
    Matcher line = FLAGS.matcher(Files.readString(SCRIPT));
    if (!line.find()) {
      throw new IllegalStateException(
          SCRIPT + ": expected the JVM's options for import, found none; change this benchmark");
    }
    return List.of(line.group(1).split(" "));
  }

  private static void requireSameRows(SparkSession session, Path data, long rows) {
    String all = "count(*) AS rows, bit_xor(xxhash64(*)) AS hash";
    Row spark = one(session, data.resolve("spark"), all);
    Row imported = one(session, data.resolve("import"), all);
    if (!spark.equals(imported) || spark.getLong(0) != rows) {
      throw new IllegalStateException(
          "Spark's store has %s, the import's %s: expected the same, of %,d rows"
              .formatted(spark, imported, rows));
    }
  }

  private static Row one(SparkSession session, Path store, String aggregates) {
    return session
        .read()
        .format("indexkv")
        .load(store.toString())
        .selectExpr(aggregates.split(", "))
        .first();
  }

  private static String report(
      String machine, long rows, double[] spark, double[] imported, String how, String[] args)
      throws IOException {
    return String.format(
        Locale.ROOT,
        """
    # Import of %,d rows

    - revision: %s, options: `%s`
    %s
    | way | seconds of each run | median | share of Spark's |
    |---|---|---|---|
    | Spark's writer, warm | %s | %.2f | 1 |
    | `indexkv import`, with the start of its JVM, %s | %s | %.2f | %.2f |
    """,
        rows,
        Run.revision(),
        String.join(" ", args),
        machine,
        Seconds.list(spark),
        Seconds.median(spark),
        how,
        Seconds.list(imported),
        Seconds.median(imported),
        Seconds.median(imported) / Seconds.median(spark));
  }
}
