/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that come from Spark with values that their types do not hold. */
class RowBytesTest {
  @ParameterizedTest
  @CsvSource({"9, 5", "18, 17", "38, 37"})
  void aDecimalOfMoreDigitsIsRefusedWhenItIsWritten(int found, int declared) {
    InternalRow row = row(found);

    RowBytes fits = new RowBytes(schema(found));
    fits.copy(row);
    assertThat(fits.length()).isPositive();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RowBytes(schema(declared)).copy(row))
        .withMessageContaining("column price: a number of at most " + declared + " digits")
        .withMessageContaining("Nothing was published");
  }

  @Test
  void nullInAColumnThatIsNotNullIsRefusedWhenItIsWritten() {
    InternalRow row =
        UnsafeProjection.create(StructType.fromDDL("id BIGINT, word STRING"))
            .apply(new GenericInternalRow(new Object[] {1L, null}));

    new RowBytes(StructType.fromDDL("id BIGINT NOT NULL, word STRING")).copy(row);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new RowBytes(StructType.fromDDL("id BIGINT, word STRING NOT NULL")).copy(row))
        .withMessageContaining("column word is NOT NULL, but a row to write has null there")
        .withMessageContaining("Nothing was published");
  }

  /** A row whose price has as many digits as a type holds. */
  private static InternalRow row(int digits) {
    Decimal price = Decimal.apply("9".repeat(digits - 2) + ".99");
    price.changePrecision(digits, 2);
    return UnsafeProjection.create(schema(digits))
        .apply(new GenericInternalRow(new Object[] {1L, price}));
  }

  private static StructType schema(int digits) {
    return StructType.fromDDL("id BIGINT, price DECIMAL(" + digits + ", 2)");
  }
}
