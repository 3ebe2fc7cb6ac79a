/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.ScratchFile;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Writes a file under a temporary name in the same directory. */
final class LocalOutput implements Output {
  private final Path target;
  private final Path temporary;
  private final LocalPublication publication;
  private final ScratchFile file;

  LocalOutput(Path target, LocalPublication publication) throws IOException {
    this.target = target;
    this.temporary =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    this.publication = publication;
    DurableDirectory.create(target.getParent());
    this.file = ScratchFile.lasting(temporary);
  }

  @Override
  public String location() {
    return target.toString();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    file.write(bytes, offset, length);
  }

  @Override
  public void finish() throws IOException {
    complete();
    if (!publishIfAbsent()) {
      throw new FileAlreadyExistsException(target.toString());
    }
  }

  /** Makes the content durable under the temporary name. */
  void complete() throws IOException {
    file.force();
    file.finish();
  }

  /**
   * Gives the complete content its final name, unless a file has that name already.
   *
   * @return false if a file has the name
   */
  boolean publishIfAbsent() throws IOException {
    return publication.publishIfAbsent(temporary, target);
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
