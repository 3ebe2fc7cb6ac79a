/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.LoggedWarnings;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class HintNamesTest {
  private final SparkSession spark = LocalSpark.session();

  @Test
  void aNameThatIsNoStoreIsLoggedAsItWasWritten() {
    assertThat(
            LoggedWarnings.of(
                LookupHints.class,
                () ->
                    spark
                        .sql("select /*+ LOOKUP(nosuch, a.`b c`) */ * from range(1)")
                        .collectAsList()))
        .contains(
            "The hint LOOKUP names 'nosuch', which is not a store here",
            "The hint LOOKUP names 'a.b c', which is not a store here");
  }
}
