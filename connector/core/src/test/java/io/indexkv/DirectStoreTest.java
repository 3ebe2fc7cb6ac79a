/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Stores of files with direct indexes, beside others, in layers with deleted keys. */
@Tag("slow")
class DirectStoreTest {
  private static final int ENTRIES = 6_000;

  @TempDir Path directory;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @ParameterizedTest
  @CsvSource({
    "NONE, MAPPED, 0",
    "NONE, MAPPED, 2",
    "NONE, HEAP, 2",
    "NONE, REMOTE, 2",
    "LZ4, CACHED, 2",
    "LZ4, REMOTE, 1",
    "LZ4, INFLATED, 2"
  })
  void answersLikeASortedMap(String codec, String mode, int layers) throws IOException {
    Path path = directory.resolve("store");
    WriteOptions options =
        WriteOptions.defaults()
            .blockBytes(4096)
            .fileBytes(30_000)
            .compression(codec.equals("LZ4") ? Compression.lz4() : Compression.none());
    NavigableMap<Long, Long> model = new TreeMap<>();
    for (long key = -ENTRIES / 2; model.size() < ENTRIES; key++) {
      // no gaps, then some, then so many that these files have a hash index
      boolean sparse = model.size() > ENTRIES * 3 / 4;
      if (model.size() < ENTRIES / 2 || random.nextInt(sparse ? 100 : 4) == 0) {
        model.put(key, random.nextLong());
      }
    }
    try (StoreWriter<Long, Long> writer =
        Store.write(path, Keys.int64(), Values.int64(), options)) {
      for (Map.Entry<Long, Long> entry : model.entrySet()) {
        writer.add(entry.getKey(), entry.getValue());
      }
      writer.commit();
    }
    assertThat(indexes(path)).as("seed %d", seed).containsExactlyInAnyOrder("direct", "hash");
    for (int layer = 0; layer < layers; layer++) {
      change(path, options.upsert(), model);
    }
    try (Store<Long, Long> store =
        Store.open(path, Keys.int64(), Values.int64(), OpenModes.of(mode, directory))) {
      compare(store, model);
    }
    Store.compact(path);
    try (Store<Long, Long> store =
        Store.open(path, Keys.int64(), Values.int64(), OpenModes.of(mode, directory))) {
      compare(store, model);
    }
    assertThat(StoreHistory.of(path).verify(Version.newest()).isSound()).isTrue();
  }

  private void change(Path path, WriteOptions options, NavigableMap<Long, Long> model)
      throws IOException {
    try (StoreWriter<Long, Long> writer =
        Store.write(path, Keys.int64(), Values.int64(), options)) {
      for (long key = -ENTRIES; key < 2 * ENTRIES; key += 1 + random.nextInt(20)) {
        if (random.nextBoolean()) {
          writer.delete(key);
          model.remove(key);
        } else {
          long value = random.nextLong();
          writer.add(key, value);
          model.put(key, value);
        }
      }
      writer.commit();
    }
  }

  /** The kinds of index that the store's files have. */
  private static Set<String> indexes(Path path) throws IOException {
    Set<String> kinds = new HashSet<>();
    try (Stream<Path> files = Files.list(path.resolve("data"))) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        // the position width in the footer
        kinds.add(bytes[bytes.length - 128 + 113] == 0 ? "direct" : "hash");
      }
    }
    return kinds;
  }

  private void compare(Store<Long, Long> store, NavigableMap<Long, Long> model) {
    List<Long> asked = new ArrayList<>(model.keySet());
    LongStream.range(-ENTRIES, 3 * ENTRIES).forEach(asked::add);
    asked.add(Long.MIN_VALUE);
    asked.add(Long.MAX_VALUE);
    java.util.Collections.shuffle(asked, random);
    for (int pass = 0; pass < 2; pass++) {
      assertThat(store.getMany(asked))
          .as("seed %d", seed)
          .isEqualTo(asked.stream().map(model::get).toList());
    }
    for (long key : asked.subList(0, 2_000)) {
      assertThat(store.get(key)).as("seed %d", seed).isEqualTo(model.get(key));
      assertThat(key(store.floor(key))).isEqualTo(model.floorKey(key));
      assertThat(key(store.higher(key))).isEqualTo(model.higherKey(key));
    }
    Range<Long> range = Range.closedOpen(-100L, 4_000L);
    List<Long> found = new ArrayList<>();
    try (Entries<Long, Long> entries = store.scan(range)) {
      entries.forEachRemaining(entry -> found.add(entry.value()));
    }
    assertThat(found)
        .as("seed %d", seed)
        .containsExactlyElementsOf(model.subMap(-100L, 4_000L).values());
  }

  private static Long key(Entry<Long, Long> entry) {
    return entry == null ? null : entry.key();
  }
}
