/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Entries;
import io.indexkv.Entry;
import io.indexkv.OpenOptions;
import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes and reads stores of texts by number, as users do. */
record TestEntries(Storage storage) {
  private static final WriteOptions SMALL =
      WriteOptions.defaults().fileBytes(4096).blockBytes(4096).maxLayers(1000);

  /** Replaces all entries. */
  void overwrite(Map<Long, String> entries) throws IOException {
    try (StoreWriter<Long, String> writer = writer(SMALL)) {
      for (Map.Entry<Long, String> entry : entries.entrySet()) {
        writer.add(entry.getKey(), entry.getValue());
      }
      writer.commit();
    }
  }

  /** Changes entries; null deletes one. */
  void upsert(Map<Long, String> changes) throws IOException {
    try (StoreWriter<Long, String> writer = writer(SMALL.upsert())) {
      for (Map.Entry<Long, String> change : changes.entrySet()) {
        if (change.getValue() == null) {
          writer.delete(change.getKey());
        } else {
          writer.add(change.getKey(), change.getValue());
        }
      }
      writer.commit();
    }
  }

  private StoreWriter<Long, String> writer(WriteOptions options) throws IOException {
    return Store.write(storage, Keys.int64(), Values.string(), options);
  }

  /** The content of a version, read by every kind of lookup. */
  SortedMap<Long, String> read(Pin pin) throws IOException {
    OpenOptions options = OpenOptions.of(pin, ReadMode.mapped());
    SortedMap<Long, String> found = new TreeMap<>();
    try (Store<Long, String> store = Store.open(storage, Keys.int64(), Values.string(), options)) {
      try (Entries<Long, String> scan = store.scan(Range.all())) {
        while (scan.hasNext()) {
          Entry<Long, String> entry = scan.next();
          found.put(entry.key(), entry.value());
        }
      }
      List<Long> keys = new ArrayList<>(found.keySet());
      assertThat(store.size()).isEqualTo(found.size());
      assertThat(store.getMany(keys)).isEqualTo(List.copyOf(found.values()));
      for (long key : keys) {
        assertThat(store.get(key)).isEqualTo(found.get(key));
      }
    }
    return found;
  }

  SortedMap<Long, String> read() throws IOException {
    return read(Pin.newest());
  }
}
