/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.report;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.join.LookupFacts;
import io.indexkv.spark.join.LookupJoinExec;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.columnar.InMemoryTableScanExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import org.apache.spark.sql.execution.exchange.ReusedExchangeExec;

/** The joins with stores of a plan. */
public final class StoreJoins {
  private StoreJoins() {}

  /** The lookup joins, and the joins that are none although a side is a store, in plan order. */
  public static List<StoreJoin> of(SparkPlan plan) {
    List<StoreJoin> joins = new ArrayList<>();
    add(plan, joins);
    return joins;
  }

  private static void add(SparkPlan plan, List<StoreJoin> joins) {
    if (plan instanceof LookupJoinExec join) {
      joins.add(lookup(join));
    } else if (plan instanceof BatchScanExec scan
        && scan.scan() instanceof StoreBacked store
        && !store.noLookupJoin().isEmpty()) {
      joins.add(other(store));
    }
    for (SparkPlan below : below(plan)) {
      add(below, joins);
    }
  }

  private static List<SparkPlan> below(SparkPlan plan) {
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      return List.of(adaptive.executedPlan());
    }
    if (plan instanceof QueryStageExec stage) {
      return List.of(stage.plan());
    }
    if (plan instanceof ReusedExchangeExec) {
      return List.of(); // the plan has the exchange in another place, too
    }
    if (plan instanceof InMemoryTableScanExec cached) {
      return List.of(cached.relation().cachedPlan());
    }
    List<SparkPlan> below = Seqs.list(plan.children());
    below.addAll(Seqs.<SparkPlan>list(plan.subqueries()));
    return below;
  }

  private static StoreJoin lookup(LookupJoinExec plan) {
    LookupFacts facts = plan.facts();
    StoreJoin join = new StoreJoin();
    join.setStore(facts.store().location());
    join.setVersion(facts.store().version());
    join.setLookup(true);
    join.setType(facts.type());
    join.setKeys(String.join(", ", facts.keys()));
    join.setProbe(facts.probe());
    join.setSlices(facts.slices());
    plan.metrics()
        .foreach(
            metric -> {
              join.getMetrics().put(metric._1(), metric._2().id());
              return null;
            });
    return join;
  }

  private static StoreJoin other(StoreBacked scan) {
    StoreJoin join = new StoreJoin();
    join.setStore(scan.store().location());
    join.setVersion(scan.store().version());
    join.setReason(scan.noLookupJoin());
    join.setAdvice(Advice.of(scan.noLookupJoin()));
    return join;
  }

  /** How many of the joins are lookup joins, in one sentence. */
  public static String summary(List<StoreJoin> joins) {
    long lookups = joins.stream().filter(StoreJoin::isLookup).count();
    return joins.size() == 1
        ? (lookups == 1
            ? "The join with a store is a lookup"
            : "The join with a store is no lookup")
        : lookups + " of " + joins.size() + " joins with a store are lookups";
  }

  /** The summary, and one sentence for each join; or that there is none. */
  public static String text(SparkPlan plan) {
    List<StoreJoin> joins = of(plan);
    if (joins.isEmpty()) {
      return "no join with a store";
    }
    StringBuilder text = new StringBuilder(summary(joins));
    joins.forEach(join -> text.append("\n- ").append(join.sentence()));
    return text.toString();
  }
}
