/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * An order of the items of a {@link JoinCluster}.
 *
 * @param lookups how many of the joins can be lookup joins
 */
record JoinOrder(List<JoinItem> items, int lookups) {

  /**
   * Orders the items beginning with {@code first}. It looks up every item that it can, filtered
   * items first. It joins another item only if nothing is left to look up. Null if an item has no
   * condition to join it by.
   */
  static JoinOrder from(JoinItem first, JoinCluster cluster) {
    List<JoinItem> items = new ArrayList<>(List.of(first));
    List<JoinItem> left = new ArrayList<>(cluster.items());
    left.remove(first);
    AttributeSet known = first.output();
    int lookups = 0;
    while (!left.isEmpty()) {
      Optional<JoinItem> lookedUp = lookedUp(left, known, cluster.conditions());
      AttributeSet probe = known;
      Optional<JoinItem> next =
          lookedUp.or(
              () ->
                  left.stream()
                      .filter(item -> isConnected(item, probe, cluster.conditions()))
                      .findFirst());
      if (next.isEmpty()) {
        return null;
      }
      lookups += lookedUp.isPresent() ? 1 : 0;
      items.add(next.get());
      left.remove(next.get());
      known = known.$plus$plus(next.get().output());
    }
    return new JoinOrder(items, lookups);
  }

  private static Optional<JoinItem> lookedUp(
      List<JoinItem> left, AttributeSet probe, List<Expression> conditions) {
    List<JoinItem> found =
        left.stream().filter(item -> item.isLookedUpFrom(probe, conditions)).toList();
    return found.stream()
        .filter(JoinItem::filtered)
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private static boolean isConnected(
      JoinItem item, AttributeSet known, List<Expression> conditions) {
    return conditions.stream()
        .map(Expression::references)
        .anyMatch(
            used ->
                used.subsetOf(known.$plus$plus(item.output()))
                    && !used.subsetOf(known)
                    && !used.subsetOf(item.output()));
  }
}
