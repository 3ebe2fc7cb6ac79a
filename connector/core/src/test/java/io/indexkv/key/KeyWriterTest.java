/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyWriterTest {
  @Test
  void encodesKeysOneAfterTheOtherWithoutAllocating() {
    Keys<List<Object>> keys =
        Keys.composite(Keys.string(), Keys.int64(), Keys.uuid(), Keys.bytes(), Keys.string());
    KeyWriter writer = new KeyWriter(keys.type());
    List<List<Object>> some =
        List.of(
            List.of("Zo\u00eb\0", 7L, new UUID(1, 2), new byte[50], "\ud83d\ude00".repeat(40)),
            List.of("", -1L, new UUID(-1, -2), new byte[0], ""));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long min = Long.MAX_VALUE;
    for (int pass = 0; pass < 10 && min > 0; pass++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 1_000; i++) {
        keys.encode(some.get(i & 1), writer);
      }
      min = Math.min(min, threads.getThreadAllocatedBytes(thread) - before);
    }
    // a pass may allocate for other reasons (class loading, compilation); 1,000 keys take more
    assertThat(min).isLessThan(1_000);
  }

  @Test
  void aLongKeyDoesNotSpoilTheNext() {
    KeyWriter writer = new KeyWriter(KeyType.composite(KeyType.STRING, KeyType.STRING));
    writer.reset();
    writer.string("a".repeat(1000));
    writer.string("b");
    assertThat(writer.length()).isEqualTo(1003);
    writer.reset();
    writer.string("c");
    writer.string("");
    assertThat(writer.toByteArray()).containsExactly('c', 0, 1);
  }

  @Test
  void aRefusedColumnDoesNotSpoilTheNextKey() {
    Keys<String> keys = Keys.string();
    KeyWriter writer = new KeyWriter(keys.type());
    assertThatIllegalArgumentException().isThrownBy(() -> keys.encode("abc\ud800", writer));
    keys.encode("d", writer);
    assertThat(writer.toByteArray()).containsExactly('d');
  }

  @Test
  void takesUtf8AsAStringAndAnyDecimalAsUnscaled() {
    KeyType type = KeyType.composite(KeyType.STRING, KeyType.decimal(5, 2), KeyType.decimal(20, 2));
    KeyWriter writer = new KeyWriter(type);
    byte[] utf8 = "xZo\u00eb".getBytes(StandardCharsets.UTF_8);
    writer.bytes(utf8, 1, utf8.length - 1);
    writer.decimal(BigInteger.valueOf(-150));
    writer.decimal(BigInteger.valueOf(-150));
    KeyReader reader = new KeyReader(type).reset(writer.buffer(), 0, writer.length());
    assertThat(reader.string()).isEqualTo("Zo\u00eb");
    assertThat(reader.decimal()).isEqualTo(-150);
    assertThat(reader.decimal()).isEqualTo(-150);
    reader.end();
  }

  @Test
  void refusesUnscaledDecimalsOfTooManyDigits() {
    KeyWriter narrow = new KeyWriter(KeyType.decimal(5, 2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> narrow.decimal(BigInteger.valueOf(100_000)))
        .withMessageStartingWith("100000 is no decimal(5,2) key");
    // 2^64 + 1 would be 1 if it were cut to 64 bits
    BigInteger cut = BigInteger.ONE.shiftLeft(64).add(BigInteger.ONE);
    assertThatIllegalArgumentException().isThrownBy(() -> narrow.reset().decimal(cut));
    KeyWriter wide = new KeyWriter(KeyType.decimal(38, 2));
    BigInteger cutWide = BigInteger.ONE.shiftLeft(128).add(BigInteger.ONE);
    assertThatIllegalArgumentException().isThrownBy(() -> wide.decimal(cutWide));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.reset().decimal(BigInteger.TEN.pow(38).negate()));
  }

  @Test
  void refusesColumnsOfAnotherKindTooManyAndTooFew() {
    KeyWriter writer = new KeyWriter(KeyType.composite(KeyType.INT32, KeyType.STRING));
    assertThatIllegalStateException()
        .isThrownBy(() -> writer.string("x"))
        .withMessageStartingWith("column 1 of composite(int32,string) is int32, which is no ");
    writer.number(1);
    assertThatIllegalStateException()
        .isThrownBy(writer::length)
        .withMessage("the key has 1 of the 2 columns of composite(int32,string)");
    writer.string("x");
    assertThatIllegalStateException()
        .isThrownBy(() -> writer.number(1))
        .withMessage("composite(int32,string) has no column 3");
    assertThatIllegalStateException().isThrownBy(writer::word).withMessageEndingWith("not a word");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Keys.string().encode("x", writer))
        .withMessage("a writer of composite(int32,string) keys: expected one of string");
  }

  @Test
  void aLongIsADecimalOfAnyPrecision() {
    for (long unscaled : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
      KeyWriter number = new KeyWriter(KeyType.decimal(19, 2));
      number.number(unscaled);
      KeyWriter decimal = new KeyWriter(KeyType.decimal(19, 2));
      decimal.decimal(BigInteger.valueOf(unscaled));
      assertThat(number.toByteArray()).isEqualTo(decimal.toByteArray());
    }
  }

  @Test
  void readerRefusesColumnsOfAnotherKindTooManyAndTooFew() {
    KeyReader reader = new KeyReader(KeyType.composite(KeyType.INT8, KeyType.STRING));
    reader.reset(new byte[] {1, 'a'}, 0, 2);
    assertThatIllegalStateException()
        .isThrownBy(reader::uuid)
        .withMessageStartingWith("column 1 of composite(int8,string) is int8, which is no ");
    reader.number();
    assertThatIllegalStateException()
        .isThrownBy(reader::end)
        .withMessage("the key has 1 of the 2 columns of composite(int8,string)");
    assertThat(reader.bytes()).containsExactly('a');
    assertThatIllegalStateException().isThrownBy(reader::bytes);
  }

  @Test
  void wordOfACompositeIsItsBytes() {
    KeyWriter writer = new KeyWriter(KeyType.composite(KeyType.UINT8, KeyType.BOOLEAN));
    writer.number(200);
    writer.number(1);
    assertThat(writer.word()).isEqualTo(0x01c8);
    writer.reset();
    writer.number(1);
    writer.number(0);
    assertThat(writer.word()).isEqualTo(1);
  }
}
