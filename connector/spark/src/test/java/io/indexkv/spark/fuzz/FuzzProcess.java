/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.fuzz.Allowed.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.SparkSession;

/**
 * Reads mutants, one after the other, in a JVM that may crash. Prints which one it reads, and what
 * went wrong.
 */
final class FuzzProcess {
  static final String BEGIN = "fuzz begin ";
  static final String FAULT = "fuzz fault ";
  static final String TALLY = "fuzz tally ";
  static final String END = "fuzz end";

  /** The property with the forgeries to do, separated by commas; all if it is not set. */
  static final String FORGERIES = "indexkv.fuzz.forgeries";

  private static final int WAYS = 3;

  private static final Forgery[] FORGED =
      Arrays.stream(Forgery.values())
          .filter(f -> System.getProperty(FORGERIES, f.name()).contains(f.name()))
          .toArray(Forgery[]::new);

  private final Path directory;
  private final long seed;
  private final SparkSession spark;
  private final Map<GoodStore, Probes> probes = new EnumMap<>(GoodStore.class);
  private final Map<Forgery, Tally> tallies = new EnumMap<>(Forgery.class);
  private final Map<String, List<Found>> expected = new HashMap<>();

  /** The results of reading one kind of mutants. */
  private static final class Tally {
    private int refused;
    private int same;
    private int other;

    @Override
    public String toString() {
      return ": %d refused, %d with the good rows, %d with others".formatted(refused, same, other);
    }
  }

  private FuzzProcess(Path directory, long seed) {
    this.directory = directory;
    this.seed = seed;
    spark =
        LocalSpark.builder()
            .master("local[2]")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.indexkv.join.mode", "on")
            .config("spark.hadoop.indexkv.cache.dir", directory.resolve("cache").toString())
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
  }

  /**
   * @param args a directory, the seed, the first mutant, the one after the last
   */
  public static void main(String[] args) throws IOException {
    FuzzProcess process = new FuzzProcess(Path.of(args[0]), Long.parseLong(args[1]));
    for (int number = Integer.parseInt(args[2]); number < Integer.parseInt(args[3]); number++) {
      process.mutant(number);
    }
    process.tallies.forEach((forgery, tally) -> System.out.println(TALLY + forgery + tally));
    System.out.println(END);
    process.spark.stop();
  }

  private void mutant(int number) throws IOException {
    Random random = new Random(seed + number * 0x9E3779B97F4A7C15L);
    GoodStore good = Forgery.oneOf(random, GoodStore.values());
    Forgery forgery = Forgery.oneOf(random, FORGED);
    System.out.println(BEGIN + number + " " + good + ", not forged");
    List<WayToRead> ways = WayToRead.of(good);
    Collections.shuffle(ways, random);
    for (WayToRead way : ways.subList(0, WAYS)) {
      expected(good, way);
    }
    StringBuilder done = new StringBuilder(number + " " + good + " " + forgery + ": ");
    StoreCopy copy = StoreCopy.of(good(good), "mutant-" + number);
    Allowed allowed = forgery.deed.to(copy, random, directory.resolve("scratch"), done);
    Path mutant = directory.resolve("mutant-" + number);
    System.out.println(BEGIN + done);
    copy.write(mutant);
    for (WayToRead way : ways.subList(0, WAYS)) {
      if (spark.sparkContext().isStopped()) {
        throw new IllegalStateException("Spark has ended");
      }
      String mode = Forgery.oneOf(random, "mmap", "heap", "remote");
      read(good, way, mode, mutant, forgery, allowed)
          .ifPresent(
              fault -> System.out.println(FAULT + done + " | " + way + " " + mode + " | " + fault));
    }
    delete(mutant);
  }

  private Optional<String> read(
      GoodStore good, WayToRead way, String mode, Path mutant, Forgery forgery, Allowed allowed)
      throws IOException {
    System.out.println(BEGIN + way + " " + mode);
    Tally tally = tallies.computeIfAbsent(forgery, f -> new Tally());
    List<Found> found;
    try {
      found = way.read(probes(good), mutant.toString(), mode);
    } catch (Throwable e) {
      tally.refused++;
      return Refusals.complaint(e, mutant, forgery);
    }
    List<Found> rows = expected(good, way);
    if (found.equals(rows)) {
      tally.same++;
    } else {
      tally.other++;
    }
    return allowed.complaint(way, rows, found);
  }

  /** The rows of the good store. If the way is a join, the plan must have a lookup join. */
  private List<Found> expected(GoodStore good, WayToRead way) throws IOException {
    String name = good + " " + way;
    if (!expected.containsKey(name)) {
      Probes asked = probes(good);
      String path = good(good).toString();
      String plan = way.plan(asked, path);
      if (!way.isOf(plan)) {
        throw new IllegalStateException("not a " + way + " of " + good + ": " + plan);
      }
      expected.put(name, way.read(asked, path, "mmap"));
    }
    return expected.get(name);
  }

  private Probes probes(GoodStore good) throws IOException {
    Path path = good(good);
    return probes.computeIfAbsent(
        good, store -> Probes.of(spark, store, path.resolveSibling(good + "-facts")));
  }

  private Path good(GoodStore good) throws IOException {
    Path path = directory.resolve("good-" + good);
    if (!Files.exists(path)) {
      Path unfinished = directory.resolve("unfinished-" + good + "-" + System.nanoTime());
      good.write(spark, unfinished);
      Files.move(unfinished, path);
    }
    return path;
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
