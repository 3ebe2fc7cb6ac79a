/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KeysTest {
  record Flight(LocalDate day, String number) {}

  @Test
  void compositeBecomesARecord() {
    Keys<Flight> flights =
        Keys.composite(Keys.date(), Keys.string())
            .as(
                k -> new Flight((LocalDate) k.get(0), (String) k.get(1)),
                f -> List.of(f.day(), f.number()));
    Flight flight = new Flight(LocalDate.of(2001, 1, 15), "WN1234");
    assertThat(flights.type().label()).isEqualTo("composite(date,string)");
    assertThat(flights.decode(flights.encode(flight))).isEqualTo(flight);
  }

  @Test
  void decodesAKeyInTheMiddleOfAnArray() {
    byte[] bytes = {1, 2, 'a', 'b', 3};
    assertThat(Keys.string().decode(bytes, 2, 2)).isEqualTo("ab");
    assertThat(Keys.int8().decode(bytes, 4, 1)).isEqualTo((byte) -125);
  }

  @Test
  void keysThatBeginWithTheSameColumnsBeginWithTheSameBytes() {
    Keys<List<Object>> keys = Keys.composite(Keys.string(), Keys.uint8(), Keys.string());
    byte[] prefix = {'a', 0, 1, 7};
    assertThat(Arrays.copyOf(keys.encode(List.of("a", 7, "")), 4)).isEqualTo(prefix);
    assertThat(Arrays.copyOf(keys.encode(List.of("a", 7, "x")), 4)).isEqualTo(prefix);
    assertThat(Arrays.copyOf(keys.encode(List.of("a\0", 7, "x")), 4)).isNotEqualTo(prefix);
  }

  @Test
  void uuidsOrderAsTheirText() {
    UUID low = UUID.fromString("7fffffff-0000-0000-0000-000000000000");
    UUID high = UUID.fromString("80000000-0000-0000-0000-000000000000");
    assertThat(low).isGreaterThan(high); // Java's own order, which is not ours
    assertThat(Arrays.compareUnsigned(Keys.uuid().encode(low), Keys.uuid().encode(high)))
        .isNegative();
  }

  @Test
  void decimalsAreEncodedByValueWhateverTheirScale() {
    for (int precision : new int[] {10, 30}) {
      Keys<BigDecimal> keys = Keys.decimal(precision, 2);
      for (String same : List.of("1200", "1.2E+3", "1200.00", "1200.0000")) {
        assertThat(keys.decode(keys.encode(new BigDecimal(same)))).isEqualTo("1200.00");
      }
      assertThat(keys.decode(keys.encode(new BigDecimal("0E+1000000000")))).isEqualTo("0.00");
    }
  }

  @Test
  void takesTheLongestKey() {
    assertThat(Keys.bytes().encode(new byte[KeyType.MAX_BYTES])).hasSize(KeyType.MAX_BYTES);
    assertThat(Keys.string().encode("x".repeat(KeyType.MAX_BYTES))).hasSize(KeyType.MAX_BYTES);
    Keys<List<Object>> composite = Keys.composite(Keys.bytes(), Keys.int8());
    List<Object> zeros = List.of(new byte[32_766], (byte) 1);
    assertThat(composite.encode(zeros)).hasSize(2 * 32_766 + 3).hasSize(KeyType.MAX_BYTES);
    assertThat((byte[]) composite.decode(composite.encode(zeros)).get(0)).hasSize(32_766);
  }

  static List<Arguments> refused() {
    Keys<List<Object>> pair = Keys.composite(Keys.bytes(), Keys.int8());
    return List.of(
        refused(Keys.uint8(), 256, "256 is no uint8 key: expected 0 to 255"),
        refused(Keys.uint16(), -1, "-1 is no uint16 key: expected 0 to 65535"),
        refused(Keys.uint32(), 1L << 32, "4294967296 is no uint32 key: expected 0 to 4294967295"),
        refused(Keys.int64(), null, "null is no int64 key: expected Long"),
        refused(Keys.date(), LocalDate.MAX, "+999999999-12-31 is out of range: expected -5877641-"),
        refused(
            Keys.timestamp(),
            Instant.parse("2026-01-01T00:00:00.000000001Z"),
            "2026-01-01T00:00:00.000000001Z has nanoseconds: expected whole microseconds"),
        refused(Keys.timestamp(), Instant.MIN, "-1000000000-01-01T00:00:00Z is out of range"),
        refused(
            Keys.timestamp(),
            Instant.parse("-290308-12-21T19:59:05.224191Z"),
            "-290308-12-21T19:59:05.224191Z is out of range: expected -290308-12-21T19:59:05.224192Z"),
        refused(Keys.timestampNtz(), LocalDateTime.MAX.withNano(0), "+999999999-12-31T23:59:59 is"),
        refused(
            Keys.decimal(5, 2),
            new BigDecimal("1.005"),
            "1.005 is no decimal(5,2): it has more than 2"),
        refused(
            Keys.decimal(5, 2),
            new BigDecimal("1000"),
            "1000 is no decimal(5,2): it has more than 3"),
        refused(
            Keys.decimal(38, 2),
            new BigDecimal("1E+1000000000"),
            "1E+1000000000 is no decimal(38,2)"),
        refused(
            Keys.decimal(38, 2),
            new BigDecimal("1E-1000000000"),
            "1E-1000000000 is no decimal(38,2)"),
        refused(
            Keys.decimal(38, 0),
            BigDecimal.TEN.pow(38),
            "100000000000000000000000000000000000000 is no decimal(38,0): it has more than 38"),
        refused(Keys.string(), "a\ud800", "unpaired surrogate U+D800 at char 1 of 2"),
        refused(Keys.string(), "\udc00\ud800", "unpaired surrogate U+DC00 at char 0 of 2"),
        refused(Keys.string(), "\ud800a", "unpaired surrogate U+D800 at char 0 of 2"),
        refused(
            Keys.string(),
            "\u00e9".repeat(32_768),
            "a string key of at least 65536 bytes: a key has at most 65535, use a hash"),
        refused(Keys.bytes(), new byte[65_536], "a binary key of at least 65536 bytes"),
        refused(
            pair,
            List.of(new byte[32_767], (byte) 1),
            "a composite(binary,int8) key of at least 65536 bytes"),
        refused(
            pair,
            List.of(new byte[65_533], (byte) 1),
            "a composite(binary,int8) key of at least 131068 bytes"),
        refused(
            pair, List.of(new byte[0]), "a list of 1 is no composite(binary,int8) key: expected 2"),
        refused(pair, List.of(new byte[0], 1), "Integer is no int8 key: expected Byte"),
        refused(pair, Arrays.asList(null, (byte) 1), "null is no binary key: expected byte[]"));
  }

  private static <K> Arguments refused(Keys<K> keys, K key, String message) {
    return Arguments.of(keys, key, message);
  }

  @ParameterizedTest
  @MethodSource("refused")
  <K> void refusesWhatIsNoKey(Keys<K> keys, K key, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.encode(key))
        .withMessageStartingWith(message);
  }

  static List<Arguments> foreign() {
    return List.of(
        Arguments.of(Keys.int32(), "8000", "not a key of type int32: expected 4 bytes, found 2"),
        Arguments.of(
            Keys.bool(),
            "02",
            "not a key of type boolean: at byte 0: expected a number of 0 to 1, found 2"),
        Arguments.of(
            Keys.decimal(2, 1),
            "8000000000000064",
            "not a key of type decimal(2,1): at byte 0: expected a number of -99 to 99, found 100"),
        Arguments.of(
            Keys.decimal(19, 0),
            "ffffffffffffffffffffffffffffffff",
            "not a key of type decimal(19,0): at byte 0: expected at most 19 digits"),
        Arguments.of(
            Keys.string(),
            "61ff",
            "not a key of type string: at byte 0: not UTF-8 from byte 1 of 2 on"),
        Arguments.of(
            Keys.composite(Keys.int8(), Keys.string()),
            "80eda080",
            "not a key of type composite(int8,string): at byte 1: not UTF-8 from byte 0 of 3 on"),
        Arguments.of(
            Keys.composite(Keys.string(), Keys.int8()),
            "61000280",
            "not a key of type composite(string,int8): at byte 1: expected ff or 01 after 00, found 2"),
        Arguments.of(
            Keys.composite(Keys.string(), Keys.int8()),
            "6100",
            "not a key of type composite(string,int8): at byte 1: expected ff or 01 after 00, found the end"),
        Arguments.of(
            Keys.composite(Keys.string(), Keys.int8()),
            "6161",
            "not a key of type composite(string,int8): at byte 2: expected 00 01 at the end of column 1"),
        Arguments.of(
            Keys.composite(Keys.string(), Keys.int8()),
            "610001",
            "not a key of type composite(string,int8): at byte 3: expected 1 bytes, found 0"),
        Arguments.of(
            Keys.composite(Keys.string(), Keys.int8()),
            "6100018000",
            "not a key of type composite(string,int8): at byte 4: expected the end, found 1 more bytes"));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void refusesBytesThatNoKeyHas(Keys<?> keys, String hex, String message) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys.decode(bytes))
        .withMessageStartingWith(message);
  }
}
