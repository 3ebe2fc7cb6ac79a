/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.StoreVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the history says of commits by Spark. */
class HistoryCommandTest {
  @ParameterizedTest
  @CsvSource({
    "upsert, '3 put, 1 deleted'",
    "merge, '3 put, 1 deleted'",
    "update, '3 put, 1 deleted'",
    "delete, '3 put, 1 deleted'",
    "overwrite, all",
    "truncate, all",
    "alter, ''"
  })
  void saysWhatACommitChanged(String operation, String text) {
    StoreVersion version =
        new StoreVersion(
            2, 1, Instant.EPOCH, operation, Map.of("upserted", "3", "deleted", "1"), List.of());

    assertThat(HistoryCommand.changed(version)).isEqualTo(text);
  }
}
