/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.key.Keys;
import io.indexkv.store.Alteration;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.write.ChangeCommit;
import io.indexkv.store.write.Isolation;
import io.indexkv.store.write.KeysRead;
import io.indexkv.value.Column;
import io.indexkv.value.Row;
import io.indexkv.value.RowLayout;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that declare that they keep rows of equal keys. */
@Tag("slow")
class RepeatedKeysTest {
  private static final Keys<List<Object>> KEYS = Keys.composite(Keys.string(), Keys.int64());
  private static final RowLayout LAYOUT =
      new RowLayout(Column.string("order"), Column.string("item"), Column.int64("_ordinal"));

  @TempDir Path path;

  private LocalStorage storage;

  /** Only Spark writes such stores: this one gets its declaration afterwards. */
  @BeforeEach
  void writeStore() throws IOException {
    storage = new LocalStorage(path);
    try (StoreWriter<List<Object>, Row> writer =
        Store.write(
            path,
            KEYS,
            Values.row(LAYOUT),
            WriteOptions.defaults().keyColumns("order", "_ordinal"))) {
      for (String item : List.of("a0 pen", "a1 ink", "a2 pen", "b0 cup", "c0 jug", "c1 jug")) {
        String order = item.substring(0, 1);
        long ordinal = item.charAt(1) - '0';
        writer.add(List.of(order, ordinal), LAYOUT.row(order, item.substring(3), ordinal));
      }
      writer.commit();
    }
    Manifest plain = newest();
    new VersionLog(storage)
        .overwrite(
            plain.id(),
            plain.schema(),
            plain.keyColumns(),
            plain.keyTypes(),
            plain.layers().get(0).files(),
            Map.of(
                RepeatedKeys.PROPERTY,
                RepeatedKeys.KEEP,
                StoreProperties.VALUE_ENCODING,
                plain.properties().get(StoreProperties.VALUE_ENCODING)));
  }

  private Manifest newest() throws IOException {
    return new VersionLog(storage).latest().orElseThrow();
  }

  private List<String> items(String order) throws IOException {
    try (Store<List<Object>, Row> store = Store.open(path, KEYS, Values.row(LAYOUT));
        Entries<List<Object>, Row> entries = store.scanPrefix(order)) {
      return entries.stream().map(entry -> entry.value().string(1)).toList();
    }
  }

  @Test
  void aPrefixHasTheRowsOfAKey() throws IOException {
    assertThat(newest().repeatsKeys()).isTrue();
    assertThat(newest().declaredKey()).containsExactly("order");
    assertThat(items("a")).containsExactly("pen", "ink", "pen");
    assertThat(items("b")).containsExactly("cup");
    assertThat(items("d")).isEmpty();
    assertThatThrownBy(() -> Store.open(path, Keys.string(), Values.row(LAYOUT)))
        .hasMessageContaining("opened with [string]")
        .hasMessageContaining("tells rows of equal keys apart: find them by scanPrefix");
  }

  @Test
  void compactionRollbackAndVerificationKnowItAsAStore() throws IOException {
    StoreHistory history = StoreHistory.of(path);
    history.compact(CompactOptions.defaults());
    assertThat(newest().repeatsKeys()).isTrue();
    assertThat(history.verify(Version.newest()).isSound()).isTrue();

    history.rollback(Version.number(1));
    assertThat(newest().repeatsKeys()).isFalse();
    history.rollback(Version.number(2));
    assertThat(newest().repeatsKeys()).isTrue();
    assertThat(items("c")).containsExactly("jug", "jug");
  }

  @Test
  void nothingIsPutOnTopOfRows() throws IOException {
    assertThatThrownBy(
            () ->
                Store.write(path, KEYS, Values.row(LAYOUT), WriteOptions.defaults().upsert())
                    .close())
        .hasMessageContaining("version 2 of the store")
        .hasMessageContaining("keeps rows of equal keys (duplicates=keep), and an upsert");
    Manifest below = newest();
    Layer layer = below.layers().get(0);
    assertThatThrownBy(() -> upsert(below, layer))
        .hasMessageContaining("keeps rows of equal keys (duplicates=keep), and an upsert");
    assertThatThrownBy(() -> change(below).publish(layer))
        .hasMessageContaining("keeps rows of equal keys (duplicates=keep), and a statement");
    assertThat(newest().version()).isEqualTo(2);
  }

  @Test
  void anEmptyVersionTakesOneUpsert() throws IOException {
    Manifest full = newest();
    change(full).truncate();
    assertThat(newest().repeatsKeys()).isTrue();

    Manifest filled = upsert(newest(), full.layers().get(0));
    assertThat(filled.repeatsKeys()).isTrue();
    assertThat(items("a")).containsExactly("pen", "ink", "pen");
    assertThatThrownBy(() -> upsert(filled, full.layers().get(0)))
        .hasMessageContaining("overwrite the store");
  }

  @Test
  void theDeclarationStaysWithTheFiles() throws IOException {
    Map<String, String> without = new HashMap<>(newest().properties());
    without.remove(RepeatedKeys.PROPERTY);
    assertThatThrownBy(
            () ->
                new VersionLog(storage)
                    .alter(m -> new Alteration(m.schema(), m.keyColumns(), without)))
        .hasMessageContaining("whether it keeps rows of equal keys cannot change");
  }

  private ChangeCommit change(Manifest below) {
    return new ChangeCommit(
        storage,
        Author.process(),
        below.id(),
        "delete",
        Isolation.SERIALIZABLE,
        KeysRead.any(),
        VersionLog.MAX_LAYERS,
        key -> "");
  }

  private Manifest upsert(Manifest below, Layer layer) throws IOException {
    return new VersionLog(storage)
        .upsert(
            below.schema(),
            below.keyColumns(),
            below.keyTypes(),
            layer,
            below.properties(),
            VersionLog.MAX_LAYERS);
  }
}
