/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.file.StoreFileReader;
import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.ScratchFile;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.write.EntrySink;
import io.indexkv.file.write.StoreFileWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The runs of one sort: store files in a directory of their own, which {@link #close()} deletes.
 */
final class RunFiles implements Closeable {
  private final Path parent;
  private final int keyWidth;
  private final List<StoreFileReader> open = new ArrayList<>();
  private Path directory;
  private int written;

  RunFiles(Path parent, int keyWidth) {
    this.parent = parent;
    this.keyWidth = keyWidth;
  }

  /** Writes the entries of a file. */
  interface Content {
    void writeTo(EntrySink run) throws IOException;
  }

  /** Writes a run and opens it. */
  StoreFileReader write(Content content) throws IOException {
    if (directory == null) {
      Files.createDirectories(parent);
      directory = Files.createDirectory(parent.resolve(".runs-" + UUID.randomUUID()));
    }
    Path path = directory.resolve(written++ + ".ikv");
    StoreFileOptions options =
        new StoreFileOptions(keyWidth, 1, StoreFileOptions.DEFAULT_BLOCK_SIZE, Map.of());
    try (Output out = ScratchFile.brief(path);
        StoreFileWriter writer = new StoreFileWriter(out, options)) {
      content.writeTo(writer);
      writer.finish();
    }
    StoreFileReader run = StoreFileReader.open(path);
    open.add(run);
    return run;
  }

  /** Number of runs that have been written, with those deleted since. */
  int written() {
    return written;
  }

  void delete(StoreFileReader run) throws IOException {
    open.remove(run);
    run.close();
    Files.deleteIfExists(Path.of(run.toString()));
  }

  @Override
  public void close() throws IOException {
    open.forEach(StoreFileReader::close);
    open.clear();
    if (directory != null) {
      try (var left = Files.newDirectoryStream(directory)) {
        for (Path file : left) {
          Files.deleteIfExists(file);
        }
      }
      Files.deleteIfExists(directory);
      directory = null;
    }
  }
}
