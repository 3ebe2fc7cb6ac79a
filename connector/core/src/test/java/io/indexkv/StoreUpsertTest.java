/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.file.write.Duplicates;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writes that change some entries and leave the others. */
class StoreUpsertTest {
  private static final WriteOptions UPSERT = WriteOptions.defaults().upsert();

  @TempDir Path path;

  @Test
  void changesAddsAndDeletes() throws IOException {
    overwrite(Map.of(1L, "one", 2L, "two", 3L, "three"));

    try (StoreWriter<Long, String> writer = writer(UPSERT)) {
      writer.add(4L, "four");
      writer.delete(1L);
      writer.delete(99L);
      writer.add(2L, "zwei");
      assertThat(writer.commit()).isEqualTo(2);
    }

    assertThat(entries()).isEqualTo(Map.of(2L, "zwei", 3L, "three", 4L, "four"));
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string())) {
      assertThat(store.size()).isEqualTo(3);
      assertThat(store.get(1L)).isNull();
      assertThat(store.contains(1L)).isFalse();
      assertThat(store.getMany(List.of(4L, 1L, 3L))).containsExactly("four", null, "three");
      LongLookup<String> lookup = store.longLookup();
      assertThat(lookup.getMany(new long[] {1, 2, 3, 4, 99})).isEqualTo(3);
      assertThat(lookup.value(1)).isEqualTo("zwei");
    }
  }

  @Test
  void makesTheStoreIfThereIsNone() throws IOException {
    try (StoreWriter<Long, String> writer = writer(UPSERT)) {
      writer.add(1L, "one");
      writer.delete(2L);
      assertThat(writer.commit()).isEqualTo(1);
    }
    assertThat(entries()).isEqualTo(Map.of(1L, "one"));
  }

  @Test
  void keepsTheChangesOfWritersAtTheSameTime() throws IOException {
    overwrite(Map.of(1L, "one", 2L, "two"));
    try (StoreWriter<Long, String> first = writer(UPSERT);
        StoreWriter<Long, String> second = writer(UPSERT)) {
      first.add(1L, "first");
      second.add(1L, "second");
      second.delete(2L);
      first.add(3L, "first");

      assertThat(second.commit()).isEqualTo(2);
      assertThat(first.commit()).isEqualTo(3);
    }
    assertThat(entries()).isEqualTo(Map.of(1L, "first", 3L, "first"));
  }

  /** Changes in key order go to files as they come; later ones out of order are sorted. */
  @ParameterizedTest
  @CsvSource({"SORTED, 64", "SHUFFLED, 64", "SHUFFLED, 100000", "LATE, 64", "LATE, 100000"})
  void takesChangesInAnyOrder(String order, int memoryKib) throws IOException {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);
    Map<Long, String> expected = new TreeMap<>();
    for (long i = 0; i < 30_000; i += 3) {
      expected.put(i, "old " + i);
    }
    overwrite(expected);
    List<Integer> keys = new java.util.ArrayList<>(IntStream.range(0, 40_000).boxed().toList());
    switch (order) {
      case "SHUFFLED" -> Collections.shuffle(keys, random);
      case "LATE" -> keys.add(keys.remove(0));
      default -> {}
    }
    WriteOptions options =
        UPSERT
            .memoryBytes((long) memoryKib << 10)
            .duplicates(Duplicates.LAST)
            .fileBytes(100_000)
            .blockBytes(4096);
    try (StoreWriter<Long, String> writer = writer(options)) {
      for (int key : keys) {
        boolean again = random.nextInt(10) == 0;
        for (int times = again ? 2 : 1; times > 0; times--) {
          if (random.nextInt(3) == 0) {
            writer.delete((long) key);
            expected.remove((long) key);
          } else {
            String value = "a value long enough to make files " + random.nextInt();
            writer.add((long) key, value);
            expected.put((long) key, value);
          }
        }
      }
      writer.commit();
    }
    assertThat(entries()).as("seed %d", seed).isEqualTo(expected);
    Manifest newest = new VersionLog(new LocalStorage(path)).latest().orElseThrow();
    assertThat(newest.layers()).hasSize(2);
    assertThat(newest.layers().get(0).files()).hasSizeGreaterThan(2);
    assertThat(newest.layers().get(0).deletes()).hasSizeGreaterThan(1);
    assertThat(StoreWriterModelTest.files(path))
        .hasSize(newest.files().size() + (int) newest.version());
  }

  @Test
  void refusesAKeyThatIsAddedAndDeleted() throws IOException {
    try (StoreWriter<Long, String> writer = writer(UPSERT)) {
      writer.add(7L, "seven");
      writer.delete(7L);

      assertThatThrownBy(writer::commit)
          .isInstanceOf(DuplicateKeyException.class)
          .hasMessageContaining("entries 1 and 2 have the same key 7");
    }
    assertThat(StoreWriterModelTest.files(path)).isEmpty();
  }

  @Test
  void firstAndLastCountDeletesToo() throws IOException {
    for (Duplicates policy : List.of(Duplicates.FIRST, Duplicates.LAST)) {
      overwrite(Map.of(1L, "one", 2L, "two"));
      try (StoreWriter<Long, String> writer = writer(UPSERT.duplicates(policy))) {
        writer.add(1L, "changed");
        writer.delete(1L);
        writer.delete(2L);
        writer.add(2L, "changed");
        writer.commit();
      }
      long left = policy == Duplicates.FIRST ? 1 : 2;
      assertThat(entries()).isEqualTo(Map.of(left, "changed"));
    }
  }

  @Test
  void refusesToDeleteInAWriteThatReplacesAll() throws IOException {
    try (StoreWriter<Long, String> writer = writer(WriteOptions.defaults())) {
      assertThatThrownBy(() -> writer.delete(1L))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("write with upsert()");
      writer.add(1L, "one");
      writer.commit();
    }
  }

  @Test
  void refusesOtherTypesThanTheStores() throws IOException {
    overwrite(Map.of(1L, "one"));

    assertThatThrownBy(() -> Store.write(path, Keys.string(), Values.string(), UPSERT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("keys of [int64], opened with [string]");
    assertThatThrownBy(() -> Store.write(path, Keys.int64(), Values.int64(), UPSERT))
        .hasMessageContaining("values 'utf8', opened with 'int64'");
  }

  @Test
  void takesTheNamesOfKeyColumnsFromTheStore() throws IOException {
    try (StoreWriter<Long, String> writer = writer(WriteOptions.defaults().keyColumns("id"))) {
      writer.commit();
    }
    try (StoreWriter<Long, String> writer = writer(UPSERT)) {
      writer.add(1L, "one");
      writer.commit();
    }
    assertThat(new VersionLog(new LocalStorage(path)).latest().orElseThrow().keyColumns())
        .containsExactly("id");
  }

  @Test
  void refusesMoreLayersThanTheOptionsAllowUntilTheStoreIsCompacted() throws IOException {
    WriteOptions few = UPSERT.maxLayers(2);
    for (long i = 0; i < 2; i++) {
      upsert(few, i);
    }
    assertThatThrownBy(() -> upsert(few, 2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("2 layers")
        .hasMessageContaining("StoreHistory.compact");
    assertThat(StoreWriterModelTest.files(path)).hasSize(4);

    assertThat(Store.compact(path)).isEqualTo(3);
    assertThat(Store.compact(path)).isEqualTo(3);

    upsert(few, 2);
    assertThat(entries()).isEqualTo(Map.of(0L, "0", 1L, "1", 2L, "2"));
  }

  private void upsert(WriteOptions options, long key) throws IOException {
    try (StoreWriter<Long, String> writer = writer(options)) {
      writer.add(key, "" + key);
      writer.commit();
    }
  }

  private void overwrite(Map<Long, String> entries) throws IOException {
    try (StoreWriter<Long, String> writer = writer(WriteOptions.defaults())) {
      for (Map.Entry<Long, String> e : entries.entrySet()) {
        writer.add(e.getKey(), e.getValue());
      }
      writer.commit();
    }
  }

  private StoreWriter<Long, String> writer(WriteOptions options) throws IOException {
    return Store.write(path, Keys.int64(), Values.string(), options);
  }

  private Map<Long, String> entries() throws IOException {
    Map<Long, String> entries = new TreeMap<>();
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string());
        Entries<Long, String> scan = store.scan(Range.all())) {
      while (scan.hasNext()) {
        Entry<Long, String> entry = scan.next();
        entries.put(entry.key(), entry.value());
      }
    }
    return entries;
  }
}
