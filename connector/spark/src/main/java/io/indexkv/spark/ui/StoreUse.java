/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.report.StoreJoin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an executor has done with a version of a store, in all queries.
 *
 * @param lastUsed when the last query that used it began, in milliseconds since 1970
 */
record StoreUse(
    String store, long version, String executor, String host, Totals totals, long lastUsed) {
  private record Where(String store, long version, String executor) {}

  /** The uses that queries report, by store, version and executor. */
  static List<StoreUse> of(List<QueryReport> queries) {
    Map<Where, StoreUse> uses = new LinkedHashMap<>();
    for (QueryReport query : queries) {
      for (ExecutorUse use : query.getUses()) {
        StoreJoin join = query.getJoins().get(use.getJoin());
        StoreUse sum =
            uses.computeIfAbsent(
                new Where(join.getStore(), join.getVersion(), use.getExecutor()),
                where ->
                    // the newest query comes first
                    new StoreUse(
                        where.store(),
                        where.version(),
                        where.executor(),
                        use.getHost(),
                        new Totals(),
                        query.getStarted()));
        sum.totals().add(use.getMetrics());
      }
    }
    List<StoreUse> sorted = new ArrayList<>(uses.values());
    sorted.sort(
        Comparator.comparing(StoreUse::store)
            .thenComparing(Comparator.comparingLong(StoreUse::version).reversed())
            .thenComparing(StoreUse::executor));
    return sorted;
  }

  /** The last part of the store's path, with the version. */
  String name() {
    return StoreJoin.name(store, version);
  }
}
