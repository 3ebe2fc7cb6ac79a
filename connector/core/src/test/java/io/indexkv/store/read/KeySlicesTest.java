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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySlicesTest {
  private static final int KEYS = 2000;

  @TempDir Path directory;

  private final Random random = new Random(5);
  private final SortedMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 7", "3, 1", "3, 4", "6, 9"})
  void eachKeyIsFoundInItsSlice(int layers, int parts) throws IOException {
    Manifest manifest = store(layers);
    KeySlices slices = KeySlices.of(manifest, manifest.bytes() / parts);

    assertThat(slices.count()).isGreaterThanOrEqualTo(parts);
    for (int number = 0; number < slices.count(); number++) {
      KeySlice slice = slices.get(number);
      try (SnapshotReader reader = open(manifest, slice)) {
        for (int i = 0; i < KEYS; i++) {
          byte[] key = key(i);
          assertThat(slice.holds(key, 0, key.length)).isEqualTo(slices.of(key, 8) == number);
          if (slices.of(key, 8) == number) {
            assertThat(reader.files().get(key)).isEqualTo(model.get(key));
          }
        }
      }
    }
  }

  @Test
  void aSliceOpensItsFilesOnly() throws IOException {
    Manifest manifest = store(1);
    KeySlices slices = KeySlices.of(manifest, manifest.bytes() / 5);
    int files = manifest.files().size();

    int opened = 0;
    for (int number = 0; number < slices.count(); number++) {
      try (SnapshotReader reader = open(manifest, slices.get(number))) {
        int count = reader.files().files().size();
        assertThat(count).isBetween(1, files / 4);
        opened += count;
      }
    }
    assertThat(opened).isEqualTo(files);
  }

  @Test
  void aStoreThatIsSmallOrEmptyIsOneSlice() throws IOException {
    Manifest manifest = store(2);

    assertThat(KeySlices.of(manifest, manifest.bytes()).count()).isEqualTo(1);
    assertThat(KeySlices.of(manifest, manifest.bytes()).get(0)).isEqualTo(KeySlice.all());
    assertThat(KeySlices.of(manifest, 1).count()).isGreaterThan(10);
    try (SnapshotReader reader = open(manifest, KeySlice.all())) {
      assertThat(reader.files().entries()).isEqualTo(model.size());
    }
  }

  @Test
  void slicesOfOneSnapshotAreOpenSideBySide() throws IOException {
    Manifest manifest = store(1);
    KeySlices slices = KeySlices.of(manifest, manifest.bytes() / 3);
    try (SnapshotReader all = open(manifest, KeySlice.all());
        SnapshotReader first = open(manifest, slices.get(0));
        SnapshotReader again = open(manifest, slices.get(0));
        SnapshotReader last = open(manifest, slices.get(slices.count() - 1))) {
      assertThat(again.files()).isSameAs(first.files());
      assertThat(all.files().entries()).isEqualTo(model.size());
      assertThat(first.files().entries()).isLessThan(model.size());
      assertThat(first.files().get(model.firstKey())).isNotNull();
      assertThat(last.files().get(model.lastKey())).isNotNull();
    }
  }

  private SnapshotReader open(Manifest manifest, KeySlice slice) throws IOException {
    return SnapshotReader.open(new LocalStorage(directory), manifest, ReadMode.mapped(), slice);
  }

  /** A store of half of the keys; each layer changes some of them, and deletes some. */
  private Manifest store(int layers) throws IOException {
    TestLayers store =
        new TestLayers(new LocalStorage(directory), "int64", 8, Compression.none(), 50);
    Manifest newest = null;
    for (int layer = 0; layer < layers; layer++) {
      SortedMap<byte[], byte[]> entries = new TreeMap<>(model.comparator());
      SortedSet<byte[]> deletes = new TreeSet<>(model.comparator());
      for (int i = 0; i < KEYS; i++) {
        if (random.nextInt(layer + 2) == 0) {
          entries.put(key(i), new byte[] {(byte) layer, (byte) i});
        } else if (layer > 0 && random.nextInt(3) == 0) {
          deletes.add(key(i));
        }
      }
      newest = store.upsert(store.layer(entries, deletes));
      deletes.forEach(model::remove);
      model.putAll(entries);
    }
    return newest;
  }

  private static byte[] key(int i) {
    return ByteBuffer.allocate(8).putLong(i * 1_000_003L).array();
  }
}
