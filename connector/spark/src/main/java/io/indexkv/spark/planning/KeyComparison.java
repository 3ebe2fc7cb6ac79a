/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.TimestampNTZType;

/** Decides which types can be compared with key types, and which casts change no value. */
public final class KeyComparison {
  private KeyComparison() {}

  /**
   * An expression that a probe can compare by value with a key column of type {@code store}. It is
   * null, or a value that no key has, if {@code key} equals no value of that type. Empty if the
   * types cannot be compared without loss.
   */
  public static Optional<Expression> of(Expression key, DataType store) {
    DataType type = key.dataType();
    if (haveSameForm(type, store)) {
      return Optional.of(key);
    }
    if (isNumber(type) && isNumber(store)
        || type instanceof TimestampNTZType && store instanceof DateType) {
      return Optional.of(isLossless(type, store) ? cast(key, store) : roundTrip(key, store));
    }
    return Optional.empty();
  }

  /**
   * Whether a value of one type stands for itself in a key of the other: keys with it are in the
   * order of such values.
   */
  static boolean haveSameForm(DataType type, DataType store) {
    return type.equals(store)
        || Expressions.integerWidth(type) > 0 && Expressions.integerWidth(store) > 0
        || type instanceof DecimalType one
            && store instanceof DecimalType other
            && one.scale() == other.scale();
  }

  /** {@code key} as a value of type {@code store} if such a value equals it, else null. */
  private static Expression roundTrip(Expression key, DataType store) {
    Expression there = cast(key, store);
    return new If(
        new EqualTo(cast(there, key.dataType()), key), there, Literal$.MODULE$.create(null, store));
  }

  /**
   * A cast that gives null if the value does not fit, whatever the session's mode. None of the
   * types needs a time zone.
   */
  private static Expression cast(Expression e, DataType type) {
    return new Cast(e, type, scala.Option.empty(), EvalMode$.MODULE$.TRY());
  }

  /** Removes casts that change no value, such as those on the store's side of an equality. */
  public static Expression withoutLosslessCasts(Expression e) {
    return e instanceof Cast cast && isLossless(cast.child().dataType(), cast.dataType())
        ? withoutLosslessCasts(cast.child())
        : e;
  }

  private static boolean isNumber(DataType type) {
    return Expressions.integerWidth(type) > 0 || type instanceof DecimalType;
  }

  /**
   * True if each value of {@code from} has an equal value in {@code to}, and different values have
   * different ones.
   */
  private static boolean isLossless(DataType from, DataType to) {
    int width = Expressions.integerWidth(from);
    if (width > 0 && Expressions.integerWidth(to) > 0) {
      return width <= Expressions.integerWidth(to);
    }
    if (to instanceof DecimalType wide && (width > 0 || from instanceof DecimalType)) {
      int scale = from instanceof DecimalType decimal ? decimal.scale() : 0;
      int digits =
          from instanceof DecimalType decimal ? decimal.precision() - scale : digits(width);
      return scale <= wide.scale() && digits <= wide.precision() - wide.scale();
    }
    return from instanceof DateType && to instanceof TimestampNTZType;
  }

  /** Maximum number of decimal digits of an integer with {@code width} bytes. */
  private static int digits(int width) {
    return switch (width) {
      case 1 -> 3;
      case 2 -> 5;
      case 4 -> 10;
      default -> 19;
    };
  }
}
