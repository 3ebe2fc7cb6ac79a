/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.rows;

import io.indexkv.key.Decimals;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.SchemaType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What row layout v1 says of the types of a schema. */
public final class StoredTypes {
  private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d{1,2}),(\\d{1,2})\\)");

  private StoredTypes() {}

  /** A decimal, as a schema names it. */
  public static SchemaType.Atomic decimal(int precision, int scale) {
    return new SchemaType.Atomic("decimal(" + precision + "," + scale + ")");
  }

  /** Number of digits of a decimal; 0 for other types. */
  public static int precision(SchemaType type) {
    return decimalPart(type, 1);
  }

  /** Number of digits of a decimal behind the point; 0 for other types. */
  public static int scale(SchemaType type) {
    return decimalPart(type, 2);
  }

  private static int decimalPart(SchemaType type, int part) {
    // called for each value: no expression is matched for types that are no decimals
    if (type instanceof SchemaType.Atomic atomic && atomic.name().startsWith("decimal(")) {
      Matcher decimal = DECIMAL.matcher(atomic.name());
      return decimal.matches() ? Integer.parseInt(decimal.group(part)) : 0;
    }
    return 0;
  }

  /** Whether it is a decimal of more than 18 digits, which does not fit into a slot. */
  public static boolean isWide(SchemaType type) {
    return precision(type) > Decimals.MAX_LONG_PRECISION;
  }

  /** The bits of a slot that a type uses. */
  public static long mask(SchemaType type) {
    return -1L >>> 64 - 8 * SchemaRows.width(type);
  }
}
