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
    assertThat(new RunningSpark(spark, scala).misfit(JarLine.SCALA_2_13)).isEmpty();
  }

  @Test
  void theJarForScala212FitsSpark35() {
    assertThat(new RunningSpark("3.5.9", "2.12.18").misfit(JarLine.SCALA_2_12)).isEmpty();
  }

  @Test
  void namesTheJarThatFits() {
    assertThat(new RunningSpark("3.5.9", "2.12.18").misfit(JarLine.SCALA_2_13))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("put the jar indexkv-spark-runtime_2.12 in its place")
                    .endsWith("which is for Spark 3.5"));
    assertThat(new RunningSpark("4.1.3", "2.13.17").misfit(JarLine.SCALA_2_12))
        .hasValueSatisfying(
            text -> assertThat(text).contains("indexkv-spark-runtime_2.13").contains("3.5 to 4.3"));
  }

  @Test
  void failsInAnotherSpark() {
    assertThatThrownBy(() -> new RunningSpark("3.4.4", "2.13.8").check())
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("found Spark 3.4.4");
  }

  @ParameterizedTest
  @CsvSource({"3.5.9, 2.12.18", "3.4.4, 2.13.8", "4.4.0, 2.13.17", "5.0, 3.7.1", "unknown, 2.13.8"})
  void saysWhatWasExpectedAndFound(String spark, String scala) {
    assertThat(new RunningSpark(spark, scala).misfit(JarLine.SCALA_2_13))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .contains("expected Spark 3.5 to 4.3 with Scala 2.13")
                    .contains("found Spark " + spark + " with Scala " + scala));
  }
}
