/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningSparkTest {
  @Test
  void fitsTheSparkOfTheTests() {
    assertThat(RunningSpark.current().misfit()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5.9, 2.13.8",
    "3.5.1-vendor-0, 2.13.8",
    "4.0.2, 2.13.16",
    "4.1.3, 2.13.17",
    "4.2.0, 2.13.17",
    "4.3.0, 2.13.17",
    "4.1.0-SNAPSHOT, 2.13.17"
  })
  void fitsTheLinesThatItIsFor(String spark, String scala) {
    assertThat(new RunningSpark(spark, scala).misfit()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3.5.9, 2.12.18", "3.4.4, 2.13.8", "4.4.0, 2.13.17", "5.0, 3.7.1", "unknown, 2.13.8"})
  void saysWhatWasExpectedAndFound(String spark, String scala) {
    assertThatThrownBy(() -> new RunningSpark(spark, scala).check())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("expected Spark 3.5 to 4.3 with Scala 2.13")
        .hasMessageContaining("found Spark " + spark + " with Scala " + scala);
  }
}
