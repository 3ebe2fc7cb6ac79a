/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.DataFile;
import io.indexkv.store.Manifest;
import io.indexkv.store.Snapshots;
import io.indexkv.store.Storage;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Eight processes write to one store at the same time; no commit is lost or doubled. */
class WriterProcessesTest {
  private static final int WRITERS = 8;
  private static final int COMMITS_EACH = 25;

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource(names = {"LOCAL", "HDFS", "S3"})
  void losesNoCommit(StorageCase which) throws Exception {
    String location = which.location(directory);
    Path conf = directory.resolve("conf.xml");
    try (OutputStream out = Files.newOutputStream(conf)) {
      which.configuration(directory).writeXml(out);
    }
    List<ChildJvm> writers = new ArrayList<>();
    List<Path> results = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      Path result = directory.resolve("done-" + i);
      results.add(result);
      writers.add(
          ChildJvm.start(
              directory.resolve("output-" + i),
              WriterProcess.class,
              location,
              conf.toString(),
              Integer.toString(COMMITS_EACH),
              result.toString()));
    }
    List<String> committed = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.get(i).assertSucceeds();
      committed.addAll(Files.readAllLines(results.get(i)));
    }

    Storage storage = Storages.open(location, which.configuration(directory));
    Snapshots snapshots = new Snapshots(storage);
    List<Long> versions = snapshots.versions();
    assertThat(versions)
        .isEqualTo(LongStream.rangeClosed(1, WRITERS * COMMITS_EACH).boxed().toList());
    List<String> found = new ArrayList<>();
    Set<DataFile> files = new HashSet<>();
    for (long version : versions) {
      Manifest m = snapshots.at(version);
      assertThat(m.parent()).isEqualTo(version - 1);
      files.addAll(m.files());
      found.add(m.summary().get("commit"));
    }
    for (DataFile file : files) {
      assertThat(storage.length(file.name())).isEqualTo(file.info().length());
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(committed).doesNotHaveDuplicates();
  }
}
