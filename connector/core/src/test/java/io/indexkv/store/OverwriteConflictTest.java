/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.OverwriteConflict;
import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.error.CommitConflictException;
import io.indexkv.key.Keys;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.StorageFactory;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An overwrite beside writers that do not pause. */
class OverwriteConflictTest {
  private static final WriteOptions REPLACE =
      WriteOptions.defaults().overwriteConflict(OverwriteConflict.REPLACE);

  @TempDir Path directory;
  private Storage storage;

  @BeforeEach
  void make() throws IOException {
    storage = new LocalStorage(directory.resolve("store"));
    new TestEntries(storage).overwrite(Map.of(1L, "one"));
  }

  @Test
  void failsUnlessItIsToReplace() throws IOException {
    try (StoreWriter<Long, String> writer = writer(WriteOptions.defaults())) {
      writer.add(5L, "five");
      new TestEntries(storage).upsert(Map.of(2L, "two"));
      assertThatThrownBy(writer::commit)
          .isInstanceOf(CommitConflictException.class)
          .hasMessageContaining("published version 2");
    }
    assertThat(new TestEntries(storage).read()).containsOnlyKeys(1L, 2L);
  }

  @Test
  void replacesWhatWasWrittenMeanwhile() throws IOException {
    try (StoreWriter<Long, String> writer = writer(REPLACE)) {
      writer.add(5L, "five");
      new TestEntries(storage).upsert(Map.of(2L, "two"));
      assertThat(writer.commit()).isEqualTo(3);
    }
    assertThat(new TestEntries(storage).read()).containsOnlyKeys(5L);
    assertThat(new TestEntries(storage).read(Pin.version(2))).containsOnlyKeys(1L, 2L);
  }

  @Test
  void makesTheFirstVersionToo() throws IOException {
    storage = new LocalStorage(directory.resolve("another"));
    try (StoreWriter<Long, String> writer = writer(REPLACE)) {
      writer.add(5L, "five");
      assertThat(writer.commit()).isEqualTo(1);
    }
  }

  /** Processes, so that each of them commits at its own pace. */
  @Test
  void winsBesideTwoProcessesThatUpsertWithoutPause() throws Exception {
    int overwrites = 10;
    List<Process> upserting = new ArrayList<>();
    List<Long> versions = new ArrayList<>();
    try {
      for (int writer = 0; writer < 2; writer++) {
        upserting.add(start(writer));
      }
      while (new VersionLog(storage).latest().orElseThrow().version() < 5) {
        assertThat(upserting).allMatch(Process::isAlive);
        Thread.sleep(10);
      }
      for (int i = 0; i < overwrites; i++) {
        try (StoreWriter<Long, String> writer = writer(REPLACE)) {
          long before = new VersionLog(storage).latest().orElseThrow().version();
          writer.add(-5L, "of " + i);
          while (new VersionLog(storage).latest().orElseThrow().version() == before) {
            assertThat(upserting).allMatch(Process::isAlive);
          }
          versions.add(writer.commit());
        }
      }
      assertThat(upserting).as("did not end before").allMatch(Process::isAlive);
    } finally {
      upserting.forEach(Process::destroyForcibly);
    }
    VersionLog snapshots = new VersionLog(storage);
    for (long version : versions) {
      Manifest m = snapshots.at(version);
      assertThat(m.layers()).hasSize(1);
      assertThat(m.summary()).containsEntry("operation", "overwrite").containsEntry("entries", "1");
    }
    assertThat(versions).hasSize(overwrites).isSorted().doesNotHaveDuplicates();
    // no version was lost between
    List<Long> all = snapshots.versions();
    assertThat(all.get(all.size() - 1)).isEqualTo(all.size());
  }

  private Process start(int writer) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            UpsertProcess.class.getName(),
            StorageFactory.Local.class.getName(),
            directory.resolve("store").toString(),
            Integer.toString(writer),
            Integer.toString(1_000_000),
            "0")
        .redirectErrorStream(true)
        .redirectOutput(Files.createTempFile(directory, "writer", ".log").toFile())
        .start();
  }

  private StoreWriter<Long, String> writer(WriteOptions options) throws IOException {
    return Store.write(storage, Keys.int64(), Values.string(), options);
  }
}
