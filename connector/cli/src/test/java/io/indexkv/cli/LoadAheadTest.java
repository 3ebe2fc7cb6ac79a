/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadAheadTest {
  @Test
  void theClassesAreThere() throws ClassNotFoundException {
    for (String name : LoadAhead.CLASSES) {
      assertThat(Class.forName(name)).isNotNull();
    }
  }

  @Test
  void endsWithoutABegin() {
    LoadAhead.end();
    LoadAhead.begin("import", "store", "rows.parquet", "--key", "id");
    LoadAhead.end();
    LoadAhead.end();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("indexkv-load");
  }
}
