/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.snapshot.ColumnNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What is NOT NULL inside of a struct, an array or a map: fields, elements and values. A struct
 * that is null itself has no fields that could be missing.
 */
sealed interface NotNullInside {
  /**
   * The path of a null that must not be there, such as {@code .city}; null if there is none.
   *
   * @param parent is not null at {@code ordinal}
   */
  String nullPath(SpecializedGetters parent, int ordinal);

  /** What is NOT NULL inside of a type; null if nothing is. */
  static NotNullInside of(DataType type) {
    if (type instanceof StructType struct) {
      List<Part> parts = new ArrayList<>();
      for (int i = 0; i < struct.length(); i++) {
        StructField field = struct.fields()[i];
        add(parts, i, "." + ColumnNames.shown(field.name()), field.nullable(), field.dataType());
      }
      return parts.isEmpty() ? null : new OfStruct(struct.length(), List.copyOf(parts));
    }
    if (type instanceof ArrayType array) {
      List<Part> parts = new ArrayList<>();
      add(parts, 0, ".element", array.containsNull(), array.elementType());
      return parts.isEmpty() ? null : new OfArray(parts.get(0));
    }
    if (type instanceof MapType map) {
      List<Part> keys = new ArrayList<>();
      // Spark itself refuses a null key of a map
      add(keys, 0, ".key", true, map.keyType());
      List<Part> values = new ArrayList<>();
      add(values, 0, ".value", map.valueContainsNull(), map.valueType());
      return keys.isEmpty() && values.isEmpty() ? null : new OfMap(keys, values);
    }
    return null;
  }

  private static void add(
      List<Part> parts, int ordinal, String name, boolean nullable, DataType type) {
    NotNullInside inside = of(type);
    if (!nullable || inside != null) {
      parts.add(new Part(ordinal, name, nullable, inside));
    }
  }

  /**
   * A field, the elements of an array, or the keys or values of a map.
   *
   * @param ordinal of a field
   * @param inside null if nothing inside is NOT NULL
   */
  record Part(int ordinal, String name, boolean nullable, NotNullInside inside) {
    private String nullPath(SpecializedGetters parent, int at) {
      if (parent.isNullAt(at)) {
        return nullable ? null : name;
      }
      String below = inside == null ? null : inside.nullPath(parent, at);
      return below == null ? null : name + below;
    }

    private String nullPath(ArrayData elements) {
      for (int i = 0; i < elements.numElements(); i++) {
        String path = nullPath(elements, i);
        if (path != null) {
          return path;
        }
      }
      return null;
    }
  }

  /** A struct. */
  record OfStruct(int length, List<Part> parts) implements NotNullInside {
    @Override
    public String nullPath(SpecializedGetters parent, int ordinal) {
      InternalRow struct = parent.getStruct(ordinal, length);
      for (Part part : parts) {
        String path = part.nullPath(struct, part.ordinal());
        if (path != null) {
          return path;
        }
      }
      return null;
    }
  }

  /** An array. */
  record OfArray(Part element) implements NotNullInside {
    @Override
    public String nullPath(SpecializedGetters parent, int ordinal) {
      return element.nullPath(parent.getArray(ordinal));
    }
  }

  /**
   * A map.
   *
   * @param keys one part, or none
   * @param values one part, or none
   */
  record OfMap(List<Part> keys, List<Part> values) implements NotNullInside {
    @Override
    public String nullPath(SpecializedGetters parent, int ordinal) {
      MapData map = parent.getMap(ordinal);
      for (Part key : keys) {
        String path = key.nullPath(map.keyArray());
        if (path != null) {
          return path;
        }
      }
      for (Part value : values) {
        String path = value.nullPath(map.valueArray());
        if (path != null) {
          return path;
        }
      }
      return null;
    }
  }
}
