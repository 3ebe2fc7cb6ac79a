/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.KeyType;
import io.indexkv.file.DuplicateKeyException;
import io.indexkv.spark.codec.KeyEncoder;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  @Test
  void ascendingKeysPass() {
    KeyOrder order = feed(KeyType.INT64, Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);

    assertThat(order.hasDuplicates()).isFalse();
    assertThatCode(() -> order.end("id")).doesNotThrowAnyException();
  }

  @Test
  void noKeyPasses() {
    assertThatCode(() -> new KeyOrder(KeyType.STRING).end("id")).doesNotThrowAnyException();
  }

  @Test
  void theFirstDuplicateIsShownAndAllAreCounted() {
    KeyOrder order = feed(KeyType.INT32, 1, 2, 2, 2, 3, 4, 4);

    assertThat(order.hasDuplicates()).isTrue();
    assertThatThrownBy(() -> order.end("n"))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageStartingWith(
            "key 2 comes in 3 rows (column n); in this task 2 keys come more than once, in 5 rows");
  }

  @Test
  void oneDuplicateAtTheEndIsSeen() {
    KeyOrder order = feed(KeyType.INT8, (byte) -1, (byte) 5, (byte) 5);

    assertThatThrownBy(() -> order.end("n"))
        .hasMessageStartingWith("key 5 comes in 2 rows (column n).");
  }

  @Test
  void stringsAreShownQuotedAndEscaped() {
    KeyOrder order = feed(KeyType.STRING, utf8(""), utf8("a\tb"), utf8("a\tb"));

    assertThatThrownBy(() -> order.end("s"))
        .hasMessageStartingWith("key 'a\\u0009b' comes in 2 rows");
  }

  @Test
  void aKeyThatIsSmallerThanTheOneBeforeIsAnError() {
    assertThatThrownBy(() -> feed(KeyType.STRING, utf8("b"), utf8("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("key 'a' after 'b'");
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }

  private static KeyOrder feed(KeyType type, Object... keys) {
    KeyOrder order = new KeyOrder(type);
    KeyEncoder encoder = new KeyEncoder(type);
    for (Object key : keys) {
      byte[] bytes = encoder.encode(key);
      order.next(bytes, bytes.length);
    }
    return order;
  }
}
