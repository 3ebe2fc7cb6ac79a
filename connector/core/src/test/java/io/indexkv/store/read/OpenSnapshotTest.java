/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.BatchLookup;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.format.Compression;
import io.indexkv.store.TestLayers;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares stores of several layers with a sorted map that gets the same changes. */
class OpenSnapshotTest {
  private static final ReadMode MODE = ReadMode.cached(1 << 20);

  @TempDir Path directory;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);

  @ParameterizedTest
  @CsvSource({
    "int64, 8, NONE, 1, 3000, 400",
    "int64, 8, NONE, 2, 3000, 400",
    "int64, 8, NONE, 9, 1000, 10000",
    "int16, 2, NONE, 4, 700, 100",
    "uuid, 16, NONE, 5, 900, 100",
    "string, 0, NONE, 5, 900, 100",
    "string, 0, LZ4, 5, 900, 100",
    "int64, 8, ZSTD, 3, 900, 100",
    "int64, 8, NONE, 0, 0, 1",
    "int64, 8, NONE, 3, 1, 1",
  })
  void answerLikeASortedMap(
      String type, int width, String codec, int layers, int changes, int perFile)
      throws IOException {
    Compression compression =
        switch (codec) {
          case "LZ4" -> Compression.lz4();
          case "ZSTD" -> Compression.zstd(1);
          default -> Compression.none();
        };
    TestLayers store =
        new TestLayers(new LocalStorage(directory), type, width, compression, perFile);
    Manifest newest = store.upsert(Layer.of(List.of()));
    for (int i = 0; i < layers; i++) {
      newest = store.upsert(change(store, width, changes));
    }
    assertThat(newest.layers()).hasSize(layers);
    try (SnapshotReader reader = SnapshotReader.open(store.storage(), newest, MODE)) {
      OpenSnapshot files = reader.files();
      assertThat(files.isMapped()).isEqualTo(codec.equals("NONE"));
      List<byte[]> asked = asked(width);
      assertThat(files.entries()).as("seed %d", seed).isEqualTo(model.size());
      single(files, asked, width);
      if (files.isMapped()) {
        batches(files, asked, width);
      }
      scans(files, asked);
    }
  }

  /** A layer that changes some keys and deletes others; some of the deleted keys exist. */
  private Layer change(TestLayers store, int width, int changes) throws IOException {
    SortedMap<byte[], byte[]> entries = new TreeMap<>(model.comparator());
    SortedSet<byte[]> deletes = new TreeSet<>(model.comparator());
    List<byte[]> known = new ArrayList<>(model.keySet());
    for (int i = 0; i < changes; i++) {
      boolean again = !known.isEmpty() && random.nextInt(3) == 0;
      byte[] key = again ? known.get(random.nextInt(known.size())) : key(width);
      if (random.nextInt(4) == 0) {
        deletes.add(key);
        entries.remove(key);
      } else {
        byte[] value = new byte[random.nextInt(40)];
        random.nextBytes(value);
        entries.put(key, value);
        deletes.remove(key);
      }
    }
    model.putAll(entries);
    deletes.forEach(model::remove);
    return store.layer(entries, deletes);
  }

  private byte[] key(int width) {
    byte[] key = new byte[width > 0 ? width : random.nextInt(20)];
    random.nextBytes(key);
    for (int i = 0; i < key.length - 2; i++) {
      key[i] &= 1;
    }
    return key;
  }

  private List<byte[]> asked(int width) {
    List<byte[]> asked = new ArrayList<>(model.keySet());
    for (int i = 0; i < 500; i++) {
      asked.add(key(width));
    }
    Collections.shuffle(asked, random);
    return asked;
  }

  private void single(OpenSnapshot files, List<byte[]> asked, int width) {
    for (byte[] key : asked) {
      assertThat(files.get(key)).as("seed %d", seed).isEqualTo(model.get(key));
      assertThat(files.contains(key, 0, key.length))
          .as("seed %d", seed)
          .isEqualTo(model.containsKey(key));
      if (files.isMapped() && (width == 8 || width == 2)) {
        assertThat(files.get(word(key))).as("seed %d", seed).isEqualTo(model.get(key));
      }
    }
  }

  private void batches(OpenSnapshot files, List<byte[]> asked, int width) {
    LayeredLookup lookup = files.lookup(0);
    for (int n : new int[] {5, 0, asked.size(), 300}) {
      List<byte[]> some = asked.subList(0, Math.min(n, asked.size()));
      // twice, since a lookup takes another way once it knows the files
      batch(lookup, some, width);
      batch(lookup, some, width);
    }
  }

  private void batch(LayeredLookup lookup, List<byte[]> keys, int width) {
    int n = keys.size();
    long[] addresses = new long[n];
    int[] lengths = new int[n];
    int hits;
    if (width == 8 || width == 2) {
      long[] words = keys.stream().mapToLong(OpenSnapshotTest::word).toArray();
      hits = lookup.find(words, n, addresses, lengths);
    } else {
      byte[] all = new byte[keys.stream().mapToInt(k -> k.length).sum()];
      int[] ends = new int[n];
      int end = 0;
      for (int i = 0; i < n; i++) {
        System.arraycopy(keys.get(i), 0, all, end, keys.get(i).length);
        end += keys.get(i).length;
        ends[i] = end;
      }
      hits = lookup.find(all, ends, n, addresses, lengths);
    }
    for (int i = 0; i < n; i++) {
      byte[] found = null;
      if (addresses[i] != 0) {
        found = new byte[lengths[i]];
        BatchLookup.copy(addresses[i], found, 0, lengths[i]);
      }
      assertThat(found).as("seed %d", seed).isEqualTo(model.get(keys.get(i)));
    }
    assertThat(hits).isEqualTo((int) keys.stream().filter(model::containsKey).count());
  }

  private void scans(OpenSnapshot files, List<byte[]> bounds) {
    scan(files, null, null);
    for (int i = 0; i < 20; i++) {
      byte[] from = bounds.get(random.nextInt(bounds.size()));
      byte[] to = bounds.get(random.nextInt(bounds.size()));
      scan(files, from, null);
      scan(files, null, to);
      scan(files, from, to);
    }
  }

  private void scan(OpenSnapshot files, byte[] from, byte[] to) {
    NavigableMap<byte[], byte[]> expected = model;
    if (from != null && to != null && Arrays.compareUnsigned(from, to) > 0) {
      expected = new TreeMap<>(model.comparator());
    } else {
      expected = from == null ? expected : expected.tailMap(from, true);
      expected = to == null ? expected : expected.headMap(to, false);
    }
    expect(files.scan(from, to), expected);
    expect(files.scanBackward(from, to), expected.descendingMap());
  }

  private void expect(EntryCursor found, Map<byte[], byte[]> expected) {
    expected.forEach(
        (key, value) -> {
          assertThat(found.next()).as("seed %d", seed).isTrue();
          assertThat(found.key()).as("seed %d", seed).isEqualTo(key);
          assertThat(found.value()).as("seed %d", seed).isEqualTo(value);
        });
    assertThat(found.next()).as("seed %d", seed).isFalse();
  }

  private static long word(byte[] key) {
    long word = 0;
    for (int i = key.length - 1; i >= 0; i--) {
      word = word << 8 | key[i] & 0xFF;
    }
    return word;
  }
}
