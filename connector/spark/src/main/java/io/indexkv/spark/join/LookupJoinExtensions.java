/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import scala.runtime.BoxedUnit;

/**
 * Adds the lookup join to every session whose class path has this jar. Spark finds it as a service;
 * nothing has to be configured.
 */
public final class LookupJoinExtensions implements SparkSessionExtensionsProvider {
  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    extensions.injectResolutionRule(session -> new LookupHints());
    extensions.injectResolutionRule(session -> new ViewsToFollow());
    extensions.injectCheckRule(session -> NamesInSparksCatalog.on(session.version()));
    extensions.injectPlanNormalizationRule(session -> new NewestOfViews());
    extensions.injectOptimizerRule(session -> new PaddedKeys());
    extensions.injectPreCBORule(session -> new LateSubqueries());
    extensions.injectPreCBORule(session -> new GroupReduction());
    extensions.injectPreCBORule(session -> new LookupJoinOrder());
    extensions.injectPlannerStrategy(session -> new LookupJoinStrategy());
    extensions.injectColumnar(session -> new LookupColumnarRule());
    return BoxedUnit.UNIT;
  }
}
