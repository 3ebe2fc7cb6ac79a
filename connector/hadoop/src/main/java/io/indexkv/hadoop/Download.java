/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.BrokenSnapshotException;
import io.indexkv.store.DataFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.UUID;
import java.util.zip.CRC32C;

/** Copies a remote store file; the copy appears only if it is the one that the manifest lists. */
record Download(String store, DataFile file, LocalCache.Source source) {
  private static final int BUFFER = 1 << 20;

  /** The caller holds the lock for COPY. */
  void to(Path copy) throws IOException {
    deleteRemains(copy);
    Path temporary = copy.resolveSibling("." + copy.getFileName() + "." + UUID.randomUUID());
    try {
      write(temporary);
      if (!temporary.toFile().setReadOnly()) {
        throw new IOException("cannot make " + temporary + " read-only");
      }
      Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void write(Path temporary) throws IOException {
    CRC32C crc = new CRC32C();
    long length = 0;
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = source.open();
        FileChannel out =
            FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      // one read beyond the listed length is enough to know that the file is longer
      for (int n; length <= file.info().length() && (n = in.read(buffer)) > 0; length += n) {
        crc.update(buffer, 0, n);
        for (ByteBuffer rest = ByteBuffer.wrap(buffer, 0, n); rest.hasRemaining(); ) {
          out.write(rest);
        }
      }
      out.force(true);
    }
    check(length, (int) crc.getValue());
  }

  private void check(long length, int crc) throws BrokenSnapshotException {
    long expected = file.info().length();
    if (length != expected) {
      throw broken(expected + " bytes", (length > expected ? "at least " : "") + length + " bytes");
    }
    if (crc != file.info().crc32c()) {
      HexFormat hex = HexFormat.of();
      throw broken(
          "CRC32C " + hex.toHexDigits(file.info().crc32c()), "CRC32C " + hex.toHexDigits(crc));
    }
  }

  private BrokenSnapshotException broken(String expected, String found) {
    return BrokenSnapshotException.of(store, file, expected, found);
  }

  /** What JVMs left behind that died while they copied this file. */
  private static void deleteRemains(Path copy) throws IOException {
    String remains = "." + copy.getFileName() + ".????????-????-????-????-????????????";
    try (DirectoryStream<Path> old = Files.newDirectoryStream(copy.getParent(), remains)) {
      for (Path file : old) {
        Files.deleteIfExists(file);
      }
    }
  }
}
