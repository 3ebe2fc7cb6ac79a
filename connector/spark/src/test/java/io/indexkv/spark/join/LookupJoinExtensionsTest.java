/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.LoggedWarnings;
import io.indexkv.spark.conf.RunningSpark;
import java.lang.reflect.Method;
import java.util.List;
import org.apache.spark.sql.SparkSessionExtensions;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import scala.collection.Seq;

class LookupJoinExtensionsTest {

  @Test
  void addsItsRulesToTheSparkItIsFor() {
    SparkSessionExtensions extensions = new SparkSessionExtensions();
    new LookupJoinExtensions().apply(extensions);

    assertThat(strategies(extensions)).isPositive();
  }

  @Test
  void staysOutOfAnotherSparkAndSaysSoOnce() {
    LookupJoinExtensions misfit = new LookupJoinExtensions(new RunningSpark("3.4.4", "2.13.8"));
    List<String> warnings =
        LoggedWarnings.of(
            LookupJoinExtensions.class,
            () -> {
              for (int session = 0; session < 3; session++) {
                SparkSessionExtensions extensions = new SparkSessionExtensions();
                misfit.apply(extensions);
                assertThat(strategies(extensions)).isZero();
              }
            });

    assertThat(warnings)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("IndexKV stays out of this Spark, no join is a lookup join")
        .contains("found Spark 3.4.4 with Scala 2.13.8");
  }

  /**
   * How many planner strategies the extensions have added. The session's class differs between
   * Spark 3 and 4.
   */
  private static int strategies(SparkSessionExtensions extensions) {
    try {
      for (Method method : SparkSessionExtensions.class.getMethods()) {
        if (method.getName().equals("buildPlannerStrategies")) {
          return ((Seq<?>) method.invoke(extensions, LocalSpark.session())).size();
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("no method buildPlannerStrategies");
  }
}
