/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.Entry;
import io.indexkv.OpenOptions;
import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;

/** A store in plain Java, from entries in any order to lookups, on every storage. */
class StoreContractTest {
  private static final int ENTRIES = 5_000;

  @TempDir Path directory;

  @OnEachStorage
  void answersLikeATreeMap(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    Random random = new Random(11);
    NavigableMap<Long, String> model = model(random);

    assertThat(write(storage, model, random)).isEqualTo(1);

    try (Store<Long, String> store = open(storage, OpenOptions.defaults())) {
      assertThat(store.size()).isEqualTo(model.size());
      List<Long> asked = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        long key = random.nextInt(4 * ENTRIES);
        asked.add(key);
        assertThat(store.get(key)).isEqualTo(model.get(key));
        assertThat(store.contains(key)).isEqualTo(model.containsKey(key));
      }
      assertThat(store.getMany(asked)).isEqualTo(asked.stream().map(model::get).toList());
      assertScans(store, model);
    }
  }

  private static void assertScans(Store<Long, String> store, NavigableMap<Long, String> model)
      throws IOException {
    Range<Long> range = Range.closedOpen(1_000L, 9_000L);
    try (var entries = store.scan(range)) {
      assertThat(keys(entries)).containsExactlyElementsOf(model.subMap(1_000L, 9_000L).keySet());
    }
    try (var entries = store.scanBackward(range)) {
      assertThat(keys(entries))
          .containsExactlyElementsOf(model.subMap(1_000L, true, 9_000L, false).descendingKeySet());
    }
  }

  @OnEachStorage
  void readsAnOldVersionWhileNewOnesAreCommitted(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    Random random = new Random(12);
    NavigableMap<Long, String> first = model(random);
    write(storage, first, random);

    try (Store<Long, String> pinned = open(storage, OpenOptions.defaults())) {
      assertThat(write(storage, new TreeMap<>(Collections.singletonMap(7L, "new")), random))
          .isEqualTo(2);
      assertThat(pinned.version()).isEqualTo(1);
      assertThat(pinned.get(first.firstKey())).isEqualTo(first.firstEntry().getValue());
    }
    try (Store<Long, String> newest = open(storage, OpenOptions.defaults());
        Store<Long, String> old = open(storage, OpenOptions.defaults().atVersion(1))) {
      assertThat(newest.get(7L)).isEqualTo("new");
      assertThat(newest.size()).isEqualTo(1);
      assertThat(old.get(first.lastKey())).isEqualTo(first.lastEntry().getValue());
    }
  }

  @OnEachStorage
  void aStoreThatIsNotThereIsAnError(StorageCase which) throws IOException {
    Storage storage = which.open(directory);

    assertThatThrownBy(() -> open(storage, OpenOptions.defaults()))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(storage.location());
  }

  private static NavigableMap<Long, String> model(Random random) {
    NavigableMap<Long, String> model = new TreeMap<>();
    while (model.size() < ENTRIES) {
      long key = random.nextInt(4 * ENTRIES);
      model.put(key, "value of " + key + " ".repeat(random.nextInt(50)));
    }
    return model;
  }

  private static long write(Storage storage, NavigableMap<Long, String> model, Random random)
      throws IOException {
    List<Long> keys = new ArrayList<>(model.keySet());
    Collections.shuffle(keys, random);
    try (StoreWriter<Long, String> writer =
        Store.write(
            storage, Keys.int64(), Values.string(), WriteOptions.defaults().fileBytes(64 << 10))) {
      for (Long key : keys) {
        writer.add(key, model.get(key));
      }
      return writer.commit();
    }
  }

  private static Store<Long, String> open(Storage storage, OpenOptions options) throws IOException {
    return Store.open(storage, Keys.int64(), Values.string(), options);
  }

  private static List<Long> keys(Iterator<Entry<Long, String>> entries) {
    List<Long> keys = new ArrayList<>();
    entries.forEachRemaining(e -> keys.add(e.key()));
    return keys;
  }
}
