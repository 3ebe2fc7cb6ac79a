/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.bytes.Output;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;

/** What every storage must do. */
class StorageContractTest {
  private static final String MANIFEST = "_indexkv/v00000000000000000001.json";
  private static final String DATA = "data/a.ikv";

  @TempDir Path directory;

  @OnEachStorage
  void aMissingStoreHasNothing(StorageCase which) throws IOException {
    Storage storage = which.open(directory);

    assertThat(storage.list("_indexkv")).isEmpty();
    assertThat(storage.length(MANIFEST)).isEqualTo(-1);
    assertThat(storage.delete(MANIFEST)).isFalse();
    assertThatThrownBy(() -> storage.read(MANIFEST))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(MANIFEST);
  }

  @OnEachStorage
  void createsAFileOnceAndNeverReplacesIt(StorageCase which) throws IOException {
    Storage storage = which.open(directory);

    assertThat(storage.createIfAbsent(MANIFEST, bytes("first"))).isTrue();
    assertThat(storage.createIfAbsent(MANIFEST, bytes("second, longer"))).isFalse();

    assertThat(storage.read(MANIFEST)).isEqualTo(bytes("first"));
    assertThat(storage.length(MANIFEST)).isEqualTo(5);
    assertThat(storage.list("_indexkv")).containsExactly(MANIFEST);
    assertThat(storage.delete(MANIFEST)).isTrue();
    assertThat(storage.length(MANIFEST)).isEqualTo(-1);
  }

  @OnEachStorage
  void oneOfManyCreatorsWins(StorageCase which) throws Exception {
    Storage storage = which.open(directory);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 1; round <= 10; round++) {
        String name = "_indexkv/v" + String.format("%020d", round) + ".json";
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          byte[] content = bytes(("writer " + i).repeat(500));
          tasks.add(() -> storage.createIfAbsent(name, content));
        }
        List<Integer> winners = new ArrayList<>();
        List<Future<Boolean>> results = threads.invokeAll(tasks);
        for (int i = 0; i < results.size(); i++) {
          if (results.get(i).get()) {
            winners.add(i);
          }
        }
        assertThat(winners).as("round " + round).hasSize(1);
        assertThat(storage.read(name)).isEqualTo(bytes(("writer " + winners.get(0)).repeat(500)));
      }
    } finally {
      threads.shutdown();
    }
    assertThat(storage.list("_indexkv")).hasSize(10);
  }

  @OnEachStorage
  void showsAStreamedFileWhenItIsFinished(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    byte[] content = new byte[3 << 20];
    new Random(1).nextBytes(content);

    try (Output out = storage.create(DATA)) {
      assertThat(out.location()).contains(DATA);
      for (int at = 0; at < content.length; at += 1 << 20) {
        out.write(content, at, 1 << 20);
        assertThat(storage.length(DATA)).isEqualTo(-1);
      }
      out.finish();
    }

    assertThat(storage.read(DATA)).isEqualTo(content);
    assertThat(storage.list("data")).containsExactly(DATA);
  }

  @OnEachStorage
  void leavesNothingOfAnAbandonedFile(StorageCase which) throws IOException {
    Storage storage = which.open(directory);

    Output out = storage.create(DATA);
    out.write(new byte[100], 10, 50);
    out.close();
    out.close();

    assertThat(storage.list("data")).isEmpty();
  }

  @OnEachStorage
  void doesNotFinishOntoAnExistingFile(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    try (Output first = storage.create(DATA);
        Output second = storage.create(DATA)) {
      first.write(bytes("first"), 0, 5);
      second.write(bytes("second"), 0, 6);
      first.finish();

      assertThatThrownBy(second::finish).isInstanceOf(IOException.class).hasMessageContaining(DATA);
    }

    assertThat(storage.read(DATA)).isEqualTo(bytes("first"));
    assertThat(storage.list("data")).containsExactly(DATA);
  }

  @OnEachStorage
  void listsOnlyFilesAndOnlyOneDirectory(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    storage.createIfAbsent("_indexkv/a", bytes("a"));
    storage.createIfAbsent("_indexkv/b/c", bytes("c"));
    storage.createIfAbsent("data/d", bytes("d"));

    assertThat(storage.list("_indexkv")).containsExactly("_indexkv/a");
  }

  @OnEachStorage
  void refusesNamesOutsideTheStore(StorageCase which) throws IOException {
    Storage storage = which.open(directory);
    for (String name : List.of("../x", "/etc/passwd", "data/../../x", "")) {
      assertThatThrownBy(() -> storage.read(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(storage.location());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
