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

/** Which types can be compared with those of keys, and which casts change no value. */
public final class KeyComparison {
  private KeyComparison() {}

  /**
   * An expression that a probe compares with a key column of type STORE by value: null, or a value
   * that no key has, where KEY equals no value of that type. Empty if the types cannot be compared
   * without loss.
   */
  public static Optional<Expression> of(Expression key, DataType store) {
    DataType type = key.dataType();
    boolean sameForm =
        type.equals(store)
            || Expressions.integerWidth(type) > 0 && Expressions.integerWidth(store) > 0
            || type instanceof DecimalType one
                && store instanceof DecimalType other
                && one.scale() == other.scale();
    if (sameForm) {
      return Optional.of(key);
    }
    if (isNumber(type) && isNumber(store)
        || type instanceof TimestampNTZType && store instanceof DateType) {
      return Optional.of(isLossless(type, store) ? cast(key, store) : roundTrip(key, store));
    }
    return Optional.empty();
  }

  /** KEY as a value of type STORE where it is one, else null. */
  private static Expression roundTrip(Expression key, DataType store) {
    Expression there = cast(key, store);
    return new If(
        new EqualTo(cast(there, key.dataType()), key), there, Literal$.MODULE$.create(null, store));
  }

  /**
   * Null where the value does not fit, in every mode of the session. None of these needs a zone.
   */
  private static Expression cast(Expression e, DataType type) {
    return new Cast(e, type, scala.Option.empty(), EvalMode$.MODULE$.TRY());
  }

  /**
   * The expression below casts that change no value, as the store's half of an equality has them.
   */
  public static Expression withoutLosslessCasts(Expression e) {
    return e instanceof Cast cast && isLossless(cast.child().dataType(), cast.dataType())
        ? withoutLosslessCasts(cast.child())
        : e;
  }

  private static boolean isNumber(DataType type) {
    return Expressions.integerWidth(type) > 0 || type instanceof DecimalType;
  }

  /**
   * Whether each value of FROM has one of TO that equals it, and no other value of FROM the same.
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

  /** Decimal digits of an integer of so many bytes. */
  private static int digits(int width) {
    return switch (width) {
      case 1 -> 3;
      case 2 -> 5;
      case 4 -> 10;
      default -> 19;
    };
  }
}
