/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.StorageFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes upsert to one store, 200 times in all, and one of them compacts it repeatedly.
 */
public abstract class WritersSuite {
  private static final int WRITERS = 8;
  private static final int COMMITS = 25;
  private static final int COMPACTS = 5;

  @TempDir public Path output;

  /** Makes the storage in each process, by a constructor without parameters. */
  protected abstract Class<? extends StorageFactory> factory();

  /** The location of a new store, in the form that the factory takes. */
  protected abstract String location();

  @Test
  public void losesAndDoublesNoCommit() throws Exception {
    String location = location();
    Storage storage = StorageFactory.of(factory().getName()).open(location);
    new TestEntries(storage).overwrite(Map.of());
    List<Process> writers = new ArrayList<>();
    try {
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.add(start(writer, location));
      }
      for (int writer = 0; writer < WRITERS; writer++) {
        int exit = writers.get(writer).waitFor();
        assertThat(exit).as("writer %d: %s", writer, Files.readString(log(writer))).isZero();
      }
    } finally {
      writers.forEach(Process::destroyForcibly);
    }

    SortedMap<Long, String> expected = new TreeMap<>();
    for (long writer = 0; writer < WRITERS; writer++) {
      for (int commit = 0; commit < COMMITS; commit++) {
        expected.put(UpsertProcess.key(writer, commit), "by " + writer);
      }
    }
    SortedMap<Long, String> found = new TestEntries(storage).read();
    assertThat(found.remove(-1L)).startsWith("by ");
    assertThat(found).isEqualTo(expected);
    checkVersions(storage);
  }

  private Process start(int writer, String location) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // the processes live briefly, so their start matters
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            UpsertProcess.class.getName(),
            factory().getName(),
            location,
            Integer.toString(writer),
            Integer.toString(COMMITS),
            Integer.toString(writer == 0 ? COMPACTS : 0))
        .redirectErrorStream(true)
        .redirectOutput(log(writer).toFile())
        .start();
  }

  private Path log(int writer) {
    return output.resolve("writer-" + writer);
  }

  private static void checkVersions(Storage storage) throws IOException {
    VersionLog snapshots = new VersionLog(storage);
    List<Long> versions = snapshots.versions();
    assertThat(versions).isEqualTo(LongStream.rangeClosed(1, versions.size()).boxed().toList());
    int upserts = 0;
    Set<String> commits = new HashSet<>();
    Map<String, Long> files = new HashMap<>();
    for (long version : versions) {
      Manifest m = snapshots.at(version);
      assertThat(m.parent()).isEqualTo(version - 1);
      assertThat(commits.add(m.summary().get("commit"))).as("version %d", version).isTrue();
      upserts += m.summary().get("operation").equals("upsert") ? 1 : 0;
      m.files().forEach(file -> files.put(file.name(), file.info().length()));
    }
    assertThat(upserts).isEqualTo(WRITERS * COMMITS);
    for (Map.Entry<String, Long> file : files.entrySet()) {
      assertThat(storage.length(file.getKey())).isEqualTo(file.getValue());
    }
  }
}
