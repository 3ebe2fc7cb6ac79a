/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.CompactOptions;
import io.indexkv.Store;
import io.indexkv.StoreHistory;
import io.indexkv.StoreWriter;
import io.indexkv.Version;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.store.CommittedVersion;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.write.Compaction;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorTest {
  @TempDir Path path;

  @Test
  void everyKindOfVersionSaysWhoMadeIt() throws IOException {
    write(WriteOptions.defaults());
    write(WriteOptions.defaults().upsert());
    new Compaction(new LocalStorage(path)).run();
    new VersionLog(new LocalStorage(path)).rollback(1);

    assertThat(new VersionLog(new LocalStorage(path)).history())
        .extracting(CommittedVersion::operation)
        .containsExactly("rollback", "compact", "upsert", "overwrite");
    assertThat(new VersionLog(new LocalStorage(path)).history())
        .allSatisfy(
            version -> {
              assertThat(version.summary())
                  .containsEntry("user", System.getProperty("user.name"))
                  .containsKeys("host", "program");
              assertThat(version.summary().get("indexkv")).matches("\\d+\\.\\d+\\.\\d+.*");
              assertThat(version.summary().get("host")).isNotBlank();
              assertThat(version.summary().get("program")).isNotBlank().doesNotContain("/");
            });
  }

  @Test
  void anotherAuthorHasFactsOfItsOwn() throws IOException {
    Author author = Author.process().with("application", "app-1").with("user", "u".repeat(1000));
    write(WriteOptions.defaults());
    new VersionLog(new LocalStorage(path), author).rollback(1);

    assertThat(new VersionLog(new LocalStorage(path)).latest().orElseThrow().summary())
        .containsEntry("application", "app-1")
        .containsEntry("user", "u".repeat(200) + "…")
        .containsEntry("operation", "rollback");
    write(WriteOptions.defaults().upsert());
    StoreHistory history = StoreHistory.of(new LocalStorage(path), author);
    assertThat(history.compact(CompactOptions.defaults()).orElseThrow().summary())
        .containsEntry("application", "app-1")
        .containsEntry("operation", "compact");
    assertThat(history.rollback(Version.number(1)).summary())
        .containsEntry("application", "app-1")
        .containsEntry("operation", "rollback");
  }

  private void write(WriteOptions options) throws IOException {
    try (StoreWriter<Long, Long> writer =
        Store.write(path, Keys.int64(), Values.int64(), options)) {
      writer.add(1L, 1L);
      writer.commit();
    }
  }
}
