/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A directory of empty files. Their names let tasks and the test tell each other where they are.
 *
 * @param directory a directory of this host
 */
record Marks(String directory) implements Serializable {

  static Marks in(Path directory) throws IOException {
    return new Marks(Files.createDirectories(directory.toAbsolutePath()).toString());
  }

  /** Leaves a mark; false if it was there already. Exactly one of all callers is first. */
  boolean leave(String name) {
    try {
      Files.createFile(Path.of(directory, name));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Leaves a mark that names the current process; several processes can use the same name. */
  void sign(String name) {
    leave(name + "@" + ProcessHandle.current().pid() + "@" + UUID.randomUUID());
  }

  boolean has(String name) {
    return Files.exists(Path.of(directory, name));
  }

  /** Ids of the processes that have signed the name, one for each signature. */
  List<Long> signers(String name) {
    return StoreDirectory.files(Path.of(directory)).stream()
        .filter(mark -> mark.startsWith(name + "@"))
        .map(mark -> Long.valueOf(mark.split("@")[1]))
        .toList();
  }

  /** Waits for the process that signs the name first, and returns its id. */
  long awaitSigner(String name, Supplier<String> where) {
    return Await.result(name, where, () -> signers(name).stream().findFirst().orElse(null));
  }

  /** Waits for a mark, in a task. Ends early if the task is interrupted. */
  void await(String name) {
    Await.condition(name, () -> "expected in " + directory, () -> has(name));
  }
}
