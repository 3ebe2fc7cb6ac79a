/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.parquet.Leaf.Form;
import io.indexkv.cli.rows.StoredTypes;
import io.indexkv.key.Decimals;
import io.indexkv.store.manifest.SchemaType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.BsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * The types that Spark gives to the primitive columns of Parquet files.
 *
 * @param oldCalendar whether Spark 2 wrote the file, whose dates before 1582 differ
 */
record ParquetTypes(boolean oldCalendar) {
  /** 1582-10-15, from which on both calendars are the same. */
  private static final long FIRST_DAY = -141_427;

  /** 1900-01-01: before it, the calendars have different time zones, too. */
  private static final long FIRST_MICROS = -2_208_988_800_000_000L;

  /**
   * The type of a column.
   *
   * @param path its name, for messages
   * @throws UsageException if a store cannot have it
   */
  Leaf leaf(PrimitiveType type, String path) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    Leaf leaf =
        switch (type.getPrimitiveTypeName()) {
          case BOOLEAN -> Leaf.of("boolean", Form.BOOLEAN);
          case FLOAT -> Leaf.of("float", Form.FLOAT);
          case DOUBLE -> Leaf.of("double", Form.DOUBLE);
          case INT96 -> old(Leaf.of("timestamp", Form.INT96), FIRST_MICROS);
          case INT32 -> int32(logical);
          case INT64 -> int64(logical);
          case BINARY -> binary(logical);
          case FIXED_LEN_BYTE_ARRAY -> fixed(logical);
        };
    if (leaf == null) {
      throw refused(path, type.toString());
    }
    return leaf;
  }

  static UsageException refused(String path, String type) {
    return new UsageException(
        "column %s is '%s', which a store cannot have"
            .formatted(Text.escaped(path), Text.escaped(type.strip())),
        "leave it out: --columns names the columns to import");
  }

  private Leaf old(Leaf leaf, long first) {
    return oldCalendar ? leaf.atLeast(first) : leaf;
  }

  private Leaf int32(LogicalTypeAnnotation logical) {
    if (logical == null) {
      return Leaf.of("integer", Form.INT);
    }
    if (logical instanceof DateLogicalTypeAnnotation) {
      return old(Leaf.of("date", Form.INT), FIRST_DAY);
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal(decimal, Form.INT, ParquetSchema.MAX_INT_DIGITS);
    }
    if (logical instanceof IntLogicalTypeAnnotation integer) {
      return switch (integer.getBitWidth()) {
        case 8 -> Leaf.of(integer.isSigned() ? "byte" : "short", Form.INT);
        case 16 -> Leaf.of(integer.isSigned() ? "short" : "integer", Form.INT);
        case 32 ->
            integer.isSigned() ? Leaf.of("integer", Form.INT) : Leaf.of("long", Form.UNSIGNED_INT);
        default -> null;
      };
    }
    return null;
  }

  private Leaf int64(LogicalTypeAnnotation logical) {
    if (logical == null) {
      return Leaf.of("long", Form.LONG);
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && integer.getBitWidth() == 64) {
      return integer.isSigned()
          ? Leaf.of("long", Form.LONG)
          : Leaf.of(StoredTypes.decimal(20, 0), Form.UNSIGNED_LONG);
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal(decimal, Form.LONG, Decimals.MAX_LONG_PRECISION);
    }
    if (logical instanceof TimestampLogicalTypeAnnotation time
        && time.getUnit() != TimeUnit.NANOS) {
      boolean millis = time.getUnit() == TimeUnit.MILLIS;
      String name = time.isAdjustedToUTC() ? "timestamp" : "timestamp_ntz";
      Leaf leaf = old(Leaf.of(name, Form.LONG), millis ? FIRST_MICROS / 1000 : FIRST_MICROS);
      return millis ? leaf.times(1000) : leaf;
    }
    return null;
  }

  private static Leaf binary(LogicalTypeAnnotation logical) {
    if (logical == null || logical instanceof BsonLogicalTypeAnnotation) {
      return Leaf.of("binary", Form.BYTES);
    }
    if (logical instanceof StringLogicalTypeAnnotation
        || logical instanceof EnumLogicalTypeAnnotation
        || logical instanceof JsonLogicalTypeAnnotation) {
      return Leaf.of("string", Form.BYTES);
    }
    return logical instanceof DecimalLogicalTypeAnnotation decimal ? decimal(decimal) : null;
  }

  private static Leaf fixed(LogicalTypeAnnotation logical) {
    if (logical == null) {
      return Leaf.of("binary", Form.BYTES);
    }
    return logical instanceof DecimalLogicalTypeAnnotation decimal ? decimal(decimal) : null;
  }

  private static Leaf decimal(DecimalLogicalTypeAnnotation decimal) {
    boolean wide = decimal.getPrecision() > Decimals.MAX_LONG_PRECISION;
    Form form = wide ? Form.WIDE_DECIMAL : Form.DECIMAL;
    return decimal(decimal, form, Decimals.MAX_PRECISION);
  }

  private static Leaf decimal(DecimalLogicalTypeAnnotation decimal, Form form, int max) {
    return decimal.getPrecision() > max
        ? null
        : Leaf.of(StoredTypes.decimal(decimal.getPrecision(), decimal.getScale()), form);
  }

  /** An interval, which Spark writes as a plain number and notes in its own metadata. */
  static Leaf interval(Leaf plain, PrimitiveType type, SchemaType noted) {
    if (!(noted instanceof SchemaType.Atomic atomic) || !atomic.name().startsWith("interval ")) {
      return plain;
    }
    boolean months = type.getPrimitiveTypeName() == PrimitiveTypeName.INT32;
    return Leaf.of(atomic, months ? Form.INT : Form.LONG);
  }
}
