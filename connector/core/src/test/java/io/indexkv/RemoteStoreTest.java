/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.FileRange;
import io.indexkv.file.bytes.RangedFile;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.testing.ForwardingRangedFile;
import io.indexkv.testing.ForwardingStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that lookups read by ranges, or from copies in memory. */
class RemoteStoreTest {
  private static final int ENTRIES = 20_000;

  @TempDir Path directory;
  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicInteger ranges = new AtomicInteger();

  /** Damages the bytes of a read. */
  private UnaryOperator<byte[]> wire = bytes -> bytes;

  static Stream<Compression> compressions() {
    return Stream.of(
        Compression.none(),
        Compression.lz4(),
        Compression.zstd(3),
        Compression.zstd(3).withDictionary(4 << 10));
  }

  @ParameterizedTest
  @MethodSource("compressions")
  void answersLikeATreeMap(Compression how) throws IOException {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);
    NavigableMap<String, String> model = write(how, random);
    for (OpenOptions options :
        List.of(OpenOptions.defaults().remote(1 << 20), OpenOptions.defaults().inMemory())) {
      try (Store<String, String> store = open(options)) {
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          asked.add(key(random.nextInt(3 * ENTRIES)));
        }
        for (String key : asked) {
          assertThat(store.get(key)).as("seed " + seed).isEqualTo(model.get(key));
          assertThat(store.contains(key)).as("seed " + seed).isEqualTo(model.containsKey(key));
        }
        assertThat(store.getMany(asked)).isEqualTo(asked.stream().map(model::get).toList());
        assertThat(store.size()).isEqualTo(model.size());
        Range<String> range = Range.closedOpen(key(1_000), key(9_000));
        assertThat(keys(store.scan(range)))
            .containsExactlyElementsOf(model.subMap(key(1_000), key(9_000)).keySet());
        assertThat(keys(store.scanBackward(range)))
            .containsExactlyElementsOf(
                model.subMap(key(1_000), true, key(9_000), false).descendingKeySet());
      }
    }
  }

  @Test
  void aColdGetReadsThreeRangesAndALaterOneOne() throws IOException {
    Random random = new Random(3);
    NavigableMap<String, String> model = write(Compression.none(), random);
    try (Store<String, String> store = open(OpenOptions.defaults().remote(16 << 20))) {
      assertThat(reads).hasValue(0);

      assertThat(store.get(model.firstKey())).isEqualTo(model.firstEntry().getValue());
      assertThat(reads).hasValue(3);

      assertThat(store.get(model.lastKey())).isEqualTo(model.lastEntry().getValue());
      assertThat(reads).hasValue(4);

      assertThat(store.get(model.firstKey())).isNotNull();
      assertThat(reads).as("the block is kept").hasValue(4);
      assertThat(ranges).hasValue(4);
    }
  }

  @Test
  void aDictionaryIsReadOnce() throws IOException {
    Random random = new Random(7);
    NavigableMap<String, String> model = write(Compression.zstd(3).withDictionary(4 << 10), random);
    try (Store<String, String> store = open(OpenOptions.defaults().remote(16 << 20))) {
      assertThat(store.get(model.firstKey())).isEqualTo(model.firstEntry().getValue());
      assertThat(ranges).hasValue(4);

      assertThat(store.get(model.lastKey())).isEqualTo(model.lastEntry().getValue());
      assertThat(ranges).hasValue(5);
    }
  }

  @Test
  void aBatchIsReadTogether() throws IOException {
    Random random = new Random(4);
    NavigableMap<String, String> model = write(Compression.none(), random);
    List<String> keys = new ArrayList<>(model.keySet());
    try (Store<String, String> store = open(OpenOptions.defaults().remote(16 << 20))) {
      List<String> asked = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        asked.add(keys.get(i * (keys.size() / 100)));
      }

      assertThat(store.getMany(asked)).isEqualTo(asked.stream().map(model::get).toList());

      // an entry across a border of blocks needs the next block, too; a value is 100 of 64 Ki bytes
      assertThat(reads.get()).isBetween(3, 5);
    }
  }

  @Test
  void damageOnTheWayIsAnErrorAndNeverAMiss() throws IOException {
    NavigableMap<String, String> model = write(Compression.none(), new Random(5));
    for (int damaged = 1; damaged <= 3; damaged++) {
      int at = damaged;
      reads.set(0);
      wire =
          bytes -> {
            if (reads.get() == at) {
              for (int i = 0; i < bytes.length; i += 7) {
                bytes[i] ^= 0x10;
              }
            }
            return bytes;
          };
      try (Store<String, String> store = open(OpenOptions.defaults().remote(16 << 20))) {
        assertThatThrownBy(() -> store.get(model.firstKey()))
            .as("read " + at)
            .isInstanceOf(CorruptFileException.class)
            .hasMessageContaining(".ikv");
        assertThat(store.get(model.firstKey())).isEqualTo(model.firstEntry().getValue());
      }
    }
  }

  @Test
  void aFileThatIsGoneIsAnError() throws IOException {
    NavigableMap<String, String> model = write(Compression.none(), new Random(6));
    try (Store<String, String> store = open(OpenOptions.defaults().remote(16 << 20))) {
      try (var files = Files.list(directory.resolve("store/data"))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      assertThatThrownBy(() -> store.get(model.firstKey()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(".ikv");
    }
  }

  private NavigableMap<String, String> write(Compression how, Random random) throws IOException {
    NavigableMap<String, String> model = new TreeMap<>();
    while (model.size() < ENTRIES) {
      String key = key(random.nextInt(3 * ENTRIES));
      model.put(key, "value of " + key + "-".repeat(random.nextInt(100)));
    }
    WriteOptions options = WriteOptions.defaults().compression(how);
    try (StoreWriter<String, String> writer =
        Store.write(directory.resolve("store"), Keys.string(), Values.string(), options)) {
      for (var entry : model.entrySet()) {
        writer.add(entry.getKey(), entry.getValue());
      }
      writer.commit();
    }
    return model;
  }

  private Store<String, String> open(OpenOptions options) throws IOException {
    return Store.open(
        new Wired(directory.resolve("store")), Keys.string(), Values.string(), options);
  }

  private static String key(int i) {
    return String.format("key-%06d", i);
  }

  private static List<String> keys(Entries<String, String> entries) {
    List<String> keys = new ArrayList<>();
    try (entries) {
      entries.forEachRemaining(e -> keys.add(e.key()));
    }
    return keys;
  }

  /** Counts reads, and may damage their bytes. */
  private final class Wired extends ForwardingStorage {
    Wired(Path root) {
      super(new LocalStorage(root));
    }

    @Override
    public RangedFile ranged(DataFile file) throws IOException {
      return new ForwardingRangedFile(super.ranged(file)) {
        @Override
        public List<byte[]> read(List<FileRange> asked) throws IOException {
          reads.incrementAndGet();
          ranges.addAndGet(asked.size());
          return super.read(asked).stream().map(wire).toList();
        }
      };
    }
  }
}
