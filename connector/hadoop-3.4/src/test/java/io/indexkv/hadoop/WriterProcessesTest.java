/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes overwrite and upsert one store at the same time; no commit is lost or doubled.
 */
@Tag("slow")
class WriterProcessesTest {
  private static final int WRITERS = 8;
  private static final int COMMITS_EACH = 25;
  private static final List<StorageCase> STORAGES =
      List.of(StorageCase.LOCAL, StorageCase.HDFS, StorageCase.S3);

  @TempDir Path directory;

  @Test
  void loseNoCommitOnAnyStorage() throws Exception {
    WriterProcess.Plan plan = new WriterProcess.Plan(directory, WRITERS, COMMITS_EACH);
    Map<StorageCase, String> locations = new EnumMap<>(StorageCase.class);
    for (StorageCase which : STORAGES) {
      locations.put(which, which.location(directory));
      try (OutputStream out = Files.newOutputStream(plan.configuration(which))) {
        which.configuration(directory).writeXml(out);
      }
    }
    List<ChildJvm> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(start(plan, i, locations));
    }
    // the processes wait for each other: if one fails, the others must not wait for it
    for (ChildJvm writer : writers) {
      writer.process().onExit().thenAccept(ended -> stopAllUnlessSucceeded(ended, writers));
    }
    for (ChildJvm writer : writers) {
      writer.assertSucceeds();
    }
    for (StorageCase which : STORAGES) {
      checkVersions(which, locations.get(which), plan);
    }
  }

  private static ChildJvm start(
      WriterProcess.Plan plan, int writer, Map<StorageCase, String> locations) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(plan.directory().toString());
    arguments.add(Integer.toString(plan.writers()));
    arguments.add(Integer.toString(plan.commits()));
    arguments.add(Integer.toString(writer));
    locations.forEach((which, location) -> arguments.addAll(List.of(which.name(), location)));
    return ChildJvm.start(
        plan.directory().resolve("output-" + writer),
        WriterProcess.class,
        arguments.toArray(String[]::new));
  }

  private static void stopAllUnlessSucceeded(Process ended, List<ChildJvm> writers) {
    if (ended.exitValue() != 0) {
      writers.forEach(writer -> writer.process().destroyForcibly());
    }
  }

  private void checkVersions(StorageCase which, String location, WriterProcess.Plan plan)
      throws IOException {
    List<String> committed = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      committed.addAll(Files.readAllLines(plan.done(which, i)));
    }
    Storage storage = Storages.open(location, which.configuration(directory));
    VersionLog snapshots = new VersionLog(storage);
    List<Long> versions = snapshots.versions();
    assertThat(versions)
        .as(location)
        .isEqualTo(LongStream.rangeClosed(1, WRITERS * COMMITS_EACH).boxed().toList());
    List<String> found = new ArrayList<>();
    Map<String, Long> files = new HashMap<>();
    List<List<String>> below = List.of();
    for (long version : versions) {
      Manifest m = snapshots.at(version);
      assertThat(m.parent()).isEqualTo(version - 1);
      boolean upsert = m.summary().get("operation").equals("upsert");
      List<List<String>> layers = m.layers().stream().map(WriterProcessesTest::names).toList();
      assertThat(layers.subList(1, layers.size()))
          .as("below the newest layer of version %d", version)
          .isEqualTo(upsert ? below : List.of());
      below = layers;
      m.files().forEach(file -> files.put(file.name(), file.info().length()));
      found.add(m.summary().get("commit"));
    }
    for (Map.Entry<String, Long> file : files.entrySet()) {
      assertThat(storage.length(file.getKey())).isEqualTo(file.getValue());
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(committed).doesNotHaveDuplicates();
  }

  private static List<String> names(Layer layer) {
    return layer.all().map(DataFile::name).toList();
  }
}
