/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.indexkv.Draw;
import io.indexkv.TypedKeys;
import io.indexkv.file.format.StoreFileOptions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTypeTest {
  static List<KeyType> types() {
    return Stream.concat(
            TypedKeys.columns().stream().map(t -> t.keys().type()),
            Stream.of(
                KeyType.composite(KeyType.INT32, KeyType.decimal(20, 3), KeyType.STRING),
                KeyType.composite(Collections.nCopies(KeyType.MAX_COLUMNS, KeyType.BINARY))))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("types")
  void isFoundByItsLabel(KeyType type) {
    assertThat(KeyType.of(type.label())).isEqualTo(type).hasSameHashCodeAs(type);
    assertThat(KeyType.of(type.label()).columns()).isEqualTo(type.columns());
    assertThat(KeyType.of(type.label()).width()).isEqualTo(type.width());
  }

  @ParameterizedTest
  @MethodSource("types")
  void survivesSerialization(KeyType type) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(type);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(type);
    }
  }

  @Test
  void constantsAreTheOnlyInstances() {
    assertThat(KeyType.of("int64")).isSameAs(KeyType.INT64);
    assertThat(KeyType.composite(KeyType.STRING)).isSameAs(KeyType.STRING);
  }

  @ParameterizedTest
  @CsvSource({
    "boolean, 0, 0x00",
    "int8, -128, 0x00",
    "int8, 127, 0xff",
    "int16, -32768, 0x0000",
    "int16, 1, 0x0180",
    "int32, -1, 0xffffff7f",
    "int32, 1, 0x01000080",
    "int64, 1, 0x0100000000000080",
    "uint8, 255, 0xff",
    "uint16, 1, 0x0100",
    "uint32, 4294967294, 0xfeffffff",
    "uint64, -2, 0xfeffffffffffffff",
    "date, 0, 0x00000080",
    "timestamp, -1, 0xffffffffffffff7f",
    "'decimal(18,3)', 1, 0x0100000000000080"
  })
  void wordIsTheEncodedBytesReadLittleEndian(String label, long number, String word) {
    KeyType type = KeyType.of(label);
    assertThat(type.word(number)).isEqualTo(Long.parseUnsignedLong(word.substring(2), 16));
    assertThat(type.value(type.word(number))).isEqualTo(number);
  }

  @Test
  void wordsOfRandomNumbersAreTheirEncodedBytes() {
    Draw draw = new Draw();
    for (KeyType type : types()) {
      if (!type.isNumber()) {
        continue;
      }
      KeyWriter writer = new KeyWriter(type);
      for (int i = 0; i < 2_000; i++) {
        long number = draw.number(Long.MIN_VALUE, Long.MAX_VALUE);
        if (type.holds(number)) {
          writer.reset().number(number);
          assertThat(type.word(number)).as(Draw.seed()).isEqualTo(writer.word());
          assertThat(type.value(writer.word())).as(Draw.seed()).isEqualTo(number);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "boolean, -1, false",
    "boolean, 2, false",
    "int8, 127, true",
    "int8, 128, false",
    "int8, -129, false",
    "uint8, 255, true",
    "uint8, 256, false",
    "uint8, -1, false",
    "uint32, 4294967296, false",
    "uint64, -1, true",
    "int64, -9223372036854775808, true",
    "'decimal(2,1)', 99, true",
    "'decimal(2,1)', 100, false",
    "'decimal(2,1)', -100, false",
    "string, 0, false"
  })
  void holdsNumbersOfItsRange(String label, long number, boolean expected) {
    assertThat(KeyType.of(label).holds(number)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "int32, 4, 4",
    "string, 0, 0",
    "uuid, 16, 0",
    "'decimal(18,0)', 8, 8",
    "'decimal(19,0)', 16, 0",
    "'composite(int32,date)', 8, 8",
    "'composite(int8,boolean)', 2, 2",
    "'composite(int32,int16,int8)', 7, 0",
    "'composite(int32,string)', 0, 0"
  })
  void widthIsThatOfAllColumnsAndAWordOnlyIf1Or2Or4Or8(String label, int width, int wordWidth) {
    assertThat(KeyType.of(label).width()).isEqualTo(width);
    assertThat(KeyType.of(label).wordWidth()).isEqualTo(wordWidth);
  }

  @Test
  void widthIsThatOfAStoreFile() {
    KeyType fifteen = KeyType.composite(Collections.nCopies(15, KeyType.UUID));
    assertThat(fifteen.width()).isEqualTo(240);
    assertThat(new StoreFileOptions(fifteen.width(), 8, 4096, Map.of()).keyWidth()).isEqualTo(240);
    assertThat(KeyType.composite(Collections.nCopies(16, KeyType.UUID)).width()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoreFileOptions(KeyType.MAX_WIDTH + 1, 8, 4096, Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "double | double cannot be a key: NaN and -0.0 have no single encoding; cast it to decimal or"
            + " to string",
        "FLOAT | FLOAT cannot be a key: NaN",
        "map<string,int> | map<string,int> cannot be a key: equal values differ in bytes; make",
        "array<int> | array<int> cannot be a key: equal values differ in bytes; make",
        "struct<a:int> | struct<a:int> cannot be a key: it is several columns; name its fields",
        "interval day to second | interval day to second cannot be a key: months",
        "string collate UNICODE_CI | string collate UNICODE_CI cannot be a key: equal strings differ",
        "composite(int32,double) | double cannot be a key: NaN",
        "long | unknown key type 'long', known are boolean, int8",
        "mapping | unknown key type 'mapping'",
        "decimal(39,0) | decimal(39,0) cannot be a key: expected a precision of 1 to 38",
        "decimal(0,0) | decimal(0,0) cannot be a key: expected a precision of 1 to 38",
        "decimal(5,6) | decimal(5,6) cannot be a key: expected a precision of 1 to 38",
        "decimal(5) | unknown key type 'decimal(5)'",
        "composite() | unknown key type ''",
        "composite(int8,) | unknown key type ''",
        "composite(int8),int8) | unknown key type 'int8),int8'",
        "composite(int8,composite(int8,int8)) | composite(int8,int8) cannot be a column of a"
      })
  void refusesByNameWithAdvice(String label, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyType.of(label))
        .withMessageStartingWith(message);
  }

  @Test
  void refusesNoColumnsAndMoreThan16() {
    assertThatIllegalArgumentException()
        .isThrownBy(KeyType::composite)
        .withMessage("a key of 0 columns: expected 1 to 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KeyType.composite(Collections.nCopies(17, KeyType.INT8)))
        .withMessage("a key of 17 columns: expected 1 to 16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"string", "uuid", "decimal(19,0)", "composite(int32,int32)"})
  void hasNoWordOfANumberUnlessItIsOne(String label) {
    assertThatIllegalStateException()
        .isThrownBy(() -> KeyType.of(label).word(1))
        .withMessageContaining(label);
    assertThatIllegalStateException()
        .isThrownBy(() -> KeyType.of(label).value(1))
        .withMessageContaining(label);
  }
}
