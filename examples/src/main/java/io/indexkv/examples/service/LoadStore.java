/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import io.indexkv.ExpireOptions;
import io.indexkv.Store;
import io.indexkv.StoreHistory;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The store of a load test. Each change writes some keys anew, with the number of the change. So an
 * answer shows whether it is of the version that it names. Thread-safe but for {@link #change()}.
 */
final class LoadStore {
  static final String COLUMNS = "id bigint, round bigint, name string, score double";

  /** Number of the keys that each change writes: those below. */
  static final int HOT = 1000;

  private static final RowLayout LAYOUT =
      new RowLayout(
          Column.int64("id"),
          Column.int64("round"),
          Column.string("name"),
          Column.float64("score"));

  private static final int COMPACT_EVERY = 10;
  private static final int KEPT = 6;

  private final Path path;
  private final int keys;
  private final Map<Long, Long> rounds = new ConcurrentHashMap<>();
  private long round;
  private int changes;

  LoadStore(Path path, int keys) {
    this.path = path;
    this.keys = keys;
  }

  Path path() {
    return path;
  }

  int keys() {
    return keys;
  }

  void create() throws IOException {
    write(keys, WriteOptions.defaults().keyColumns("id"));
  }

  /**
   * Commits a new version: most times an upsert, now and then a compaction. Forgets old versions.
   *
   * @param retention how long to keep files that no version lists
   */
  void change(Duration retention) throws IOException {
    StoreHistory history = StoreHistory.of(path);
    if (++changes % COMPACT_EVERY == 0) {
      rounds.put(Store.compact(path), round);
    } else {
      round++;
      write(HOT, WriteOptions.defaults().upsert());
    }
    history.expire(ExpireOptions.keepLast(KEPT));
    history.vacuum(retention);
  }

  private void write(int count, WriteOptions options) throws IOException {
    try (StoreWriter<Long, Row> writer =
        Store.write(path, Keys.int64(), Values.row(LAYOUT), options)) {
      for (long id = 0; id < count; id++) {
        writer.add(id, LAYOUT.row(id, round, "the name of number " + id, id / 8.0));
      }
      rounds.put(writer.commit(), round);
    }
  }

  /** The number that the keys of a change have in a version; null if the writer is not done. */
  Long round(long version) {
    return rounds.get(version);
  }
}
