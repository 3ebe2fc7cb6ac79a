/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Compression;
import io.indexkv.store.TestLayers;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares the longest keys that texts begin with to those that a sorted map has. */
class PrefixLookupTest {
  private static final int[] BYTES = {0, 1, 'a', 'b', 0xC3, 0xFF};

  @TempDir Path directory;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final NavigableMap<byte[], byte[]> model = new TreeMap<>(Arrays::compareUnsigned);

  @ParameterizedTest
  @CsvSource({
    "NONE, MAPPED, 1, 300", "NONE, MAPPED, 5, 200", "NONE, HEAP, 2, 200", "NONE, REMOTE, 1, 200",
    "NONE, REMOTE, 4, 200", "LZ4, MAPPED, 3, 200", "ZSTD, REMOTE, 2, 200", "NONE, MAPPED, 1, 0",
    "NONE, MAPPED, 0, 0", "NONE, MAPPED, 2, 3"
  })
  void findsTheLongestKeyThatATextBeginsWith(
      String codec, ReadMode.Access access, int layers, int changes) throws IOException {
    Compression compression =
        switch (codec) {
          case "LZ4" -> Compression.lz4();
          case "ZSTD" -> Compression.zstd(1);
          default -> Compression.none();
        };
    TestLayers store =
        new TestLayers(new LocalStorage(directory), "string", 0, compression, 1 + changes / 3);
    Manifest newest = store.upsert(Layer.of(List.of()));
    for (int i = 0; i < layers; i++) {
      newest = store.upsert(change(store, changes));
    }
    ReadMode mode = new ReadMode(access, 1 << 20, null, 0);
    try (SnapshotReader reader = SnapshotReader.open(store.storage(), newest, mode)) {
      PrefixLookup lookup = reader.files().prefixes();
      for (int texts : new int[] {1, 700, 0, 64}) {
        compare(lookup, texts);
      }
    }
  }

  /** A layer that changes some keys and deletes others, most of which exist. */
  private Layer change(TestLayers store, int changes) throws IOException {
    SortedMap<byte[], byte[]> entries = new TreeMap<>(model.comparator());
    SortedSet<byte[]> deletes = new TreeSet<>(model.comparator());
    for (byte[] key : model.keySet()) {
      if (random.nextInt(3) > 0) {
        deletes.add(key);
      }
    }
    for (int i = 0; i < changes; i++) {
      byte[] value = new byte[1 + random.nextInt(40)];
      random.nextBytes(value);
      byte[] key = text();
      entries.put(key, value);
      deletes.remove(key);
    }
    model.putAll(entries);
    deletes.forEach(model::remove);
    return store.layer(entries, deletes);
  }

  /** Few bytes of few kinds, so that many are prefixes of others. */
  private byte[] text() {
    byte[] text = new byte[random.nextInt(9)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) BYTES[random.nextInt(random.nextInt(4) == 0 ? BYTES.length : 3)];
    }
    return text;
  }

  private void compare(PrefixLookup lookup, int count) {
    ByteArrayOutputStream texts = new ByteArrayOutputStream();
    byte[][] asked = new byte[count][];
    int[] ends = new int[count];
    int[] prefixes = new int[count];
    for (int i = 0; i < count; i++) {
      asked[i] = text();
      texts.writeBytes(asked[i]);
      ends[i] = texts.size();
      prefixes[i] = random.nextInt(3) > 0 ? 0 : random.nextInt(asked[i].length + 1);
    }
    int expected = 0;
    int found = lookup.find(texts.toByteArray(), ends, prefixes, count);
    for (int i = 0; i < count; i++) {
      byte[] key = longest(asked[i], prefixes[i]);
      if (key == null) {
        assertThat(lookup.addresses()[i]).as("seed %d", seed).isZero();
        continue;
      }
      expected++;
      assertThat(lookup.addresses()[i]).as("seed %d", seed).isNotZero();
      assertThat(lookup.keyLength(i)).as("seed %d", seed).isEqualTo(key.length);
      assertThat(Memory.copy(lookup.addresses()[i], lookup.lengths()[i]))
          .as("seed %d", seed)
          .isEqualTo(model.get(key));
    }
    assertThat(found).as("seed %d", seed).isEqualTo(expected);
  }

  private byte[] longest(byte[] text, int prefix) {
    for (int length = text.length; length >= prefix; length--) {
      byte[] key = Arrays.copyOf(text, length);
      if (model.containsKey(key)) {
        return key;
      }
    }
    return null;
  }
}
