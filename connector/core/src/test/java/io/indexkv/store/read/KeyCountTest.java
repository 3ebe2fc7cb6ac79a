/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.Compression;
import io.indexkv.store.TestLayers;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCountTest {
  private static final int KEYS = 20_000;

  /** More than the entries after which a walk looks around. */
  private static final int PER_FILE = 9_000;

  @TempDir Path directory;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final SortedMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);
  private final AtomicInteger walks = new AtomicInteger();

  @ParameterizedTest
  @CsvSource({
    "true, none, 1, false",
    "true, lz4, 1, false",
    "true, none, 1, true",
    "false, none, 1, false",
    "false, zstd, 1, false",
    "false, none, 1, true",
    "true, none, 2, false"
  })
  void countsLikeTheModel(boolean even, String codec, int layers, boolean remote)
      throws IOException {
    Compression compression =
        switch (codec) {
          case "lz4" -> Compression.lz4();
          case "zstd" -> Compression.zstd(1);
          default -> Compression.none();
        };
    Manifest manifest = store(even, compression, layers);
    ReadMode mode = remote ? ReadMode.remote(1 << 20) : ReadMode.cached(1 << 20);
    try (SnapshotReader reader =
        SnapshotReader.open(new LocalStorage(directory), manifest, mode, KeySlice.all())) {
      KeyCount.Values values = even ? KeyCount.Values.OF_ONE_LENGTH : KeyCount.Values.OF_ANY_LENGTH;
      KeyCount count = new KeyCount(reader.files(), values, walks::incrementAndGet);
      for (int i = 0; i < 300; i++) {
        byte[] from = bound();
        byte[] to = bound();
        assertThat(count.between(from, to))
            .as("seed %d, range %d", seed, i)
            .isEqualTo(expected(from, to));
      }
    }
    assertThat(walks.get() > 0).isEqualTo(!even || layers > 1);
  }

  /** A walk of almost a whole file would look around twice. */
  @Test
  void walksTheFewerEntriesOfAFile() throws IOException {
    Manifest manifest = store(false, Compression.none(), 1);
    try (SnapshotReader reader =
        SnapshotReader.open(
            new LocalStorage(directory), manifest, ReadMode.mapped(), KeySlice.all())) {
      KeyCount count =
          new KeyCount(reader.files(), KeyCount.Values.OF_ANY_LENGTH, walks::incrementAndGet);
      byte[] from = key(100);
      assertThat(count.between(from, null)).isEqualTo(expected(from, null));
      assertThat(walks.get()).isZero();
    }
  }

  private long expected(byte[] from, byte[] to) {
    if (from != null && to != null && Arrays.compareUnsigned(from, to) >= 0) {
      return 0;
    }
    SortedMap<byte[], byte[]> part = from == null ? model : model.tailMap(from);
    return (to == null ? part : part.headMap(to)).size();
  }

  /** A key, one between two keys, or none. */
  private byte[] bound() {
    return random.nextInt(8) == 0 ? null : key(random.nextInt(2 * KEYS + 200) - 100);
  }

  private Manifest store(boolean even, Compression compression, int layers) throws IOException {
    TestLayers store =
        new TestLayers(new LocalStorage(directory), "int64", 8, compression, PER_FILE);
    Manifest newest = null;
    for (int layer = 0; layer < layers; layer++) {
      SortedMap<byte[], byte[]> entries = new TreeMap<>(model.comparator());
      SortedSet<byte[]> deletes = new TreeSet<>(model.comparator());
      for (int i = layer; i < KEYS; i += layer + 1) {
        if (layer > 0 && random.nextInt(3) == 0) {
          deletes.add(key(2 * i));
        } else {
          entries.put(key(2 * i), new byte[even ? 16 : random.nextInt(200)]);
        }
      }
      newest = store.upsert(store.layer(entries, deletes));
      deletes.forEach(model::remove);
      model.putAll(entries);
    }
    return newest;
  }

  private static byte[] key(int i) {
    return ByteBuffer.allocate(8).putLong((i + 1000) * 1_000_003L).array();
  }
}
