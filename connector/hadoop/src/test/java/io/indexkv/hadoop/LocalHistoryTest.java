/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.OpenOptions;
import io.indexkv.RefreshingStore;
import io.indexkv.Store;
import io.indexkv.StoreHistory;
import io.indexkv.StoreHistorySuite;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a store in a local directory that is named by a URI. */
class LocalHistoryTest extends StoreHistorySuite {
  @TempDir Path directory;
  private Configuration conf;
  private String location;

  @BeforeEach
  void chooseLocation() {
    conf = StorageCase.LOCAL.configuration(directory);
    location = StorageCase.LOCAL.location(directory);
  }

  @Override
  protected Storage storage() {
    try {
      return Storages.open(location, conf);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected StoreHistory history() throws IOException {
    return HadoopStores.history(location, conf);
  }

  @Test
  void writesOpensAndRefreshesByLocation() throws IOException {
    write("one");
    OpenOptions options = OpenOptions.defaults();
    try (RefreshingStore<Long, String> refreshing =
        HadoopStores.openRefreshing(location, conf, Keys.int64(), Values.string(), options)) {
      write("two");

      assertThat(refreshing.refresh()).isTrue();
      assertThat(refreshing.get(1L)).isEqualTo("two");
    }
    try (Store<Long, String> first =
        HadoopStores.open(location, conf, Keys.int64(), Values.string(), options.atVersion(1))) {
      assertThat(first.get(1L)).isEqualTo("one");
    }
  }

  private void write(String value) throws IOException {
    WriteOptions options = WriteOptions.defaults();
    try (StoreWriter<Long, String> writer =
        HadoopStores.write(location, conf, Keys.int64(), Values.string(), options)) {
      writer.add(1L, value);
      writer.commit();
    }
  }
}
