/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.error.DuplicateKeyException;
import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyTypes;
import io.indexkv.spark.codec.OneKey;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  @Test
  void ascendingKeysPass() {
    KeyOrder order = feed(DataTypes.LongType, Long.MIN_VALUE, -1L, 0L, 1L, Long.MAX_VALUE);

    assertThat(order.hasDuplicates()).isFalse();
    assertThatCode(() -> order.end(List.of("id"))).doesNotThrowAnyException();
  }

  @Test
  void noKeyPasses() {
    assertThatCode(() -> new KeyOrder(KeyType.STRING).end(List.of("id")))
        .doesNotThrowAnyException();
  }

  @Test
  void theFirstDuplicateIsShownAndAllAreCounted() {
    KeyOrder order = feed(DataTypes.IntegerType, 1, 2, 2, 2, 3, 4, 4);

    assertThat(order.hasDuplicates()).isTrue();
    assertThatThrownBy(() -> order.end(List.of("n")))
        .isInstanceOf(DuplicateKeyException.class)
        .hasMessageStartingWith(
            "key 2 comes in 3 rows (column n); in this task 2 keys come more than once, in 5 rows");
  }

  @Test
  void oneDuplicateAtTheEndIsSeen() {
    KeyOrder order = feed(DataTypes.ByteType, (byte) -1, (byte) 5, (byte) 5);

    assertThatThrownBy(() -> order.end(List.of("n")))
        .hasMessageStartingWith("key 5 comes in 2 rows (column n).");
  }

  @Test
  void stringsAreShownQuotedAndEscaped() {
    KeyOrder order = feed(DataTypes.StringType, utf8(""), utf8("a\tb"), utf8("a\tb"));

    assertThatThrownBy(() -> order.end(List.of("s")))
        .hasMessageStartingWith("key 'a\\u0009b' comes in 2 rows");
  }

  @Test
  void aKeyThatIsSmallerThanTheOneBeforeIsAnError() {
    assertThatThrownBy(() -> feed(DataTypes.StringType, utf8("b"), utf8("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("key 'a' after 'b'");
  }

  private static UTF8String utf8(String text) {
    return UTF8String.fromString(text);
  }

  private static KeyOrder feed(DataType type, Object... keys) {
    KeyOrder order = new KeyOrder(KeyTypes.require("k", type));
    OneKey encoder = OneKey.of(type);
    for (Object key : keys) {
      byte[] bytes = encoder.encode(key);
      order.next(bytes, bytes.length);
    }
    return order;
  }
}
