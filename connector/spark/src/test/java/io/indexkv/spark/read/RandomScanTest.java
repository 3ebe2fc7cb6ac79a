/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.KeyKind;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.ColumnarScans;
import io.indexkv.spark.conf.KeyTrust;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random filters, aggregates and limits give the same on a store as on the same rows in memory. The
 * stores have keys of all kinds; some have layers and deleted keys. Every other query may read
 * batches of columns. Every third one is divided into several tasks, every fifth one does not trust
 * keys, every seventh one reads the first version, and every eleventh one is compiled and adapted.
 *
 * <p>For more or other queries: {@code -Dindexkv.scan.queries=5000 -Dindexkv.scan.seed=7}. The same
 * seed gives the same queries.
 */
@Tag("slow")
@Tag("random-scans")
class RandomScanTest {
  private static final int QUERIES = Integer.getInteger("indexkv.scan.queries", 1_000);
  private static final int FIRST = Integer.getInteger("indexkv.scan.first", 0);
  private static final long SEED = Long.getLong("indexkv.scan.seed", 20261130);
  private static final int STORES = 6;

  /** What a plan shows if the scan did something itself. */
  private static final List<String> PUSHED =
      List.of("keys=[", "ranges=[", "aggregates=[", " limit=", " first=", " last=");

  /** How many bytes of files a task reads at most. */
  private static final String MAX_TASK = "spark.sql.files.maxPartitionBytes";

  private static final SparkSession SPARK = LocalSpark.session().newSession();

  /** Answers from memory, by other code than scans of stores: compiling it would take longest. */
  private static final SparkSession MEMORY = LocalSpark.session().newSession();

  @TempDir static Path directory;

  private static final KeyKind[] KINDS = new KeyKind[STORES];

  @BeforeAll
  static void writeStores() {
    SPARK.conf().set("spark.sql.shuffle.partitions", "1");
    MEMORY.conf().set("spark.sql.shuffle.partitions", "1");
    compile(MEMORY, false);
    Random random = new Random(SEED);
    for (int i = 0; i < STORES; i++) {
      KINDS[i] = KeyKind.values()[random.nextInt(KeyKind.values().length)];
      StoreDirectory store = new StoreDirectory(directory.resolve("store" + i));
      boolean layers = i % 2 == 1;
      write(store, KINDS[i], "id, false as gone", "range(120)", "overwrite");
      if (layers) {
        write(store, KINDS[i], "id, false as gone", "range(90, 150)", "append");
        write(store, KINDS[i], "id, id % 3 <> 0 as gone", "range(100, 170, 2)", "append");
        write(store, KINDS[i], "id, true as gone", "range(0, 9)", "append");
      }
      String rows =
          layers
              ? "range(9, 170) where (id < 150 or id % 2 = 0)"
                  + " and not (id >= 100 and id % 2 = 0 and id % 3 <> 0)"
              : "range(120)";
      register(i, "", SPARK.read(), rows);
      register(i, "_before", SPARK.read().option("version", 1), "range(120)");
    }
  }

  /** Whether a session compiles and adapts its queries. That takes longer than to run these. */
  private static void compile(SparkSession session, boolean compiles) {
    session.conf().set("spark.sql.adaptive.enabled", compiles);
    session.conf().set("spark.sql.codegen.wholeStage", compiles);
    session.conf().set("spark.sql.codegen.factoryMode", compiles ? "FALLBACK" : "NO_CODEGEN");
  }

  /** Names a version of a store t0, t1, …, and its rows in memory m0, m1, … */
  private static void register(int i, String version, DataFrameReader reader, String rows) {
    reader
        .format("indexkv")
        .load(directory.resolve("store" + i).toString())
        .createOrReplaceTempView("t" + i + version);
    Dataset<Row> memory =
        MEMORY.sql(
            "select id %% 10 as v, %s, concat('t', id) as w from %s"
                .formatted(KINDS[i].select("id"), rows));
    MEMORY
        .createDataFrame(memory.collectAsList(), memory.schema())
        .createOrReplaceTempView("m" + i + version);
  }

  private static void write(
      StoreDirectory store, KeyKind kind, String columns, String from, String mode) {
    Dataset<Row> rows =
        SPARK.sql(
            "select id %% 10 as v, %s, concat('t', id) as w, gone from (select %s from %s)"
                .formatted(kind.select("id"), columns, from));
    boolean append = mode.equals("append");
    var writer =
        store
            .writer(append ? rows : rows.drop("gone"), kind.option())
            .option("targetFileSize", "2k")
            .option("blockSize", "4k")
            .mode(mode);
    (append ? writer.option("deleteColumn", "gone") : writer).save(store.toString());
  }

  @Test
  void scansGiveTheRowsOfTheFilter() {
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = FIRST; i < FIRST + QUERIES; i++) {
      Random random = new Random(new SplittableRandom(SEED * 1_000_000 + i).nextLong());
      int store = random.nextInt(STORES);
      String query = new RandomScan(random, KINDS[store]).query();
      SPARK.conf().set(ColumnarScans.OPTION, i % 2 == 1);
      SPARK.conf().set(MAX_TASK, i % 3 == 0 ? "2k" : "128m");
      SPARK.conf().set(KeyTrust.OPTION, i % 5 != 0);
      compile(SPARK, i % 11 == 0);
      String table = store + (i % 7 == 0 ? "_before" : "");
      Dataset<Row> answer = SPARK.sql(query.replace("$t", "t" + table));
      List<String> expected = rows(MEMORY.sql(query.replace("$t", "m" + table)));
      String about =
          "query %d of seed %d, store %s, key %s: %s"
              .formatted(i, SEED, table, KINDS[store], query);
      List<String> found;
      try {
        found = rows(answer);
      } catch (Exception e) {
        throw new AssertionError(about, e);
      }
      String plan = answer.queryExecution().executedPlan().toString();
      assertThat(found).as(about + "\n" + plan).isEqualTo(expected);
      PUSHED.stream().filter(plan::contains).forEach(p -> seen.merge(p, 1, Integer::sum));
    }
    System.out.printf("%,d random scans of seed %d, from %,d on: %s%n", QUERIES, SEED, FIRST, seen);
    if (QUERIES >= 300) {
      assertThat(seen.keySet()).containsAll(PUSHED);
    }
  }

  /** Otherwise the queries above would all run in one task. */
  @Test
  void everyStoreIsLargeEnoughForSeveralTasks() {
    SPARK.conf().set(MAX_TASK, "2k");
    for (int i = 0; i < STORES; i++) {
      assertThat(SPARK.table("t" + i).rdd().getNumPartitions()).as("store " + i).isGreaterThan(1);
    }
  }

  /** The rows as texts, sorted unless the query sorts them. */
  private static List<String> rows(Dataset<Row> query) {
    List<String> rows =
        query.collectAsList().stream()
            .map(
                row ->
                    Arrays.toString(
                        java.util.stream.IntStream.range(0, row.size())
                            .mapToObj(row::get)
                            .map(
                                x -> x instanceof byte[] b ? Arrays.toString(b) : String.valueOf(x))
                            .toArray()))
            .toList();
    return query.queryExecution().logical().toString().contains("Sort [")
        ? rows
        : rows.stream().sorted().toList();
  }
}
