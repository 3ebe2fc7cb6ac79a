/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.LookupFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that commits, at random moments, and checks the remains. */
@Tag("slow")
class KilledCommitTest {
  private static final int ROUNDS = 6;

  @TempDir Path directory;

  @Test
  void aKilledWriterLeavesWholeVersionsOnly() throws Exception {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Storage storage = new LocalStorage(directory.resolve("store"));
    TestStore store = new TestStore(storage);
    store.overwrite(0, 40, 10);
    long newest = 1;
    for (int round = 0; round < ROUNDS; round++) {
      killWriterAfter(storage, newest + 3, random.nextInt(30));

      List<Long> versions = new VersionLog(storage).versions();
      newest = versions.get(versions.size() - 1);
      assertThat(versions).isEqualTo(LongStream.rangeClosed(1, newest).boxed().toList());
      for (long version : versions) {
        assertWhole(storage, version);
      }
      // and the remains do not disturb the next writer
      newest = store.overwrite(newest, 40, 10).version();
    }
  }

  /** Starts a writer, waits for a version and some milliseconds more, and kills it. */
  private void killWriterAfter(Storage storage, long version, int milliseconds) throws Exception {
    Path output = directory.resolve("output");
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                CommitProcess.class.getName(),
                storage.location())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      while (storage.length(ManifestName.of(version)) < 0) {
        assertThat(writer.isAlive()).as(() -> text(output)).isTrue();
        Thread.sleep(1);
      }
      Thread.sleep(milliseconds);
      assertThat(writer.isAlive()).as(() -> text(output)).isTrue();
    } finally {
      writer.destroyForcibly().waitFor();
    }
  }

  private static void assertWhole(Storage storage, long version) throws IOException {
    Manifest m = new VersionLog(storage).at(version);
    try (SnapshotReader reader = SnapshotReader.open(storage, m)) {
      reader.files().files().forEach(LookupFile::verify);
      for (int i = 0; i < 40; i++) {
        assertThat(reader.files().get(TestStore.key(i))).isEqualTo(Samples.key("of " + version));
      }
    }
  }

  private static String text(Path output) {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
