/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A store of one file to which the way can be disturbed. */
final class FarStore {
  /** So many that the end of the file, which is read first, is not all behind the data. */
  static final int ENTRIES = 20_000;

  private FarStore() {}

  /**
   * A store that does not exist yet.
   *
   * @param directory the cache is below it, on {@code disk}
   * @param disturbance runs before each read of a store file
   */
  static Storage open(
      StorageCase which,
      java.nio.file.Path directory,
      DisturbedFileSystem.Disturbance disturbance,
      CacheDisk disk,
      Retries retries)
      throws IOException {
    Configuration conf = which.configuration(directory);
    Path location = new Path(which.location(directory));
    FileSystem fs = location.getFileSystem(conf);
    CacheDirectory cache = new CacheDirectory(directory.resolve("cache"), Long.MAX_VALUE, disk);
    return new HadoopStorage(
        new DisturbedFileSystem(fs, disturbance),
        fs.makeQualified(location),
        Publication.of(fs, location, conf),
        new LocalCache(cache, retries),
        retries);
  }

  static void write(Storage storage, Compression compression) throws IOException {
    WriteOptions options = WriteOptions.defaults().blockBytes(64 << 10).compression(compression);
    try (StoreWriter<Long, String> writer =
        Store.write(storage, Keys.int64(), Values.string(), options)) {
      for (long key = 0; key < ENTRIES; key++) {
        writer.add(key, value(key));
      }
      writer.commit();
    }
  }

  static String value(long key) {
    return "value of " + key + ".".repeat(80);
  }
}
