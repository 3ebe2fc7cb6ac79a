/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.CommitConflictException;
import io.indexkv.store.DataFile;
import io.indexkv.store.Manifest;
import io.indexkv.store.Snapshots;
import io.indexkv.store.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A process that commits to a store that others commit to, too. */
final class WriterProcess {
  private WriterProcess() {}

  /**
   * Arguments: the store, the file with the Hadoop configuration, how many commits, and the file
   * that tells the ids of those that were said to be done.
   */
  public static void main(String[] args) throws IOException {
    Configuration conf = new Configuration(false);
    conf.addResource(Path.of(args[1]).toUri().toURL());
    Storage storage = Storages.open(args[0], conf);
    TestStore store = new TestStore(storage);
    List<DataFile> files = store.write("of this process");
    List<String> done = new ArrayList<>();
    long base = new Snapshots(storage).latest().map(Manifest::version).orElse(0L);
    while (done.size() < Integer.parseInt(args[2])) {
      try {
        Manifest committed = store.commit(base, files);
        done.add(committed.summary().get("commit"));
        base = committed.version();
      } catch (CommitConflictException e) {
        if (e.version() <= base) {
          throw new IOException("a conflict with version " + e.version() + " after " + base, e);
        }
        base = e.version();
      }
    }
    Files.write(Path.of(args[3]), done);
    // some clients leave threads behind that keep a JVM alive
    System.exit(0);
  }
}
