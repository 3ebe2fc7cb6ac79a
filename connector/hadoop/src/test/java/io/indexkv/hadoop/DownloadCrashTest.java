/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.OpenOptions;
import io.indexkv.Store;
import io.indexkv.file.format.Compression;
import io.indexkv.key.Keys;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Opening a store that is far away fails at read 1, 2, 3, … from there, or at operation 1, 2, 3, …
 * on the cache's disk, until it is through.
 */
@Tag("slow")
class DownloadCrashTest {
  @TempDir Path directory;
  private final Operations operations = new Operations();

  @ParameterizedTest
  @MethodSource("io.indexkv.hadoop.StorageCase#remote")
  void leavesNothingOrAWholeCopyWhereverItFails(StorageCase which) throws IOException {
    for (Compression how : new Compression[] {Compression.none(), Compression.lz4()}) {
      Storage storage =
          FarStore.open(
              which,
              directory,
              operations::next,
              new FaultyDisk(operations::next),
              new Retries(1, 0));
      operations.failAt(0);
      FarStore.write(storage, how);
      int tried = 0;
      for (int failing = 1; openFails(storage, failing); failing++) {
        assertThat(CacheFiles.below(directory)).as("after operation %d", failing).isEmpty();
        tried++;
      }

      assertThat(CacheFiles.below(directory)).hasSize(1);
      // create; read and write what there is, and read the end; finish
      assertThat(tried).isGreaterThanOrEqualTo(5);
      System.out.println(
          "DownloadCrashTest: " + which + ", " + how.codec() + ", " + tried + " failures");
      deleteCopies();
    }
  }

  private boolean openFails(Storage storage, int failing) throws IOException {
    operations.failAt(failing);
    try (Store<Long, String> store =
        Store.open(storage, Keys.int64(), Values.string(), OpenOptions.defaults())) {
      assertThat(operations.count()).isLessThan(failing);
      assertThat(store.get(7L)).isEqualTo(FarStore.value(7));
      assertThat(store.size()).isEqualTo(FarStore.ENTRIES);
      return false;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("injected at operation " + failing);
      return true;
    }
  }

  private void deleteCopies() throws IOException {
    for (Path copy : CacheFiles.below(directory)) {
      Files.delete(copy);
    }
  }
}
