/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a store that keeps rows of equal keys. */
@Tag("slow")
class RepeatedKeysTest {
  private static final RowLayout LAYOUT =
      new RowLayout(Column.string("item"), Column.int32("pieces"), Column.int64("_ordinal"));

  @TempDir Path directory;

  private LocalStorage storage;

  /** Only Spark writes such stores: this one gets its declaration afterwards. */
  @BeforeEach
  void writeStore() throws IOException {
    storage = new LocalStorage(directory.resolve("s"));
    try (StoreWriter<List<Object>, Row> writer =
        Store.write(
            directory.resolve("s"),
            Keys.composite(Keys.string(), Keys.int64()),
            Values.row(LAYOUT),
            WriteOptions.defaults().keyColumns("item", "_ordinal"))) {
      writer.add(List.of("cup", 0L), LAYOUT.row("cup", 5, 0L));
      writer.add(List.of("pen", 0L), LAYOUT.row("pen", 2, 0L));
      writer.add(List.of("pen", 1L), LAYOUT.row("pen", 3, 1L));
      writer.commit();
    }
    Manifest plain = newest();
    Map<String, String> properties = new HashMap<>(plain.properties());
    properties.put(RepeatedKeys.PROPERTY, RepeatedKeys.KEEP);
    new VersionLog(storage)
        .overwrite(
            plain.id(),
            plain.schema(),
            plain.keyColumns(),
            plain.keyTypes(),
            plain.files(),
            properties);
  }

  private Manifest newest() throws IOException {
    return new VersionLog(storage).latest().orElseThrow();
  }

  @Test
  void theRowsOfAKeyHaveItsColumnsAsPrefix() {
    assertThat(Run.in(directory, "scan", "s", "--prefix", "pen", "--csv").out())
        .isEqualTo("item,pieces,_ordinal\npen,2,0\npen,3,1\n");
  }

  @Test
  void anImportIsRefusedBeforeItReadsAnything() throws IOException {
    Files.writeString(directory.resolve("more.csv"), "item,pieces\npen,9\n");

    for (String file : List.of("more.csv", "absent.csv")) {
      Run run = Run.in(directory, "import", "s", file, "--mode", "append");
      assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
      assertThat(run.err())
          .contains("version 2 of the store s keeps rows of equal keys (duplicates=keep)")
          .contains("an append replaces or deletes the row of a key: overwrite the store");
    }
    assertThat(newest().version()).isEqualTo(2);
  }
}
