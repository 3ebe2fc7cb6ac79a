/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.store.manifest.DataFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directories that the first write of a store creates, and that stay empty if it fails. */
final class FirstDirectories {
  private static final Logger LOG = LoggerFactory.getLogger(FirstDirectories.class);

  private final StoreWrite write;
  private final List<Path> absent = new ArrayList<>();

  FirstDirectories(StoreWrite write) {
    this.write = write;
  }

  /** Notes which of the directories are missing; none if the store exists. */
  void look() {
    if (write.base().version() > 0) {
      return;
    }
    Path store = new Path(write.location());
    try {
      for (Path directory : List.of(new Path(store, DataFile.DIRECTORY), store)) {
        if (!fileSystem().exists(directory)) {
          absent.add(directory);
        }
      }
    } catch (IOException e) {
      LOG.debug(
          "store {}: could not check which directories exist before the first write",
          write.location(),
          e);
    }
  }

  /** Deletes the directories that were missing before and are empty now. Never throws. */
  void deleteEmpty() {
    try {
      for (Path directory : absent) {
        if (fileSystem().exists(directory) && fileSystem().listStatus(directory).length == 0) {
          // not recursive: files that another writer has put there stay
          fileSystem().delete(directory, false);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("store {}: an empty directory could not be deleted", write.location(), e);
    }
  }

  private FileSystem fileSystem() throws IOException {
    return new Path(write.location()).getFileSystem(write.conf().value());
  }
}
