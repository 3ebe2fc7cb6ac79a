/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
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
    Map<String, String> summary = Map.of("upserted", "3", "deleted", "1");

    assertThat(HistoryCommand.changed(operation, summary)).isEqualTo(text);
  }

  @Test
  void numbersOfAChangeHaveCommas() {
    assertThat(HistoryCommand.changed("upsert", Map.of("upserted", "8969", "deleted", "0")))
        .isEqualTo("8,969 put, 0 deleted");
    assertThat(HistoryCommand.changed("upsert", Map.of())).isEqualTo("? put, ? deleted");
  }
}
