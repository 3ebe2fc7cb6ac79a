/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.bytes.Output;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import io.indexkv.testing.ForwardingOutput;
import io.indexkv.testing.ForwardingStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of an abandoned write. */
class FileSeriesTest {
  private static final byte[] NOTHING = {};

  @TempDir Path directory;

  @Test
  void deletesAFileThatIsThereAlthoughItsEndFailed() throws IOException {
    Storage unsure =
        new ForwardingStorage(storage()) {
          @Override
          public Output create(String name) throws IOException {
            return new ForwardingOutput(super.create(name)) {
              @Override
              public void finish() throws IOException {
                super.finish();
                throw new IOException("no answer");
              }
            };
          }
        };
    FileSeries files = series(unsure);
    add(files, 1);
    assertThatThrownBy(files::finish).hasMessage("no answer");
    assertThat(storage().walk(DataFile.DIRECTORY)).isNotEmpty();

    files.close();

    assertThat(storage().walk(DataFile.DIRECTORY)).isEmpty();
  }

  @Test
  void deletesTheOthersWhereOneCannotBeDeleted() throws IOException {
    List<String> refused = new ArrayList<>();
    Storage stubborn =
        new ForwardingStorage(storage()) {
          @Override
          public boolean delete(String name) throws IOException {
            if (refused.isEmpty()) {
              refused.add(name);
              throw new IllegalStateException("not now");
            }
            if (refused.size() == 1) {
              refused.add(name);
              throw new IOException("nor then");
            }
            return super.delete(name);
          }
        };
    FileSeries files = series(stubborn);
    for (int i = 0; i < 4; i++) {
      add(files, i);
      files.endFile();
    }

    assertThatThrownBy(files::close)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not now")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("nor then"));

    assertThat(storage().walk(DataFile.DIRECTORY))
        .extracting(StorageEntry::name)
        .containsExactlyInAnyOrderElementsOf(refused);
  }

  @Test
  void deletesAFileThatIsThereAlthoughItsBeginningFailed() throws IOException {
    Storage unsure =
        new ForwardingStorage(storage()) {
          @Override
          public Output create(String name) throws IOException {
            super.createIfAbsent(name, NOTHING);
            throw new IOException("no answer");
          }
        };
    FileSeries files = series(unsure);
    assertThatThrownBy(() -> add(files, 1)).hasMessage("no answer");
    assertThat(storage().walk(DataFile.DIRECTORY)).isNotEmpty();

    files.close();

    assertThat(storage().walk(DataFile.DIRECTORY)).isEmpty();
  }

  @Test
  void keptFilesStayUntilTheyAreAbandoned() throws IOException {
    FileSeries files = series(storage());
    add(files, 1);
    assertThat(files.finish()).hasSize(1);
    files.keep();
    files.close();
    assertThat(storage().walk(DataFile.DIRECTORY)).hasSize(1);

    files.abandon();

    assertThat(storage().walk(DataFile.DIRECTORY)).isEmpty();
  }

  private static FileSeries series(Storage storage) {
    StoreFileOptions options = new StoreFileOptions(1, 1, 4096, Map.of());
    return new FileSeries(storage, options, Long.MAX_VALUE, i -> "data/" + i + ".ikv");
  }

  private static void add(FileSeries files, int key) throws IOException {
    files.add(new byte[] {(byte) key}, 0, 1, NOTHING, 0, 0);
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }
}
