/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.value.Column;
import io.indexkv.value.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;

/** The running Spark's UnsafeRow has row layout v1, byte for byte. */
class UnsafeRowLayoutTest {
  /** A value as plain Java has it, and in Spark's internal form. */
  record Both(Object plain, Object spark) {}

  private interface Drawing {
    Both draw(Random random);
  }

  record Kind(Column column, DataType type, Drawing drawing) {}

  private static final List<Kind> KINDS =
      List.of(
          same(Column.bool("bool"), DataTypes.BooleanType, Random::nextBoolean),
          same(Column.int8("int8"), DataTypes.ByteType, r -> (byte) r.nextInt()),
          same(Column.int16("int16"), DataTypes.ShortType, r -> (short) r.nextInt()),
          same(Column.int32("int32"), DataTypes.IntegerType, Random::nextInt),
          same(Column.int64("int64"), DataTypes.LongType, Random::nextLong),
          same(
              Column.float32("float32"),
              DataTypes.FloatType,
              r -> r.nextInt(9) == 0 ? Float.NaN : -r.nextFloat()),
          same(
              Column.float64("float64"),
              DataTypes.DoubleType,
              r -> r.nextInt(9) == 0 ? -0.0 : r.nextGaussian()),
          kind(
              Column.date("date"),
              DataTypes.DateType,
              r -> {
                LocalDate date = LocalDate.of(1900 + r.nextInt(300), 2, 28);
                return new Both(date, (int) date.toEpochDay());
              }),
          kind(
              Column.timestamp("timestamp"),
              DataTypes.TimestampType,
              r -> {
                long micros = r.nextLong();
                return new Both(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), micros);
              }),
          kind(
              Column.timestampNtz("timestamp_ntz"),
              DataTypes.TimestampNTZType,
              r -> {
                long micros = r.nextLong();
                Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
                return new Both(LocalDateTime.ofInstant(time, ZoneOffset.UTC), micros);
              }),
          decimal("narrow", 18, 2),
          decimal("wide", 38, 10),
          kind(
              Column.string("string"),
              DataTypes.StringType,
              r -> {
                String text = "Zo\u00eb\u0000\ud83d\ude00".repeat(r.nextInt(5));
                return new Both(text, UTF8String.fromString(text));
              }),
          same(
              Column.bytes("bytes"),
              DataTypes.BinaryType,
              r -> {
                byte[] bytes = new byte[r.nextInt(20)];
                r.nextBytes(bytes);
                return bytes;
              }));

  @Test
  void isWhatAnUnsafeRowHolds() {
    long seed = Long.getLong("indexkv.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int schemas = 0; schemas < 50; schemas++) {
      List<Kind> kinds = new ArrayList<>();
      int width = 1 + random.nextInt(schemas % 5 == 0 ? 130 : 15);
      for (int i = 0; i < width; i++) {
        kinds.add(KINDS.get(random.nextInt(KINDS.size())));
      }
      checkRows(kinds, random, seed);
    }
  }

  @Test
  void everyTypeIsCompared() {
    checkRows(KINDS, new Random(1), 1);
    assertThat(KINDS.stream().map(k -> k.column().type()))
        .containsExactlyInAnyOrder(everyTypeButOpaque());
  }

  private static void checkRows(List<Kind> kinds, Random random, long seed) {
    StructType schema = new StructType();
    Column[] columns = new Column[kinds.size()];
    for (int i = 0; i < columns.length; i++) {
      Column column = kinds.get(i).column();
      columns[i] = new Column("c" + i, column.type(), column.precision(), column.scale());
      schema = schema.add("c" + i, kinds.get(i).type());
    }
    io.indexkv.value.RowLayout layout = new io.indexkv.value.RowLayout(columns);
    UnsafeProjection projection = UnsafeProjection.create(schema);
    for (int n = 0; n < 50; n++) {
      Object[] plain = new Object[columns.length];
      Object[] spark = new Object[columns.length];
      for (int i = 0; i < columns.length; i++) {
        if (random.nextInt(4) > 0) {
          Both both = kinds.get(i).drawing().draw(random);
          plain[i] = both.plain();
          spark[i] = both.spark();
        }
      }
      UnsafeRow unsafe = projection.apply(new GenericInternalRow(spark));
      Row row = layout.row(plain);
      assertThat(row.bytes()).as("%s, seed %d", row, seed).isEqualTo(unsafe.getBytes());
      assertThat(layout.view(unsafe.getBytes())).as("seed %d", seed).isEqualTo(row);
    }
  }

  private static Column.Type[] everyTypeButOpaque() {
    List<Column.Type> types = new ArrayList<>(List.of(Column.Type.values()));
    types.remove(Column.Type.OPAQUE);
    types.add(Column.Type.DECIMAL); // narrow and wide
    return types.toArray(Column.Type[]::new);
  }

  private static Kind kind(Column column, DataType type, Drawing drawing) {
    return new Kind(column, type, drawing);
  }

  private static Kind same(
      Column column, DataType type, java.util.function.Function<Random, Object> drawing) {
    return new Kind(
        column,
        type,
        random -> {
          Object value = drawing.apply(random);
          return new Both(value, value);
        });
  }

  private static Kind decimal(String name, int precision, int scale) {
    return new Kind(
        Column.decimal(name, precision, scale),
        DataTypes.createDecimalType(precision, scale),
        random -> {
          BigInteger bound = BigInteger.TEN.pow(1 + random.nextInt(precision));
          BigInteger unscaled = new BigInteger(130, random).mod(bound);
          BigDecimal value =
              new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), scale);
          return new Both(value, Decimal.apply(value, precision, scale));
        });
  }
}
