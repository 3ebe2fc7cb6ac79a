/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/options.md equal to the code. */
class OptionsDocTest {
  private static final Path PAGE = Path.of("../../docs/options.md");

  @Test
  void thePageHasTheTable() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(page)
        .as("replace the table of %s by the following:%n%s", PAGE, OptionsTable.markdown())
        .contains("\n\n" + OptionsTable.markdown() + "\n");
  }

  @Test
  void theTableHasEachOption() {
    assertThat(OptionsTable.missing()).isEmpty();
  }
}
