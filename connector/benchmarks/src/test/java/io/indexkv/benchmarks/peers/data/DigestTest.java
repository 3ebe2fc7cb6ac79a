/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestTest {
  @Test
  void everyByteCounts() {
    byte[] bytes = new byte[140];
    new Random(5).nextBytes(bytes);
    for (int length = 8; length <= bytes.length; length++) {
      long digest = Digest.of(bytes, length);
      for (int i = 0; i < length; i++) {
        bytes[i]++;
        assertThat(Digest.of(bytes, length)).as("byte %d of %d", i, length).isNotEqualTo(digest);
        bytes[i]--;
      }
    }
  }

  @Test
  void isTheSameForArraysAndBuffers() {
    byte[] bytes = new byte[140];
    new Random(5).nextBytes(bytes);
    for (int length = 8; length <= bytes.length; length++) {
      assertThat(Digest.of(ByteBuffer.wrap(bytes), 0, length))
          .isEqualTo(Digest.of(bytes, length))
          .isNotNegative();
    }
  }
}
