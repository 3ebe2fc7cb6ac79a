/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;

/** A process that opens a store and looks up all of it. */
final class ReaderProcess {
  private ReaderProcess() {}

  /** Arguments: the store, and the file with the Hadoop configuration. */
  public static void main(String[] args) throws IOException {
    Configuration conf = new Configuration(false);
    conf.addResource(Path.of(args[1]).toUri().toURL());
    Storage storage = Storages.open(args[0], conf);
    new TestStore(storage).assertWhole(1);
    // some clients leave threads behind that keep a JVM alive
    System.exit(0);
  }
}
