/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.NotPublishedException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests only what is special about local files. The suites of all storages test their common
 * contract.
 */
class LocalStorageTest {
  private static final String NAME = "_indexkv/v00000000000000000001.json";

  @TempDir Path directory;

  @Test
  void publishesWithoutHardLinksUnderALock() throws Exception {
    LocalPublication.Link none =
        (link, existing) -> {
          throw new FileSystemException(link.toString(), null, "Operation not permitted");
        };
    assertOneOfManyWins(new LocalStorage(directory, none));
    assertThat(directory.resolve("_indexkv/.commit.lock")).exists();
  }

  @Test
  void publishesWithoutHardLinksWhereTheProviderHasNone() throws Exception {
    LocalPublication.Link none =
        (link, existing) -> {
          throw new UnsupportedOperationException();
        };
    assertOneOfManyWins(new LocalStorage(directory, none));
  }

  @Test
  void publishesByHardLink() throws Exception {
    assertOneOfManyWins(new LocalStorage(directory));
    assertThat(directory.resolve("_indexkv/.commit.lock")).doesNotExist();
  }

  private void assertOneOfManyWins(Storage storage) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        byte[] content = ("content " + i).repeat(1000).getBytes(UTF_8);
        tasks.add(() -> storage.createIfAbsent(NAME, content));
      }
      List<Integer> winners = new ArrayList<>();
      List<Future<Boolean>> results = threads.invokeAll(tasks);
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i).get()) {
          winners.add(i);
        }
      }
      assertThat(winners).hasSize(1);
      assertThat(new String(storage.read(NAME), UTF_8))
          .isEqualTo(("content " + winners.get(0)).repeat(1000));
    } finally {
      threads.shutdown();
    }
    assertThat(remains()).isEmpty();
  }

  @Test
  void aLinkThatFailsWhereLinksWorkIsNotReplacedByARename() throws IOException {
    LocalPublication.Link failing =
        (link, existing) -> {
          if (link.endsWith(NAME)) {
            throw new FileSystemException(link.toString(), null, "Input/output error");
          }
          Files.createLink(link, existing);
        };
    Storage storage = new LocalStorage(directory, failing);

    assertThatThrownBy(() -> storage.createIfAbsent(NAME, new byte[1]))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("Input/output error");
    assertThat(directory.resolve(NAME)).doesNotExist();
    assertThat(remains()).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsACertainFailure() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "not a directory");
    Storage storage = new LocalStorage(file);

    assertThatThrownBy(() -> storage.createIfAbsent(NAME, new byte[1]))
        .isInstanceOf(NotPublishedException.class)
        .hasMessageContaining(file.resolve(NAME).toString());
  }

  @Test
  void aDirectoryInAFilesPlaceIsNotAMissingFile() throws IOException {
    Files.createDirectories(directory.resolve(NAME));

    assertThatThrownBy(() -> new LocalStorage(directory).length(NAME))
        .hasMessageContaining("expected a file at " + directory.resolve(NAME));
  }

  /** Temporary files that remain in the store. */
  private List<Path> remains() throws IOException {
    try (var files = Files.walk(directory)) {
      return files.filter(f -> f.toString().contains(".tmp")).toList();
    }
  }
}
