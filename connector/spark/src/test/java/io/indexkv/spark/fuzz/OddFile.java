/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Other things that may have the name of a file. */
enum OddFile {
  NOTHING {
    @Override
    void replace(Path file) throws IOException {
      Files.delete(file);
    }
  },
  DIRECTORY {
    @Override
    void replace(Path file) throws IOException {
      Files.delete(file);
      Files.createDirectory(file);
    }
  },
  LINK_TO_ITSELF {
    @Override
    void replace(Path file) throws IOException {
      Files.delete(file);
      Files.createSymbolicLink(file, file.getFileName());
    }
  },
  LINK_TO_A_FILE {
    @Override
    void replace(Path file) throws IOException {
      Path elsewhere = file.resolveSibling("elsewhere");
      Files.move(file, elsewhere);
      Files.createSymbolicLink(file, elsewhere);
    }
  },
  ENDLESS {
    @Override
    void replace(Path file) throws IOException {
      Files.delete(file);
      Files.createSymbolicLink(file, Path.of("/dev/zero"));
    }
  },
  /** A large file that takes no room on the disk. */
  LARGE {
    @Override
    void replace(Path file) throws IOException {
      try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
        large.setLength(1L << 36);
      }
    }
  },
  /** A pipe: a process that opens it waits for a writer. */
  PIPE {
    @Override
    void replace(Path file) throws IOException {
      Files.delete(file);
      try {
        new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  };

  abstract void replace(Path file) throws IOException;
}
