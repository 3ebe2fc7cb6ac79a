/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import static org.apache.parquet.schema.LogicalTypeAnnotation.dateType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.rows.StoredTypes;
import io.indexkv.key.Decimals;
import io.indexkv.store.manifest.SchemaType;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** The schema of a Parquet file for the columns of a store, as Spark would write it. */
final class ParquetSchema {
  /** Bytes of a decimal of more than 18 digits. */
  static final int WIDE = 16;

  /** Maximum number of digits of a decimal in 32 bits. */
  static final int MAX_INT_DIGITS = 9;

  private ParquetSchema() {}

  static MessageType of(SchemaType.Struct row) {
    List<Type> columns = new ArrayList<>();
    for (SchemaType.Field field : row.fields()) {
      columns.add(optional(field.type(), field.name(), field.name()));
    }
    return new MessageType("spark_schema", columns);
  }

  private static Type type(SchemaType type, Type.Repetition repetition, String name, String path) {
    if (type instanceof SchemaType.Struct struct) {
      List<Type> fields = new ArrayList<>();
      for (SchemaType.Field field : struct.fields()) {
        fields.add(optional(field.type(), field.name(), path + "." + field.name()));
      }
      return Types.buildGroup(repetition).addFields(fields.toArray(Type[]::new)).named(name);
    }
    if (type instanceof SchemaType.Array array) {
      Type element = optional(array.element(), "element", path + ".element");
      return Types.buildGroup(repetition)
          .as(LogicalTypeAnnotation.listType())
          .addField(Types.repeatedGroup().addField(element).named("list"))
          .named(name);
    }
    if (type instanceof SchemaType.MapOf map) {
      Type key = type(map.key(), Type.Repetition.REQUIRED, "key", path + ".key");
      Type value = optional(map.value(), "value", path + ".value");
      return Types.buildGroup(repetition)
          .as(LogicalTypeAnnotation.mapType())
          .addField(Types.repeatedGroup().addFields(key, value).named("key_value"))
          .named(name);
    }
    return atomic((SchemaType.Atomic) type, repetition, name, path);
  }

  private static Type optional(SchemaType type, String name, String path) {
    return type(type, Type.Repetition.OPTIONAL, name, path);
  }

  private static Type atomic(
      SchemaType.Atomic type, Type.Repetition repetition, String name, String path) {
    int precision = StoredTypes.precision(type);
    if (precision > 0) {
      return decimal(precision, StoredTypes.scale(type), repetition, name);
    }
    return switch (type.name()) {
      case "boolean" -> plain(BOOLEAN, null, repetition, name);
      case "byte" -> plain(INT32, intType(8, true), repetition, name);
      case "short" -> plain(INT32, intType(16, true), repetition, name);
      case "integer" -> plain(INT32, null, repetition, name);
      case "long" -> plain(INT64, null, repetition, name);
      case "float" -> plain(FLOAT, null, repetition, name);
      case "double" -> plain(DOUBLE, null, repetition, name);
      case "date" -> plain(INT32, dateType(), repetition, name);
      case "timestamp" -> plain(INT64, timestampType(true, TimeUnit.MICROS), repetition, name);
      case "timestamp_ntz" -> plain(INT64, timestampType(false, TimeUnit.MICROS), repetition, name);
      case "string" -> plain(BINARY, stringType(), repetition, name);
      case "binary" -> plain(BINARY, null, repetition, name);
      default -> {
        if (!type.name().startsWith("interval ")) {
          throw new UsageException(
              "column %s is %s, which Parquet cannot have"
                  .formatted(Text.escaped(path), Text.escaped(type.name())),
              "export to .jsonl");
        }
        boolean months = type.name().matches("interval (year|month).*");
        yield plain(months ? INT32 : INT64, null, repetition, name);
      }
    };
  }

  private static Type plain(
      PrimitiveTypeName physical,
      LogicalTypeAnnotation logical,
      Type.Repetition repetition,
      String name) {
    return Types.primitive(physical, repetition).as(logical).named(name);
  }

  private static Type decimal(int precision, int scale, Type.Repetition repetition, String name) {
    LogicalTypeAnnotation logical = decimalType(scale, precision);
    if (precision <= Decimals.MAX_LONG_PRECISION) {
      return plain(precision <= MAX_INT_DIGITS ? INT32 : INT64, logical, repetition, name);
    }
    return Types.primitive(FIXED_LEN_BYTE_ARRAY, repetition).length(WIDE).as(logical).named(name);
  }
}
