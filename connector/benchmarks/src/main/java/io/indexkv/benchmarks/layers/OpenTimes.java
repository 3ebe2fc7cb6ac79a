/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.benchmarks.Run;
import io.indexkv.benchmarks.Stopwatch;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.ScratchFile;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.StoreFileWriter;
import io.indexkv.hadoop.Storages;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Medians for a version of small files.
 *
 * @param where place of the files, for the report
 * @param manifest seconds to find and read the manifest
 * @param open seconds to open all files after that
 */
record OpenTimes(int files, String where, double manifest, double open) {
  private static final int ENTRIES = 10;

  /** Maximum number of copies: each is forced to the disk, which takes minutes for ten thousand. */
  private static final int MAX_CACHED = 1_000;

  /**
   * Measures with local files. Unless there are too many, also measures with the same files as
   * copies of a store on another file system.
   */
  static List<OpenTimes> measure(Path directory, int files, int runs) throws IOException {
    Path store = directory.resolve("files-" + files);
    Path cache = directory.resolve("cache");
    Run.deleteDirectory(store);
    Run.deleteDirectory(cache);
    Storage local = new LocalStorage(store);
    write(store, local, files);
    OpenTimes here = measure("local", local, files, runs);
    if (files > MAX_CACHED) {
      return List.of(here);
    }
    Storage far = Storages.open(FarFileSystem.location(store), FarFileSystem.configuration(cache));
    return List.of(here, measure("cached", far, files, runs));
  }

  /** Measures with one storage. The warm-up fills the cache. */
  private static OpenTimes measure(String where, Storage storage, int files, int runs)
      throws IOException {
    double[] manifest = new double[runs];
    double[] open = new double[runs];
    for (int run = -1; run < runs; run++) {
      Stopwatch reading = new Stopwatch();
      Manifest newest = new VersionLog(storage).latest().orElseThrow();
      double read = reading.seconds();
      Stopwatch opening = new Stopwatch();
      try (SnapshotReader reader = SnapshotReader.open(storage, newest)) {
        double opened = opening.seconds();
        if (reader.files().entries() != (long) files * ENTRIES) {
          throw new IllegalStateException("found " + reader.files().entries() + " entries");
        }
        if (run >= 0) {
          manifest[run] = read;
          open[run] = opened;
        }
      }
    }
    Arrays.sort(manifest);
    Arrays.sort(open);
    return new OpenTimes(files, where, manifest[runs / 2], open[runs / 2]);
  }

  /** Writes files but does not force them to the disk, which would take long for ten thousand. */
  private static void write(Path store, Storage storage, int files) throws IOException {
    Files.createDirectories(store.resolve("data"));
    StoreFileOptions options =
        new StoreFileOptions(Integer.BYTES, 1, StoreFileOptions.DEFAULT_BLOCK_SIZE, Map.of());
    List<DataFile> written = new ArrayList<>();
    byte[] value = new byte[100];
    for (int file = 0; file < files; file++) {
      String name = "data/%05d.ikv".formatted(file);
      try (Output out = new ScratchFile(store.resolve(name));
          StoreFileWriter writer = new StoreFileWriter(out, options)) {
        for (int entry = 0; entry < ENTRIES; entry++) {
          byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(file * ENTRIES + entry).array();
          writer.add(key, 0, key.length, value, 0, value.length);
        }
        written.add(new DataFile(name, writer.finish()));
      }
    }
    new VersionLog(storage)
        .overwrite(VersionId.NONE, "", List.of("key"), List.of("uint32"), written, Map.of());
  }
}
