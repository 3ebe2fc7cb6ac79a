/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.bytes.ScratchFile;
import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.SnapshotReader;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version of ten thousand files. */
class ManyFilesTest {
  private static final int FILES = 10_000;

  @TempDir Path directory;

  @Test
  void opensLikeAnyOther() throws IOException {
    TestStore store = new TestStore(notDurable());
    Manifest written = store.overwrite(0, FILES, 1);
    Manifest read = new VersionLog(store.storage()).latest().orElseThrow();

    assertThat(read.files()).hasSize(FILES);
    assertThat(read.encode()).isEqualTo(written.encode());
    try (SnapshotReader reader = SnapshotReader.open(store.storage(), read)) {
      assertThat(reader.files().entries()).isEqualTo(FILES);
      for (int i = 0; i < FILES; i++) {
        assertThat(reader.files().get(TestStore.key(i))).isEqualTo(Samples.key("of 1"));
      }
      assertThat(reader.files().get(TestStore.key(FILES))).isNull();
      EntryCursor scan = reader.files().scan(null, null);
      for (int i = 0; i < FILES; i++) {
        assertThat(scan.next()).isTrue();
      }
      assertThat(scan.next()).isFalse();
    }
  }

  /** The files need not survive a power failure here: that would take minutes. */
  private Storage notDurable() throws IOException {
    Files.createDirectories(directory.resolve("data"));
    return new ForwardingStorage(new LocalStorage(directory)) {
      @Override
      public Output create(String name) throws IOException {
        return new ScratchFile(directory.resolve(name));
      }
    };
  }
}
