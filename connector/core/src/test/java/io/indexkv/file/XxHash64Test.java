/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.bytes.XxHash64;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XxHash64Test {
  /** Published vectors of XXH64 with seed 0. */
  @ParameterizedTest
  @CsvSource({
    "'', ef46db3751d8e999",
    "a, d24ec4f1a98c6e5b",
    "abc, 44bc2cf5ad770999",
    "Nobody inspects the spammish repetition, fbcea83c8a378bf1"
  })
  void hashesAsPublished(String text, String hash) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(XxHash64.hash(bytes, 0, bytes.length)).isEqualTo(Long.parseUnsignedLong(hash, 16));
  }

  @Test
  void wordsHashLikeTheirBytes() {
    Random random = new Random(1);
    for (int width = 1; width <= 8; width++) {
      for (int i = 0; i < 1000; i++) {
        byte[] bytes = new byte[width];
        random.nextBytes(bytes);
        assertThat(XxHash64.hash(TestFile.word(bytes), width))
            .isEqualTo(XxHash64.hash(bytes, 0, width));
      }
    }
  }
}
