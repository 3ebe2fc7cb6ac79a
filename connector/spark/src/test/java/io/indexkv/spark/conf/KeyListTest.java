/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of key columns as text. */
class KeyListTest {
  @Test
  void whatIsFormattedIsParsedAlike() {
    for (List<String> names :
        List.of(
            List.of("id"),
            List.of("country", "city"),
            List.of("a, b", "c,d"),
            List.of("a`b", "`"),
            List.of(" a", "b ", "a b"),
            List.of("\uFEFFid", "a.b"))) {
      assertThat(KeyList.parse(KeyList.format(names))).isEqualTo(names);
    }
  }

  @Test
  void onlyNamesThatNeedItAreQuoted() {
    assertThat(KeyList.format(List.of("a b", "c, d", "e`f", "g.h")))
        .isEqualTo("a b,`c, d`,`e``f`,g.h");
  }
}
