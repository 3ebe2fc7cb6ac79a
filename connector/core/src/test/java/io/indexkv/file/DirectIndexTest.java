/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files whose index is direct, and which ones get one. */
class DirectIndexTest {
  private static final int SMALL_STRIDE_SHIFT = 17;

  /** A check that all values pass. */
  private static final ReaderOptions CHECKED =
      ReaderOptions.defaults().values((bytes, offset, length) -> null);

  @TempDir Path dir;
  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  /**
   * Entries with keys that begin at {@code first}; of all numbers, one in {@code of} is left out.
   */
  private SortedMap<byte[], byte[]> entries(long first, int count, int of, int width, int value) {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    for (long n = first; entries.size() < count; n++) {
      if (of == 0 || entries.isEmpty() || random.nextInt(of) != 0) {
        byte[] bytes = new byte[value];
        random.nextBytes(bytes);
        entries.put(TestFile.key(n, width), bytes);
      }
    }
    return entries;
  }

  private static boolean isDirect(byte[] file) {
    return file[file.length - Format.FOOTER_SIZE + 113] == 0;
  }

  private static boolean mayBeDirect(byte[] file) {
    return (file[16] & Format.DIRECT) != 0;
  }

  private static long indexBytes(byte[] file) {
    return new ForgedFile(file).b.getLong(file.length - Format.FOOTER_SIZE + 40);
  }

  @ParameterizedTest
  @CsvSource({
    // key width, alignment, first key, entries, one in how many numbers is left out, value size
    "1, 1, 0, 256, 0, 3",
    "1, 8, 5, 200, 9, 0",
    "2, 1, 1000, 12000, 3, 1",
    "3, 8, 0, 9000, 0, 24",
    "4, 1, 2147483000, 15000, 0, 8",
    "4, 8, 2147483648, 15000, 10, 100",
    "5, 1, 7, 9000, 2, 5",
    "6, 1, 70000, 9000, 500, 50",
    "7, 8, 1, 9000, 0, 9",
    "8, 1, -9223372036854775808, 20000, 0, 8",
    "8, 8, 9223372036854770000, 20000, 4, 16",
    "8, 8, -70000, 20000, 1000, 40",
    "8, 1, 5, 1, 0, 10",
    "8, 8, 0, 40, 0, 200000",
    "4, 1, 0, 50, 0, 130",
    "2, 1, 0, 60, 2, 20000"
  })
  void answersLikeASortedMap(int width, int alignment, long first, int count, int of, int valueSize)
      throws IOException {
    SortedMap<byte[], byte[]> model = entries(first, count, of, width, valueSize);
    for (int parts : new int[] {1, 3}) {
      for (boolean mixed : new boolean[] {false, true}) {
        if (parts <= model.size()) {
          compare(model, TestFile.options(width, alignment), parts, mixed);
        }
      }
    }
  }

  private void compare(
      SortedMap<byte[], byte[]> model, StoreFileOptions options, int parts, boolean mixed)
      throws IOException {
    List<byte[]> keys = new ArrayList<>(model.keySet());
    List<StoreFileReader> readers = new ArrayList<>();
    boolean checked = parts == 1 ? mixed : random.nextBoolean();
    ReaderOptions open = checked ? CHECKED : ReaderOptions.defaults();
    try {
      for (int i = 0; i < parts; i++) {
        byte[] from = keys.get(keys.size() * i / parts);
        SortedMap<byte[], byte[]> part =
            i + 1 == parts
                ? model.tailMap(from)
                : model.subMap(from, keys.get(keys.size() * (i + 1) / parts));
        boolean hashed = mixed && i == 1;
        byte[] bytes = hashed ? TestFile.hashed(options, part) : TestFile.bytes(options, part);
        assertThat(isDirect(bytes)).as("part %d, seed %d", i, seed).isEqualTo(!hashed);
        Path path = Files.write(dir.resolve("part-" + i + ".ikv"), bytes);
        readers.add(StoreFileReader.open(path, open.strideShift(SMALL_STRIDE_SHIFT)));
      }
      StoreFiles files = new StoreFiles(readers);
      List<byte[]> asked = asked(keys, options.keyWidth());
      byte[][] values = asked.stream().map(model::get).toArray(byte[][]::new);
      BatchLookup first = new BatchLookup(files);
      bytes(first, asked.subList(0, 1), values);
      assertThat(first.goesTheShortWay() && files.count() > 1).as("seed %d", seed).isFalse();
      for (int pass = 0; pass < 2; pass++) {
        if (pass == 1) {
          readers.forEach(StoreFileReader::verify);
        }
        for (BatchLookup lookup :
            List.of(
                new BatchLookup(files, 0, 8),
                new BatchLookup(files, BatchLookup.WHOLE),
                new BatchLookup(files))) {
          words(lookup, files, asked, values);
          bytes(lookup, asked, values);
          assertThat(pass == 0 || lookup.goesTheShortWay()).as("seed %d", seed).isTrue();
        }
        for (int i = 0; i < asked.size(); i++) {
          byte[] key = asked.get(i);
          same(files.get(key), values[i], i);
          if (files.hasWords()) {
            same(files.get(TestFile.word(key)), values[i], i);
          }
        }
      }
    } finally {
      readers.forEach(StoreFileReader::close);
    }
  }

  /** Describes a key only if its values differ: there are millions. */
  private void same(byte[] found, byte[] expected, int i) {
    if (!Arrays.equals(found, expected)) {
      assertThat(found).as("key %d, seed %d", i, seed).isEqualTo(expected);
    }
  }

  /** All keys in no order, and as many others: next to them, anywhere, and the extremes. */
  private List<byte[]> asked(List<byte[]> keys, int width) {
    List<byte[]> asked = new ArrayList<>(keys);
    for (byte[] key : keys) {
      byte[] other = key.clone();
      if (random.nextBoolean()) {
        random.nextBytes(other);
      } else {
        other[width - 1] += (byte) (random.nextInt(5) - 2);
      }
      asked.add(other);
    }
    asked.add(new byte[width]);
    byte[] largest = new byte[width];
    Arrays.fill(largest, (byte) -1);
    asked.add(largest);
    java.util.Collections.shuffle(asked, random);
    return asked;
  }

  private void words(BatchLookup lookup, StoreFiles files, List<byte[]> asked, byte[][] values) {
    if (files.hasWords()) {
      long[] words = asked.stream().mapToLong(TestFile::word).toArray();
      long[] addresses = new long[words.length];
      int[] lengths = new int[words.length];
      int hits = lookup.find(words, words.length, addresses, lengths);
      expect(hits, addresses, lengths, values);
    }
  }

  private void bytes(BatchLookup lookup, List<byte[]> asked, byte[][] values) {
    int width = asked.get(0).length;
    byte[] all = new byte[asked.size() * width];
    int[] ends = new int[asked.size()];
    for (int i = 0; i < ends.length; i++) {
      System.arraycopy(asked.get(i), 0, all, i * width, width);
      ends[i] = (i + 1) * width;
    }
    long[] addresses = new long[ends.length];
    int[] lengths = new int[ends.length];
    int hits = lookup.find(all, ends, ends.length, addresses, lengths);
    expect(hits, addresses, lengths, values);
  }

  private void expect(int hits, long[] addresses, int[] lengths, byte[][] values) {
    int expected = 0;
    for (int i = 0; i < addresses.length; i++) {
      byte[] value = values[i];
      expected += value == null ? 0 : 1;
      same(addresses[i] == 0 ? null : Memory.copy(addresses[i], lengths[i]), value, i);
    }
    assertThat(hits).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void keysWithoutGapsTakeNoIndexBytes() throws IOException {
    byte[] file = TestFile.bytes(TestFile.options(8, 8), numbers(5000, n -> n));
    assertThat(isDirect(file)).isTrue();
    assertThat(indexBytes(file)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // every how many numbers there is a key: a key in 28 takes 4 bytes, what a line allows
    "2, true",
    "28, true",
    "29, false",
    "1000003, false"
  })
  void gapsMayTakeFourBytesAnEntry(long every, boolean direct) throws IOException {
    byte[] file = TestFile.bytes(TestFile.options(8, 1), numbers(44_800, n -> n * every));
    assertThat(isDirect(file)).isEqualTo(direct);
    assertThat(!direct || indexBytes(file) <= 4 * 44_800).isTrue();
    if (every != 29) {
      assertThat(mayBeDirect(file)).as("known after the first block").isEqualTo(direct);
    }
  }

  @Test
  void aRowForTheUnknownDoesNotPreventIt() throws IOException {
    SortedMap<byte[], byte[]> entries = numbers(73_049, n -> n == 0 ? 0 : 1_415_022 + n);
    byte[] file = TestFile.bytes(TestFile.options(4, 1), entries);
    assertThat(isDirect(file)).isTrue();
    verified(file, entries);
  }

  /** The header is written by then, and says that the index is a hash index. */
  @Test
  void aSparseBeginPreventsIt() throws IOException {
    SortedMap<byte[], byte[]> entries = numbers(44_800, n -> n < 6000 ? 100 * n : 600_000 + n);
    byte[] file = TestFile.bytes(TestFile.options(8, 1), entries);
    assertThat(mayBeDirect(file)).isFalse();
    assertThat(isDirect(file)).isFalse();
    verified(file, entries);
  }

  /** The header says that the index may be direct before the last entries are known. */
  @ParameterizedTest
  @ValueSource(strings = {"length", "last length", "far", "sparse"})
  void anIndexThatCannotBeDirectInTheEndIsAHashIndex(String why) throws IOException {
    SortedMap<byte[], byte[]> entries = numbers(9000, n -> n < 8000 ? n : n + 5);
    switch (why) {
      case "length" -> entries.put(key(8500), new byte[7]);
      case "last length" -> entries.put(entries.lastKey(), new byte[3]);
      case "far" -> entries.put(key(Long.MAX_VALUE), new byte[8]);
      default -> {
        for (int i = 1; i < 9000; i++) {
          entries.put(key(9005 + 400L * i), new byte[8]);
        }
      }
    }
    byte[] file = TestFile.bytes(TestFile.options(8, 1), entries);

    assertThat(mayBeDirect(file)).isTrue();
    assertThat(isDirect(file)).isFalse();
    verified(file, entries);
    byte[] hashed = TestFile.hashed(TestFile.options(8, 1), entries);
    int from = (int) new ForgedFile(file).b.getLong(file.length - Format.FOOTER_SIZE + 32);
    int end = from + (int) indexBytes(file);
    assertThat(Arrays.copyOfRange(file, from, end))
        .as("as if it had been one from the beginning")
        .isEqualTo(Arrays.copyOfRange(hashed, from, end));
  }

  @Test
  void keysThatAreNoNumbersGetAHashIndex() throws IOException {
    SortedMap<byte[], byte[]> wide = TestFile.map();
    for (int i = 0; i < 1000; i++) {
      wide.put(TestFile.key(i, 9), new byte[8]);
    }
    assertThat(mayBeDirect(TestFile.bytes(TestFile.options(9, 1), wide))).isFalse();
    assertThat(mayBeDirect(TestFile.bytes(TestFile.options(0, 1), wide))).isFalse();
    byte[] empty = TestFile.bytes(TestFile.options(8, 1), TestFile.map());
    assertThat(mayBeDirect(empty) || isDirect(empty)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void compressedFilesHaveItToo(int gap) throws IOException {
    SortedMap<byte[], byte[]> entries = entries(0, 20_000, gap, 4, 12);
    byte[] file = TestFile.bytes(TestFile.options(4, 1, Compression.zstd(3)), entries);
    assertThat(isDirect(file)).isTrue();
    Path path = verified(file, entries);
    try (BlockCache cache = new BlockCache(1 << 20);
        StoreFileReader compressed = StoreFileReader.open(path, cache)) {
      byte[] inflated = TestFile.inflate(compressed);
      byte[] plain = TestFile.bytes(TestFile.options(4, 1, Compression.none()), entries);
      assertThat(inflated).isEqualTo(plain);
      assertThat(compressed.get(new byte[] {1, 2, 3, 4})).isNull();
    }
  }

  private Path verified(byte[] bytes, SortedMap<byte[], byte[]> entries) throws IOException {
    Path path = Files.write(dir.resolve("verified.ikv"), bytes);
    Exercise.verify(path);
    List<byte[]> values = new ArrayList<>(entries.values());
    assertSame(Exercise.gets(path, entries.keySet()), values);
    assertSame(Exercise.batch(path, entries.keySet()), values);
    assertSame(Exercise.farGets(path, entries.keySet()), values);
    return path;
  }

  private static void assertSame(List<byte[]> found, List<byte[]> expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i)).isEqualTo(expected.get(i));
    }
  }

  private static byte[] key(long number) {
    return TestFile.key(number, 8);
  }

  private static SortedMap<byte[], byte[]> numbers(int count, LongUnaryOperator number) {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    int width = number.applyAsLong(1) == 1_415_023 ? 4 : 8;
    for (int i = 0; i < count; i++) {
      entries.put(TestFile.key(number.applyAsLong(i), width), TestFile.key(i, 8));
    }
    return entries;
  }

  /** Changes under valid checksums: each is found, by a lookup where one meets it. */
  @Test
  void linesThatContradictEachOtherAreFound() throws IOException {
    SortedMap<byte[], byte[]> entries = numbers(3000, n -> 2 * n);
    byte[] good = TestFile.bytes(TestFile.options(8, 1), entries);
    byte[] end = entries.lastKey();
    int last = (int) Format.keyNumber(end, 0, 8) % Format.LINE_SLOTS;
    int lines = new ForgedFile(good).buckets();
    refused(good, f -> f.bytes[f.bucket(0)] = 1, "direct index", key(0));
    refused(good, f -> f.bytes[f.bucket(3)]++, "direct index", key(3 * 448));
    refused(good, f -> f.bytes[f.bucket(2) + 9] ^= 1, "direct index", key(2 * 448));
    // one bit for another: the entry is hidden, as a hash index may hide one, and verify finds it
    refused(good, f -> f.bytes[f.bucket(2) + 9] ^= 3, "whose place this is", key(2 * 448 + 9));
    refused(
        good,
        f -> f.bytes[f.bucket(lines - 1) + 8 + (last + 1) / 8] |= (byte) (1 << (last + 1) % 8),
        "direct index",
        end);
  }

  @Test
  void anEntryWithAnotherKeyIsFound() throws IOException {
    byte[] good = TestFile.bytes(TestFile.options(8, 1), numbers(300, n -> n));
    byte[] bad = good.clone();
    bad[Format.HEADER_SIZE + 5 * 17 + 6] = 1; // in the key of the sixth entry
    Signed.sums(bad);
    refused(bad, "the key whose place this is", key(5));
  }

  /** The same once everything has been verified, when lookups take the fast path. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anEntryWithAnotherKeyIsFoundOnTheFastPath(int every) throws IOException {
    SortedMap<byte[], byte[]> entries = numbers(300, n -> n * every);
    byte[] bad = TestFile.bytes(TestFile.options(8, 1), entries);
    bad[Format.HEADER_SIZE + 5 * 17 + 5] = 1; // in the key of the sixth entry
    Signed.sums(bad);
    byte[] key = key(5 * every);
    Path path = Files.write(dir.resolve("forged.ikv"), bad);
    try (StoreFileReader file = StoreFileReader.open(path)) {
      entries.keySet().stream().filter(k -> !Arrays.equals(k, key)).forEach(file::get);
      assertThat(((MappedReader) file).verified()).isInstanceOf(DirectReader.class);
      StoreFiles files = new StoreFiles(List.of(file));
      long[] word = {TestFile.word(key)};
      int[] end = {8};
      BatchLookup lookup = new BatchLookup(files);
      for (Runnable find :
          List.<Runnable>of(
              () -> file.get(key),
              () -> files.get(word[0]),
              () -> lookup.find(word, 1, new long[1], new int[1]),
              () -> lookup.find(key, end, 1, new long[1], new int[1]))) {
        assertThatThrownBy(find::run)
            .isInstanceOf(CorruptFileException.class)
            .hasMessageContaining("the key whose place this is");
      }
      assertThat(lookup.goesTheShortWay()).isTrue();
    }
  }

  /** A check of values meets each key, and then lookups need not compare keys. */
  @Test
  void anEntryWithAnotherKeyIsFoundWhereValuesAreChecked() throws IOException {
    SortedMap<byte[], byte[]> entries = numbers(300, n -> n);
    byte[] bad = TestFile.bytes(TestFile.options(8, 1), entries);
    bad[Format.HEADER_SIZE + 5 * 17 + 5] = 1; // in the key of the sixth entry
    Signed.sums(bad);
    Path path = Files.write(dir.resolve("forged.ikv"), bad);
    try (StoreFileReader file = StoreFileReader.open(path, CHECKED)) {
      assertThatThrownBy(() -> file.get(key(200)))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("the key whose place this is");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // alignment, distance of keys, value size, whether values are checked
    "1, 1, 8, true, true",
    "8, 1, 8, true, true",
    "1, 1, 0, true, true",
    "1, 1, 300, true, true",
    "8, 1, 9, true, false", // padding: there could be values of another length
    "1, 1, 20000, true, false", // not in reach of a window
    "1, 2, 8, true, false", // a key may not be there
    "1, 1, 8, false, false"
  })
  void aFileIsExactIfAKeyAloneLeadsToItsValue(
      int alignment, int every, int valueSize, boolean checked, boolean exact) throws IOException {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    for (int i = 0; i < 300; i++) {
      entries.put(key(i * every), new byte[valueSize]);
    }
    Path path = dir.resolve("exact.ikv");
    Files.write(path, TestFile.bytes(TestFile.options(8, alignment), entries));
    ReaderOptions open = checked ? CHECKED : ReaderOptions.defaults();
    try (StoreFileReader file = StoreFileReader.open(path, open)) {
      entries.keySet().forEach(file::get);
      assertThat(((DirectReader) ((MappedReader) file).verified()).isExact()).isEqualTo(exact);
    }
  }

  /** Values of two lengths that padding makes entries of one length. */
  @Test
  void paddedValuesKeepTheirLengths() throws IOException {
    SortedMap<byte[], byte[]> entries = TestFile.map();
    for (int i = 0; i < 300; i++) {
      entries.put(key(i), new byte[i % 2 == 0 ? 8 : 6]);
    }
    Path path = dir.resolve("padded.ikv");
    Files.write(path, TestFile.bytes(TestFile.options(8, 8), entries));
    try (StoreFileReader file = StoreFileReader.open(path, CHECKED)) {
      for (int pass = 0; pass < 2; pass++) {
        entries.forEach((key, value) -> assertThat(file.get(key)).isEqualTo(value));
      }
      long[] words = {TestFile.word(key(4)), TestFile.word(key(5)), TestFile.word(key(300))};
      int[] lengths = new int[3];
      new BatchLookup(new StoreFiles(List.of(file))).find(words, 3, new long[3], lengths);
      assertThat(lengths).containsExactly(8, 6, 0);
      assertThat(((MappedReader) file).verified()).isInstanceOf(DirectReader.class);
    }
  }

  @Test
  void linesThatContradictTheNextPageAreFound() throws IOException {
    SortedMap<byte[], byte[]> entries = numbers(300_000, n -> 2 * n);
    byte[] good = TestFile.bytes(TestFile.options(8, 1), entries);
    int border = Format.HASH_PAGE_SIZE / Format.BUCKET_SIZE;
    byte[] before = key((border - 1) * 448);
    refused(good, f -> f.bytes[f.bucket(border - 1) + 9] ^= 1, "direct index", before);
    refused(good, f -> f.bytes[f.bucket(border)]++, "direct index", before);

    byte[] damaged = good.clone();
    int at = new ForgedFile(damaged).bucket(border);
    damaged[at]++;
    // the page that is damaged, not the one that it makes doubtful
    refused(damaged, "direct index at offset %,d: expected CRC32C".formatted(at), before);
  }

  /** Writers of several files cut them by this length, as long as all kinds are possible, too. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 28, 1000, 1_000_003})
  void theLengthSoFarIsNoLongerThanTheFile(long every) throws IOException {
    StoreFileOptions options = TestFile.options(8, 1);
    for (int count : new int[] {1, 100, 3000, 20_000}) {
      BytesOutput out = new BytesOutput();
      long soFar;
      try (StoreFileWriter writer = new StoreFileWriter(out, options)) {
        for (int i = 0; i < count; i++) {
          writer.add(key(i * every), 0, 8, key(i), 0, 8);
        }
        soFar = writer.length();
        writer.finish();
      }
      assertThat(soFar).as("%d entries", count).isLessThanOrEqualTo(out.bytes().length);
    }
  }

  @Test
  void aFrameThatDoesNotFitADirectIndexIsRefused() throws IOException {
    byte[] good = TestFile.bytes(TestFile.options(8, 1), numbers(3000, n -> 2 * n));
    byte[] hashed = TestFile.hashed(TestFile.options(8, 1), numbers(3000, n -> 2 * n));
    refusedAtOpen(good, f -> f.b.putLong(f.footer + 8, 2999), "data of 2,999 entries");
    refusedAtOpen(good, f -> f.b.putLong(f.footer + 80, 1), "lines of the direct index");
    refusedAtOpen(hashed, f -> f.bytes[f.footer + 113] = 0, "position width 4 or 5");
    refusedAtOpen(good, f -> f.bytes[f.footer + 113] = 3, "position width 4 or 5");
    int keys = (int) new ForgedFile(good).b.getLong(good.length - Format.FOOTER_SIZE + 64);
    refusedAtOpen(good, f -> f.bytes[keys + 4 + 8 + 4] = -1, "a direct index for 3,000 entries");
    refusedAtOpen(good, f -> f.bytes[keys + 10]++, "a direct index for 3,000 entries");
  }

  /** An entry of twice the length with another inside, where a value check must meet each value. */
  @Test
  void entriesOfAnotherLengthAreFoundWhereValuesAreChecked() throws IOException {
    SortedMap<byte[], byte[]> entries = numbers(300, n -> n);
    byte[] bad = TestFile.bytes(TestFile.options(8, 1), entries);
    bad[Format.HEADER_SIZE + 5 * 17 + 8] += 17; // the value ends with the next entry
    Signed.sums(bad);
    Path path = Files.write(dir.resolve("longer.ikv"), bad);
    try (StoreFileReader file = StoreFileReader.open(path, CHECKED)) {
      assertThatThrownBy(() -> entries.keySet().forEach(file::get))
          .isInstanceOf(CorruptFileException.class)
          .hasMessageContaining("an entry of length 17");
    }
    assertThatThrownBy(() -> Exercise.verify(path)).isInstanceOf(CorruptFileException.class);
  }

  private void refusedAtOpen(byte[] good, Consumer<ForgedFile> change, String message)
      throws IOException {
    Path path = Files.write(dir.resolve("frame.ikv"), ForgedFile.of(good, change));
    assertThatThrownBy(() -> StoreFileReader.open(path).close())
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(message);
  }

  private void refused(byte[] good, Consumer<ForgedFile> change, String message, byte[] key)
      throws IOException {
    refused(ForgedFile.of(good, change), message, key);
  }

  private void refused(byte[] bad, String message, byte[] key) throws IOException {
    Path path = Files.write(dir.resolve("forged.ikv"), bad);
    assertThatThrownBy(() -> Exercise.gets(path, java.util.Set.of(key)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(message);
    assertThatThrownBy(() -> Exercise.batch(path, java.util.Set.of(key)))
        .isInstanceOf(CorruptFileException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> Exercise.verify(path)).isInstanceOf(CorruptFileException.class);
  }
}
