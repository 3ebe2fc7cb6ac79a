/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Spark4;
import io.indexkv.spark.conf.PathCatalogSetting;
import io.indexkv.spark.conf.RunningSpark;
import io.indexkv.spark.optimizer.GroupReduction;
import io.indexkv.spark.optimizer.InsertOnlyMerge;
import io.indexkv.spark.optimizer.LateSubqueries;
import io.indexkv.spark.optimizer.LookupHints;
import io.indexkv.spark.optimizer.LookupJoinOrder;
import io.indexkv.spark.optimizer.NamesInSparksCatalog;
import io.indexkv.spark.optimizer.NewestOfViews;
import io.indexkv.spark.optimizer.NoCalls;
import io.indexkv.spark.optimizer.NoGroupFilter;
import io.indexkv.spark.optimizer.OneEvaluation;
import io.indexkv.spark.optimizer.OneRowGroups;
import io.indexkv.spark.optimizer.OriginInStatements;
import io.indexkv.spark.optimizer.PaddedKeys;
import io.indexkv.spark.optimizer.StatementReads;
import io.indexkv.spark.optimizer.StreamsIntoStores;
import io.indexkv.spark.optimizer.ViewsToFollow;
import io.indexkv.spark.planning.FilterOrder;
import io.indexkv.spark.sample.SampledWrites;
import io.indexkv.spark.unique.TrustedKeys;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.runtime.BoxedUnit;

/**
 * Adds the lookup join to every session whose class path has this jar. Spark finds it as a service,
 * so users configure nothing. In a Spark that this jar does not fit, it adds nothing and logs that
 * once, because its rules could break every query.
 */
public final class LookupJoinExtensions implements SparkSessionExtensionsProvider {
  private static final Logger LOG = LoggerFactory.getLogger(LookupJoinExtensions.class);
  private static final AtomicBoolean SAID = new AtomicBoolean();
  private static final Optional<Consumer<SparkContext>> UI = ui();

  private final RunningSpark spark;

  /** For Spark, which creates the service. */
  public LookupJoinExtensions() {
    this(RunningSpark.current());
  }

  LookupJoinExtensions(RunningSpark spark) {
    this.spark = spark;
  }

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    Optional<String> misfit = spark.misfit();
    if (misfit.isEmpty()) {
      inject(extensions);
    } else if (SAID.compareAndSet(false, true)) {
      LOG.warn("IndexKV stays out of this Spark, no join is a lookup join: {}", misfit.get());
    }
    return BoxedUnit.UNIT;
  }

  /**
   * What Spark's UI shows; empty with a warning if the classes for it are missing or do not fit.
   */
  @SuppressWarnings("unchecked")
  private static Optional<Consumer<SparkContext>> ui() {
    try {
      // by name, because the UI knows the operator of this package
      Class<?> type = Class.forName("io.indexkv.spark.ui.IndexKvUi");
      return Optional.of((Consumer<SparkContext>) type.getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException | LinkageError e) {
      LOG.warn("IndexKV shows nothing of its own in Spark's UI. Queries run as usual", e);
      return Optional.empty();
    }
  }

  private static void inject(SparkSessionExtensions extensions) {
    extensions.injectResolutionRule(
        session -> {
          // Spark asks for rules before it analyses anything, or looks a catalog up for a writer
          PathCatalogSetting.ensure(session.sessionState().conf());
          UI.ifPresent(ui -> ui.accept(session.sparkContext()));
          return new LookupHints();
        });
    extensions.injectParser((session, parser) -> NoCalls.on(session.version(), parser));
    extensions.injectResolutionRule(session -> new ViewsToFollow());
    extensions.injectResolutionRule(session -> new OriginInStatements());
    extensions.injectResolutionRule(session -> new InsertOnlyMerge());
    extensions.injectResolutionRule(session -> new NoGroupFilter());
    extensions.injectCheckRule(session -> NamesInSparksCatalog.on(session.version()));
    extensions.injectCheckRule(session -> new StreamsIntoStores());
    extensions.injectPlanNormalizationRule(session -> new NewestOfViews());
    extensions.injectPlanNormalizationRule(session -> new NearestJoins());
    extensions.injectOptimizerRule(session -> new PaddedKeys());
    extensions.injectOptimizerRule(session -> new TrustedKeys());
    extensions.injectOptimizerRule(session -> new LookupPushdown());
    extensions.injectPreCBORule(session -> new OneRowGroups());
    extensions.injectPreCBORule(session -> new LateSubqueries());
    extensions.injectPreCBORule(session -> new GroupReduction());
    extensions.injectPreCBORule(session -> new LookupJoinOrder());
    extensions.injectPreCBORule(session -> new FilterOrder());
    extensions.injectPreCBORule(session -> new OneEvaluation());
    extensions.injectPlannerStrategy(session -> new StatementReads());
    extensions.injectPlannerStrategy(session -> new SampledWrites());
    extensions.injectPlannerStrategy(session -> new LookupJoinStrategy());
    extensions.injectColumnar(session -> new LookupColumnarRule());
    extensions.injectColumnar(session -> new WholeRowRule());
    Spark4.load(MoreExtensions.class, "io.indexkv.spark.v4.Spark4Extensions")
        .ifPresent(more -> more.inject(extensions));
  }
}
