/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.cli.output.Text;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.profile.ProfileReader;
import io.indexkv.store.profile.StoreProfile;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorePageTest {
  /** Every character takes six in HTML. */
  private static final String LONG = "\"".repeat(5000);

  @TempDir Path directory;

  private StoreProfile profile() throws IOException {
    Store.write(directory, Keys.int64(), Values.int64(), Stream.of(new Entry<>(1L, 1L)), 1);
    LocalStorage storage = new LocalStorage(directory);
    return new ProfileReader(storage, (files, of) -> {})
        .read(new VersionLog(storage).latest().orElseThrow());
  }

  @Test
  void theWorstStoreStaysInTheBudget() throws IOException {
    PageStore.File file =
        new PageStore.File(
            LONG, false, LONG, 1, 1 << 20, 1 << 19, "hash", 1 << 10, LONG, LONG, LONG);
    PageStore.Layer layer =
        new PageStore.Layer(LONG, LONG, LONG, 0, 1, Collections.nCopies(300, file));
    PageStore.Version version =
        new PageStore.Version(
            Long.MAX_VALUE,
            Instant.ofEpochMilli(Long.MAX_VALUE),
            LONG,
            LONG,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            List.of(LONG));
    PageStore store =
        new PageStore(
            LONG,
            version,
            false,
            OptionalLong.empty(),
            LONG,
            LONG,
            Collections.nCopies(2000, new PageStore.Column(LONG, LONG, true)),
            Collections.nCopies(200, layer),
            Collections.nCopies(500, version),
            5_000_000,
            OptionalLong.of(Long.MAX_VALUE),
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            32,
            profile(),
            new PageStore.Samples(
                Collections.nCopies(500, LONG),
                Collections.nCopies(50, Collections.nCopies(500, LONG))),
            LONG);

    String page = StorePage.of(store);

    assertThat(page.getBytes(UTF_8).length).isLessThanOrEqualTo(StorePage.MAX_BYTES);
    assertThat(page)
        .contains("and 59,950 more files", "and 150 more layers", "and 1,950 more columns")
        .contains("and 4,999,950 more versions");
  }

  @Test
  void namesOfStoresAreQuotedForTheShell() {
    assertThat(Text.quoted("s3a://bucket/a-b_c.d")).isEqualTo("s3a://bucket/a-b_c.d");
    assertThat(Text.quoted("it's; rm -rf /")).isEqualTo("'it'\\''s; rm -rf /'");
  }

  @Test
  void textIsCutBetweenCharacters() {
    assertThat(Html.clipped("ab\ud83d\ude00", 3)).isEqualTo("ab…");
    assertThat(Html.clipped("abc", 3)).isEqualTo("abc");
  }
}
