/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.format.ValueCheck;
import io.indexkv.store.manifest.SchemaRows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spark's own rows pass the check of rows, and Spark can read every row that passes without harm.
 */
class DamagedRowTest {
  @ParameterizedTest
  @MethodSource("io.indexkv.spark.codec.StoredRowLayoutTest#values")
  void sparksRowsPassAndWhatPassesCanBeRead(String type, List<Object> values) {
    String ddl = "before string, v %s, after string".formatted(type);
    ValueCheck check = SchemaRows.check(StructType.fromDDL(ddl).json());
    for (Object value : values) {
      byte[] row = StoredRowLayoutTest.spark(ddl, Arrays.asList("b", value, "a"));
      assertThat(check.problem(ByteBuffer.wrap(row), 0, row.length)).isNull();
      read(ddl, row);
      for (int bit = 0; bit < row.length * 8; bit++) {
        byte[] damaged = row.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        if (check.problem(ByteBuffer.wrap(damaged), 0, row.length) == null) {
          read(ddl, damaged);
        }
      }
    }
    byte[] none = StoredRowLayoutTest.spark(ddl, Arrays.asList("b", null, "a"));
    assertThat(check.problem(ByteBuffer.wrap(none), 0, none.length)).isNull();
  }

  /** Decodes all values; a date may be outside of the range of Java's dates. */
  private static void read(String ddl, byte[] bytes) {
    StructType schema = StructType.fromDDL(ddl);
    UnsafeRow row = new UnsafeRow(schema.length());
    row.pointTo(bytes, Platform.BYTE_ARRAY_OFFSET, bytes.length);
    try {
      assertThat(CatalystTypeConverters.createToScalaConverter(schema).apply(row)).isNotNull();
    } catch (ArithmeticException e) {
      assertThat(e).hasMessageContaining("overflow");
    }
  }
}
