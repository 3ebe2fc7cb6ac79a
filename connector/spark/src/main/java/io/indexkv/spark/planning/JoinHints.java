/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import java.util.Optional;
import org.apache.spark.sql.catalyst.plans.logical.BROADCAST$;
import org.apache.spark.sql.catalyst.plans.logical.HintInfo;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.JoinStrategyHint;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SHUFFLE_HASH$;
import org.apache.spark.sql.catalyst.plans.logical.SHUFFLE_MERGE$;
import org.apache.spark.sql.catalyst.plans.logical.SHUFFLE_REPLICATE_NL$;
import org.apache.spark.sql.execution.adaptive.LogicalQueryStage;
import scala.Option;

/** Finds the hints of a join that ask for one of Spark's join strategies. */
final class JoinHints {
  private JoinHints() {}

  /** The join strategy that a hint of the query asks for. */
  static Optional<String> strategy(Join join) {
    return strategy(join.hint().leftHint(), join.left())
        .or(() -> strategy(join.hint().rightHint(), join.right()));
  }

  private static Optional<String> strategy(Option<HintInfo> hint, LogicalPlan side) {
    if (hint.isEmpty() || hint.get().strategy().isEmpty()) {
      return Optional.empty();
    }
    JoinStrategyHint strategy = hint.get().strategy().get();
    boolean asked =
        strategy == BROADCAST$.MODULE$
            || strategy == SHUFFLE_MERGE$.MODULE$
            || strategy == SHUFFLE_REPLICATE_NL$.MODULE$
            // adaptive execution sets this hint itself on sides that it has shuffled
            || strategy == SHUFFLE_HASH$.MODULE$ && !(side instanceof LogicalQueryStage);
    return asked ? Optional.of(strategy.displayName()) : Optional.empty();
  }
}
