/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.key.Keys;
import io.indexkv.key.Range;
import io.indexkv.value.Values;
import java.nio.file.Path;
import java.util.List;

/** What a user's own program does, in a JVM of its own. */
final class PlainProgram {
  private PlainProgram() {}

  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[0]);
    try (StoreWriter<Long, String> writer = Store.write(path, Keys.int64(), Values.string())) {
      for (long key = 0; key < 10_000; key++) {
        writer.add(key, "value " + key);
      }
      writer.commit();
    }
    try (Store<Long, String> store = Store.open(path, Keys.int64(), Values.string());
        Entries<Long, String> entries = store.scan(Range.all())) {
      long count = 0;
      while (entries.hasNext()) {
        entries.next();
        count++;
      }
      System.out.print(store.getMany(List.of(7L, -1L)) + " " + store.get(9_999L) + " " + count);
    }
  }
}
