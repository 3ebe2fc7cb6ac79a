/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.Compaction;
import io.indexkv.testing.StorageFactory;
import java.util.Map;

/** A process that upserts to a store while others upsert to it and compact it. */
final class UpsertProcess {
  private UpsertProcess() {}

  /**
   * The arguments are: the class of the storage's factory, the location for it, the number of this
   * writer, the number of commits, and the number of commits between two compactions (0 for none).
   */
  public static void main(String[] args) throws Exception {
    Storage storage = StorageFactory.of(args[0]).open(args[1]);
    long writer = Long.parseLong(args[2]);
    int commits = Integer.parseInt(args[3]);
    int compacts = Integer.parseInt(args[4]);
    TestEntries entries = new TestEntries(storage);
    for (int commit = 0; commit < commits; commit++) {
      // a key of its own, and one that all writers change
      entries.upsert(Map.of(key(writer, commit), "by " + writer, -1L, "by " + writer));
      if (compacts > 0 && commit % compacts == compacts - 1) {
        new Compaction(storage).run();
      }
    }
    // some clients leave threads behind that keep a JVM alive
    System.exit(0);
  }

  static long key(long writer, long commit) {
    return 1000 * writer + commit;
  }
}
