/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.file.sort.SortOptions;
import io.indexkv.file.write.Duplicates;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerWriterTest {
  @TempDir Path directory;

  @Test
  void aLayerOfEntriesAloneTellsThatItCannotDelete() throws IOException {
    StoreFileOptions files =
        new StoreFileOptions(8, 1, StoreFileOptions.DEFAULT_BLOCK_SIZE, Map.of());
    SortOptions sort =
        new SortOptions(
            8, 1 << 20, directory, Duplicates.FAIL, key -> Integer.toString(key.length));
    Storage storage = new LocalStorage(directory);
    try (LayerWriter layer =
        LayerWriter.ofEntries(storage, files, 1 << 20, sort, WriteWatch.NONE)) {
      layer.add(new byte[8], 0, 8, new byte[1], 0, 1);

      assertThatThrownBy(() -> layer.delete(new byte[8], 0, 8))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(storage.location())
          .hasMessageContaining("use a writer of changes");

      assertThat(layer.finish().files()).hasSize(1);
    }
  }
}
