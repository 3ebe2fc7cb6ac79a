/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** CALL on Spark 3.5, which does not have it. */
class NoCallsTest {
  private final SparkSession spark = LocalSpark.session();

  @BeforeEach
  void onlyOnSpark3() {
    assumeTrue(spark.version().startsWith("3."), "Spark 4 has CALL");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CALL kv.system.compact(table => 'ref.airports')",
        "call  system.vacuum('a')",
        "\ncall `kv`.`system`.`verify`('a')"
      })
  void theErrorSaysWhatToDoInstead(String call) {
    assertThatThrownBy(() -> spark.sql(call))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("Spark 3.5 has no CALL")
        .hasMessageContaining("indexkv compact")
        .hasMessageContaining("StoreHistory");
  }

  @Test
  void otherErrorsAreSparks() {
    for (String statement : new String[] {"call me", "selekt 1", "call other.proc(1)"}) {
      assertThatThrownBy(() -> spark.sql(statement)).isInstanceOf(ParseException.class);
    }
  }
}
