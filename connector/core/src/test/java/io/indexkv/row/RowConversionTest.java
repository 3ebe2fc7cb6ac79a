/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.indexkv.error.CorruptFileException;
import io.indexkv.store.manifest.SchemaIds;
import io.indexkv.value.Column;
import io.indexkv.value.EvolvedSchema;
import io.indexkv.value.EvolvedSchema.Field;
import io.indexkv.value.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Converted rows are the bytes that the new schema's own encoder writes for the same values. */
class RowConversionTest {
  private static final int SCHEMAS = 300;
  private static final int ROWS = 20;

  private final long seed = Long.getLong("indexkv.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void randomRowsOfRandomSchemas() {
    for (int i = 0; i < SCHEMAS; i++) {
      EvolvedSchema from = schema(random.nextInt(random.nextInt(10) == 0 ? 140 : 8) + 1);
      EvolvedSchema to = changed(from);
      RowConversion conversion = between(from, to);
      RowConverter converter = new RowConverter(conversion);
      for (int n = 0; n < ROWS; n++) {
        Object[] values = from.columns().stream().map(field -> value(field.column())).toArray();
        Row row = from.layout().row(values);
        Row expected = to.layout().row(from.values(to, values));

        int length = converter.convert(row.bytes(), row.bytes().length);

        assertThat(Arrays.copyOf(converter.bytes(), length))
            .as("seed %d, from %s to %s, values %s", seed, from, to, Arrays.toString(values))
            .isEqualTo(expected.bytes());
        assertThat(RowConverter.copy(conversion, row.bytes())).isEqualTo(expected.bytes());
      }
    }
  }

  private static RowConversion between(EvolvedSchema from, EvolvedSchema to) {
    return RowConversion.between(SchemaIds.columns(from.json()), SchemaIds.columns(to.json()));
  }

  private EvolvedSchema schema(int columns) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      fields.add(new Field(i, column("c" + i), null));
    }
    Collections.shuffle(fields, random);
    return new EvolvedSchema(fields);
  }

  /** Drops, widens, renames, adds and moves columns. */
  private EvolvedSchema changed(EvolvedSchema from) {
    List<Field> fields = new ArrayList<>();
    for (Field field : from.columns()) {
      if (random.nextInt(4) > 0) {
        Column to = random.nextBoolean() ? wider(field.column()) : field.column();
        String name = random.nextInt(4) == 0 ? "renamed_" + to.name() : to.name();
        fields.add(
            new Field(field.id(), new Column(name, to.type(), to.precision(), to.scale()), null));
      }
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      Column added = column("a" + i);
      fields.add(new Field(1000 + i, added, random.nextBoolean() ? null : value(added)));
    }
    Collections.shuffle(fields, random);
    return new EvolvedSchema(fields);
  }

  private Column column(String name) {
    return switch (random.nextInt(15)) {
      case 0 -> Column.bool(name);
      case 1 -> Column.int8(name);
      case 2 -> Column.int16(name);
      case 3 -> Column.int32(name);
      case 4 -> Column.int64(name);
      case 5 -> Column.float32(name);
      case 6 -> Column.float64(name);
      case 7 -> Column.date(name);
      case 8 -> Column.timestamp(name);
      case 9 -> Column.timestampNtz(name);
      case 10 -> Column.bytes(name);
      case 11 -> Column.opaque(name);
      case 12 -> Column.decimal(name, 1 + random.nextInt(18), 0);
      case 13 -> Column.decimal(name, 19 + random.nextInt(20), 3);
      default -> Column.string(name);
    };
  }

  private Column wider(Column column) {
    String name = column.name();
    return switch (column.type()) {
      case INT8 ->
          switch (random.nextInt(5)) {
            case 0 -> Column.int16(name);
            case 1 -> Column.int64(name);
            case 2 -> Column.decimal(name, 5, 2);
            case 3 -> Column.decimal(name, 38, 18);
            default -> Column.float64(name);
          };
      case INT16 -> random.nextBoolean() ? Column.int32(name) : Column.float64(name);
      case INT32 -> random.nextBoolean() ? Column.int64(name) : Column.decimal(name, 30, 18);
      case INT64 -> Column.decimal(name, 20 + random.nextInt(5), 0);
      case FLOAT32 -> Column.float64(name);
      case DECIMAL ->
          Column.decimal(
              name, Math.min(38, column.precision() + 1 + random.nextInt(20)), column.scale());
      default -> column;
    };
  }

  private Object value(Column column) {
    if (random.nextInt(4) == 0) {
      return null;
    }
    return switch (column.type()) {
      case BOOLEAN -> random.nextBoolean();
      case INT8 -> (byte) number();
      case INT16 -> (short) number();
      case INT32 -> (int) number();
      case INT64 -> number();
      case FLOAT32 -> Float.intBitsToFloat(random.nextInt() & 0xFF7FFFFF);
      case FLOAT64 -> random.nextGaussian();
      case DATE -> LocalDate.ofEpochDay(random.nextInt(100_000) - 50_000);
      case TIMESTAMP -> Instant.ofEpochSecond(random.nextInt());
      case TIMESTAMP_NTZ -> LocalDateTime.of(2000, 1, 1, 0, 0).plusSeconds(random.nextInt());
      case DECIMAL -> decimal(column);
      case STRING -> "x".repeat(random.nextInt(40));
      case BINARY, OPAQUE -> bytes(random.nextInt(40));
    };
  }

  /** Long numbers and short ones, because their bytes differ. */
  private long number() {
    return random.nextLong() >> random.nextInt(64);
  }

  private BigDecimal decimal(Column column) {
    int digits = 1 + random.nextInt(column.precision());
    BigInteger unscaled = new BigInteger(130, random).mod(BigInteger.TEN.pow(digits));
    return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), column.scale());
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  @Test
  void aDroppedAndAddedNameIsAnotherColumn() {
    EvolvedSchema from = EvolvedSchema.of(Column.int64("k"), Column.string("v"));
    EvolvedSchema to = from.drop("v").add(2, Column.string("v"), null);

    Row row = to.layout().view(converted(from, to, 1L, "old"));

    assertThat(row.isNull(1)).isTrue();
  }

  @Test
  void aRenamedColumnKeepsItsValuesAndRowsTheirBytes() {
    EvolvedSchema from = EvolvedSchema.of(Column.int64("k"), Column.string("v"));
    EvolvedSchema to = from.change("v", Column.string("w"));

    assertThat(between(from, to).isIdentity()).isTrue();
    assertThat(between(from, to.add(2, Column.int32("x"), null)).isIdentity()).isFalse();
  }

  private static byte[] converted(EvolvedSchema from, EvolvedSchema to, Object... values) {
    return RowConverter.copy(between(from, to), from.layout().row(values).bytes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          long          | integer
          integer       | float
          long          | double
          double        | float
          integer       | string
          string        | binary
          integer       | decimal(9,0)
          byte          | decimal(38,19)
          decimal(9,2)  | decimal(8,2)
          decimal(9,2)  | decimal(12,3)
          date          | timestamp
          integer       | date
          """)
  void typesThatDoNotGrowAreRefused(String from, String to) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RowConversion.between(SchemaIds.columns(one(from)), SchemaIds.columns(one(to))))
        .withMessage(
            "column c: its stored values of type %s cannot be read as %s".formatted(from, to));
  }

  private static String one(String type) {
    return "{\"type\":\"struct\",\"fields\":[{\"name\":\"c\",\"type\":\"%s\"}]}".formatted(type);
  }

  @Test
  void changesInsideOfAStructAreRefused() {
    String struct = "{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"%s\"}]}";
    String from = one("x").replace("\"x\"", struct.formatted("integer"));
    String to = one("x").replace("\"x\"", struct.formatted("float"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> RowConversion.between(SchemaIds.columns(from), SchemaIds.columns(to)))
        .withMessageContaining("column c");
    String nullable = from.replace("\"integer\"", "\"integer\",\"nullable\":false");
    assertThat(
            RowConversion.between(SchemaIds.columns(from), SchemaIds.columns(nullable))
                .isIdentity())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "indexkv.id":0.5                                                      | its indexkv.id is 0.5
          "indexkv.id":-1                                                       | negative id
          "indexkv.id":"a"                                                      | its indexkv.id is a
          "indexkv.initial":"0g"                                                | its indexkv.initial is 0g
          "indexkv.initial":5                                                   | its indexkv.initial is 5
          "indexkv.initial":"00"                                                | initial value of column c
          "indexkv.initial":"01000000000000000000000000000000"                  | found null
          """)
  void metadataThatIsNoneIsRefused(String metadata, String message) {
    String schema = one("integer\",\"metadata\":{" + metadata + "},\"x\":\"");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SchemaIds.columns(schema))
        .withMessageContaining(message);
  }

  @Test
  void twoColumnsOfOneIdAreRefused() {
    EvolvedSchema twice = EvolvedSchema.of(Column.int64("k")).add(0, Column.int64("v"), null);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> between(twice, twice))
        .withMessageContaining("column v has the id 0 of another column");
  }

  @Test
  void bytesThatAreNoRowAreDamage() {
    EvolvedSchema from = EvolvedSchema.of(Column.int64("k"), Column.string("v"));
    EvolvedSchema to = from.add(2, Column.int32("x"), null);
    RowConverter converter = new RowConverter(between(from, to));
    byte[] good = from.layout().row(1L, "some text").bytes();
    for (int i = 0; i < 2000; i++) {
      byte[] bad = good.clone();
      for (int n = 0; n < 4; n++) {
        bad[random.nextInt(bad.length)] = (byte) random.nextInt();
      }
      try {
        converter.convert(bad, bad.length); // what it makes of the bytes does not matter
      } catch (CorruptFileException e) {
        assertThat(e).hasMessageContaining("older schema");
      }
    }
    byte[] outside = good.clone();
    outside[16] = 100;
    assertThatExceptionOfType(CorruptFileException.class)
        .isThrownBy(() -> converter.convert(outside, outside.length));
  }
}
