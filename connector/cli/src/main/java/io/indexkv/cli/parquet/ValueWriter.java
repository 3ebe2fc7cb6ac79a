/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.output.ValueText;
import io.indexkv.cli.rows.StoredTypes;
import io.indexkv.key.Decimals;
import io.indexkv.key.Epoch;
import io.indexkv.key.Utf8;
import io.indexkv.store.manifest.SchemaType;
import io.indexkv.value.SchemaValues;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Period;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;

/** Hands Java objects to Parquet, as {@link SchemaValues} makes them. */
record ValueWriter(RecordConsumer out) {
  /** Writes the fields of a struct or a row that are not null. */
  void fields(SchemaType.Struct struct, List<Object> values) {
    for (int i = 0; i < struct.fields().size(); i++) {
      SchemaType.Field field = struct.fields().get(i);
      field(field.name(), i, field.type(), values.get(i));
    }
  }

  private void field(String name, int index, SchemaType type, Object value) {
    if (value != null) {
      out.startField(name, index);
      value(type, value);
      out.endField(name, index);
    }
  }

  private void value(SchemaType type, Object value) {
    if (type instanceof SchemaType.Struct struct) {
      out.startGroup();
      fields(struct, ((SchemaValues.Struct) value).values());
      out.endGroup();
    } else if (type instanceof SchemaType.Array array) {
      repeated("list", ((List<?>) value).size(), i -> element(array, ((List<?>) value).get(i)));
    } else if (type instanceof SchemaType.MapOf map) {
      SchemaValues.MapOf pairs = (SchemaValues.MapOf) value;
      repeated(
          "key_value",
          pairs.keys().size(),
          i -> {
            field("key", 0, map.key(), pairs.keys().get(i));
            field("value", 1, map.value(), pairs.values().get(i));
          });
    } else {
      atomic((SchemaType.Atomic) type, value);
    }
  }

  private void element(SchemaType.Array array, Object element) {
    field("element", 0, array.element(), element);
  }

  private void repeated(String name, int count, IntConsumer each) {
    out.startGroup();
    if (count > 0) {
      out.startField(name, 0);
      for (int i = 0; i < count; i++) {
        out.startGroup();
        each.accept(i);
        out.endGroup();
      }
      out.endField(name, 0);
    }
    out.endGroup();
  }

  private void atomic(SchemaType.Atomic type, Object value) {
    if (StoredTypes.precision(type) > 0) {
      decimal(type, value);
    } else if (value instanceof Boolean flag) {
      out.addBoolean(flag);
    } else if (value instanceof Float number) {
      out.addFloat(number);
    } else if (value instanceof Double number) {
      out.addDouble(number);
    } else if (value instanceof Long number) {
      out.addLong(number);
    } else if (value instanceof Number number) {
      out.addInteger(number.intValue());
    } else if (value instanceof LocalDate date) {
      out.addInteger(Epoch.days(date));
    } else if (value instanceof Instant time) {
      out.addLong(Epoch.micros(time));
    } else if (value instanceof LocalDateTime time) {
      out.addLong(Epoch.micros(time));
    } else if (value instanceof Period months) {
      out.addInteger(Math.toIntExact(months.toTotalMonths()));
    } else if (value instanceof Duration duration) {
      out.addLong(
          Math.addExact(
              Math.multiplyExact(duration.getSeconds(), 1_000_000), duration.getNano() / 1000));
    } else if (value instanceof byte[] bytes) {
      out.addBinary(Binary.fromConstantByteArray(bytes));
    } else {
      out.addBinary(Binary.fromConstantByteArray(Utf8.encode(ValueText.exact(value))));
    }
  }

  private void decimal(SchemaType type, Object value) {
    int precision = StoredTypes.precision(type);
    BigDecimal decimal =
        value instanceof BigDecimal exact ? exact : new BigDecimal(String.valueOf(value));
    BigInteger unscaled = decimal.setScale(StoredTypes.scale(type)).unscaledValue();
    if (precision <= ParquetSchema.MAX_INT_DIGITS) {
      out.addInteger(unscaled.intValueExact());
    } else if (precision <= Decimals.MAX_LONG_PRECISION) {
      out.addLong(unscaled.longValueExact());
    } else {
      byte[] shortest = unscaled.toByteArray();
      byte[] fixed = new byte[ParquetSchema.WIDE];
      Arrays.fill(fixed, (byte) (unscaled.signum() < 0 ? -1 : 0));
      System.arraycopy(shortest, 0, fixed, fixed.length - shortest.length, shortest.length);
      out.addBinary(Binary.fromConstantByteArray(fixed));
    }
  }
}
