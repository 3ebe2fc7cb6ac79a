/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.Compression;
import io.indexkv.file.write.Duplicates;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares writes of entries in all kinds of order with a sorted map. */
class StoreWriterModelTest {
  /**
   * Entries of about 50 bytes: enough in order for the writer to expect that the rest is sorted.
   */
  private static final int MANY = 30_000;

  @TempDir Path path;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /**
   * Writes entries in several orders: all sorted (SORTED), in random order (SHUFFLED), only the
   * last ones out of order (LATE), only the first ones out of order (EARLY). Memory is in KiB.
   */
  @ParameterizedTest
  @CsvSource({
    "SORTED, 30000, FAIL, 100000, 0, 0, NONE", "SORTED, 30000, LAST, 64, 0, 0, LZ4",
    "SORTED, 30000, FIRST, 64, 0, 0, NONE", "SORTED, 100, LAST, 100000, 0, 0, NONE",
    "SHUFFLED, 30000, FAIL, 100000, 0, 0, NONE", "SHUFFLED, 30000, FIRST, 100000, 0, 0, NONE",
    "SHUFFLED, 30000, LAST, 100000, 0, 0, ZSTD", "SHUFFLED, 3000, FAIL, 64, 3, 9, NONE",
    "SHUFFLED, 3000, FIRST, 64, 3, 18, NONE", "SHUFFLED, 3000, LAST, 64, 3, 18, LZ4",
    "SHUFFLED, 8000, FAIL, 4, 129, 500, NONE", "SHUFFLED, 5000, LAST, 4, 129, 600, NONE",
    "SHUFFLED, 5000, FIRST, 4, 129, 600, NONE", "LATE, 30000, FAIL, 64, 1, 1, NONE",
    "LATE, 30000, FIRST, 64, 1, 3, LZ4", "LATE, 30000, LAST, 64, 1, 3, NONE",
    "EARLY, 3000, FAIL, 64, 3, 9, NONE", "SORTED, 0, FAIL, 64, 0, 0, NONE",
    "SORTED, 1, LAST, 64, 0, 0, NONE"
  })
  void writesLikeASortedMap(
      String order,
      int entries,
      Duplicates duplicates,
      int memory,
      int minRuns,
      int maxRuns,
      String codec)
      throws IOException {
    WriteOptions options =
        WriteOptions.defaults()
            .duplicates(duplicates)
            .memoryBytes((long) memory << 10)
            .fileBytes(150_000)
            .blockBytes(4096)
            .compression(
                switch (codec) {
                  case "LZ4" -> Compression.lz4();
                  case "ZSTD" -> Compression.zstd(1);
                  default -> Compression.none();
                });
    List<Integer> numbers = numbers(order, entries, duplicates);
    write(numbers, Keys.int64(), n -> n * 7_919_000_000_000L, options, minRuns, maxRuns);
    write(numbers, Keys.string(), StoreWriterModelTest::text, options, minRuns, maxRuns);
  }

  /** In key order of both keys; the largest entries come last. */
  private List<Integer> numbers(String order, int entries, Duplicates duplicates) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      numbers.add(i);
      for (int again = random.nextInt(3); again > 0 && duplicates != Duplicates.FAIL; again--) {
        numbers.add(i);
      }
    }
    switch (order) {
      case "SHUFFLED" -> Collections.shuffle(numbers, random);
      case "LATE" -> numbers.add(numbers.remove(0));
      case "EARLY" -> Collections.swap(numbers, 0, numbers.size() - 1);
      default -> {}
    }
    if (order.equals("LATE")) {
      assertThat(entries).isEqualTo(MANY);
    }
    return numbers;
  }

  /** Texts. Many have a common prefix, and some are prefixes of others. */
  private static String text(int i) {
    String begin = "some/path/that/all/share/" + (char) ('a' + i / 5000);
    String end = i % 50 == 0 ? "" : "" + (char) ('A' + i % 50);
    return begin + "z".repeat(i % 5000 / 50) + end;
  }

  private <K extends Comparable<K>> void write(
      List<Integer> numbers,
      Keys<K> keys,
      Function<Integer, K> key,
      WriteOptions options,
      int minRuns,
      int maxRuns)
      throws IOException {
    Map<K, String> expected = new TreeMap<>();
    Path store = path.resolve(keys.type().label());
    try (StoreWriter<K, String> writer = Store.write(store, keys, Values.string(), options)) {
      int count = 0;
      for (int n : numbers) {
        String value = count++ + " is where entry " + n + " came";
        writer.add(key.apply(n), value);
        if (options.duplicates() == Duplicates.FIRST) {
          expected.putIfAbsent(key.apply(n), value);
        } else {
          expected.put(key.apply(n), value);
        }
      }
      assertThat(writer.commit()).isEqualTo(1);
      assertThat(writer.runs()).as("runs").isBetween(minRuns, maxRuns);
    }
    List<Entry<K, String>> found;
    try (Store<K, String> read = Store.open(store, keys, Values.string());
        Entries<K, String> scan = read.scan(Range.all())) {
      found = scan.stream().toList();
      for (Entry<K, String> entry : found.subList(0, Math.min(100, found.size()))) {
        assertThat(read.get(entry.key())).isEqualTo(entry.value());
      }
    }
    assertThat(found).as("seed %d", seed).isEqualTo(entries(expected));
    assertThat(files(store))
        .as("files")
        .allMatch(f -> f.matches("_indexkv/v0+1.json|data/[^.].*ikv"));
    if (found.size() > 20_000) {
      assertThat(files(store).size()).as("files").isGreaterThan(3);
    }
  }

  private static <K> List<Entry<K, String>> entries(Map<K, String> map) {
    return map.entrySet().stream().map(e -> Entry.of(e.getKey(), e.getValue())).toList();
  }

  static List<String> files(Path store) throws IOException {
    if (!Files.exists(store)) {
      return List.of();
    }
    try (var all = Files.walk(store)) {
      return all.filter(Files::isRegularFile).map(f -> store.relativize(f).toString()).toList();
    }
  }
}
