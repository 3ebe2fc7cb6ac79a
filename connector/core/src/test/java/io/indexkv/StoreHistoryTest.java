/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.key.Keys;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreHistoryTest extends StoreHistorySuite {
  @TempDir Path directory;

  @Override
  protected Storage storage() {
    return new LocalStorage(directory);
  }

  @Override
  protected StoreHistory history() {
    return StoreHistory.of(directory);
  }

  @Test
  void showsKeysOfEachTypeAsText() throws IOException {
    Instant time = Instant.parse("2026-01-02T03:04:05.000006Z");
    LocalDateTime local = LocalDateTime.parse("2026-01-02T03:04:05");
    assertThat(text(Keys.bool(), true)).isEqualTo("true");
    assertThat(text(Keys.int8(), (byte) -5)).isEqualTo("-5");
    assertThat(text(Keys.uint64(), -1L)).isEqualTo("18446744073709551615");
    assertThat(text(Keys.date(), LocalDate.of(2026, 1, 2))).isEqualTo("2026-01-02");
    assertThat(text(Keys.timestamp(), time)).isEqualTo(time.toString());
    assertThat(text(Keys.timestampNtz(), local)).isEqualTo(local.toString());
    assertThat(text(Keys.decimal(10, 2), new BigDecimal("1.5"))).isEqualTo("1.50");
    assertThat(text(Keys.decimal(38, 0), new BigDecimal("7"))).isEqualTo("7");
    assertThat(text(Keys.uuid(), new UUID(1, 2))).isEqualTo(new UUID(1, 2).toString());
    assertThat(text(Keys.string(), "a\"b")).isEqualTo("\"a\"b\"");
    assertThat(text(Keys.bytes(), new byte[] {1, -1})).isEqualTo("0x01ff");
    assertThat(text(Keys.composite(Keys.string(), Keys.int16()), List.of("x", (short) 3)))
        .isEqualTo("(\"x\", 3)");
  }

  private <K> String text(Keys<K> keys, K key) throws IOException {
    try (StoreWriter<K, Long> writer = Store.write(directory, keys, Values.int64())) {
      writer.add(key, 1L);
      writer.commit();
    }
    StoreStatistics statistics = history().statistics(Version.newest());
    assertThat(statistics.largestKey()).isEqualTo(statistics.smallestKey());
    return statistics.smallestKey().orElseThrow();
  }
}
