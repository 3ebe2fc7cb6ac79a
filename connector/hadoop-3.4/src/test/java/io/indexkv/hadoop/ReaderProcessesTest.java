/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Eight processes of a host open one store at the same time. */
@Tag("slow")
class ReaderProcessesTest {
  private static final int READERS = 8;

  @TempDir Path directory;

  @Test
  void downloadEachByteOnce() throws Exception {
    StorageCase which = StorageCase.S3;
    String location = which.location(directory);
    Storage storage = Storages.open(location, which.configuration(directory));
    Manifest m = new TestStore(storage).overwrite(0);
    Path conf = directory.resolve("conf.xml");
    try (OutputStream out = Files.newOutputStream(conf)) {
      which.configuration(directory).writeXml(out);
    }

    List<ChildJvm> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Path output = directory.resolve("output-" + i);
      readers.add(ChildJvm.start(output, ReaderProcess.class, location, conf.toString()));
    }
    for (ChildJvm reader : readers) {
      reader.assertSucceeds();
    }

    List<String> requests = StorageCase.server().requests();
    for (DataFile file : m.files()) {
      assertThat(requests)
          .filteredOn(r -> r.startsWith("GET") && r.contains(file.name()))
          .hasSize(1);
    }
    assertThat(requests).filteredOn(r -> r.contains("_indexkv/")).hasSizeGreaterThan(READERS);
  }
}
