/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.Compression;
import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Opens compressed stores in each way. */
class OpenOptionsTest {
  private static final int ENTRIES = 3000;

  @TempDir Path path;
  @TempDir Path copies;

  static List<Compression> compressions() {
    return List.of(
        Compression.lz4(), Compression.zstd(1), Compression.zstd(3).withDictionary(1024));
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void answersTheSameInEveryMode(Compression compression) throws IOException {
    write(compression);
    for (OpenOptions options :
        List.of(
            OpenOptions.defaults(),
            OpenOptions.defaults().cacheBytes(32 << 10),
            OpenOptions.defaults().inflateInto(copies))) {
      try (Store<Short, String> store = Store.open(path, Keys.int16(), Values.string(), options)) {
        for (short key = -1; key <= ENTRIES; key++) {
          boolean there = key >= 0 && key < ENTRIES;
          assertThat(store.get(key)).isEqualTo(there ? value(key) : null);
          assertThat(store.contains(key)).isEqualTo(there);
        }
        short over = (short) ENTRIES;
        assertThat(store.getMany(List.of((short) 7, over, (short) 5)))
            .isEqualTo(Arrays.asList(value(7), null, value(5)));
        LongLookup<String> lookup = store.longLookup();
        assertThat(lookup.getMany(new long[] {2999, -1, 0})).isEqualTo(2);
        assertThat(lookup.value(0)).isEqualTo(value(2999));
        assertThat(lookup.contains(1)).isFalse();
        assertThat(values(store.scan(Range.atLeast((short) 2998))))
            .containsExactly(value(2998), value(2999));
        assertThat(values(store.scanBackward(Range.lessThan((short) 2))))
            .containsExactly(value(1), value(0));
      }
    }
  }

  @Test
  void looksUpWordsInCompressedFiles() throws IOException {
    Manifest manifest = write(Compression.lz4());
    try (SnapshotReader snapshot =
        SnapshotReader.open(storage(), manifest, ReadMode.cached(1 << 20))) {
      OpenSnapshot files = snapshot.files();
      assertThat(files.isMapped()).isFalse();
      assertThat(files.get(KeyType.INT16.word(12))).asString().isEqualTo(value(12));
      assertThat(files.get(KeyType.INT16.word(ENTRIES))).isNull();
    }
  }

  @Test
  void saysHowToOpenACompressedStoreThatCannotBeMapped() throws IOException {
    Manifest manifest = write(Compression.zstd(1));
    assertThatExceptionOfType(UnsupportedFormatException.class)
        .isThrownBy(() -> SnapshotReader.open(storage(), manifest))
        .withMessageContaining(manifest.files().get(0).name())
        .withMessageContaining("codec ZSTD cannot be mapped")
        .withMessageContaining("Inflate the file, or open it with a block cache");
  }

  @Test
  void inflatedCopiesAreGoneWithTheStore() throws IOException {
    write(Compression.zstd(1));
    OpenOptions options = OpenOptions.defaults().inflateInto(copies.resolve("new"));
    Store<Short, String> first = Store.open(path, Keys.int16(), Values.string(), options);
    Store<Short, String> second = Store.open(path, Keys.int16(), Values.string(), options);
    List<String> mapped = copiesMapped();
    assertThat(mapped).hasSize(1).allMatch(line -> line.contains(".ikv.tmp"));
    first.close();
    assertThat(copiesMapped()).isEqualTo(mapped);
    assertThat(second.get((short) 1)).isEqualTo(value(1));
    second.close();
    assertThat(copiesMapped()).isEmpty();
    try (Stream<Path> left = Files.list(copies.resolve("new"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void refusesACacheThatIsTooSmall() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OpenOptions.defaults().cacheBytes(1000))
        .withMessage("a block cache needs at least 32768 bytes, got 1000");
  }

  private static List<String> values(Entries<Short, String> entries) {
    try (entries) {
      return entries.stream().map(Entry::value).toList();
    }
  }

  private List<String> copiesMapped() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines.filter(line -> line.contains(copies.toString())).toList();
    }
  }

  private Manifest write(Compression compression) throws IOException {
    Map<Short, String> entries =
        IntStream.range(0, ENTRIES)
            .boxed()
            .collect(Collectors.toMap(Integer::shortValue, OpenOptionsTest::value));
    new SortedStore<>(path, Keys.int16(), Values.string(), compression, Integer.MAX_VALUE)
        .write(entries);
    return new VersionLog(storage()).latest().orElseThrow();
  }

  private LocalStorage storage() {
    return new LocalStorage(path);
  }

  private static String value(int key) {
    return "value ".repeat(key % 7) + key;
  }
}
