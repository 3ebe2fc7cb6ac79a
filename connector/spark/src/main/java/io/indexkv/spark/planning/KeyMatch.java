/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;

/**
 * The equalities of a join that provide the store's key.
 *
 * @param probeKeys the probe side's expression for each key column, in key order
 * @param rest the equalities that are not needed for the key
 */
record KeyMatch(List<Expression> probeKeys, List<Expression> rest) {

  /**
   * Pairs the key columns with equalities, which may come in any order.
   *
   * @param probe left sides of the equalities, over the probe side's output
   * @param build right sides of the equalities, over the output of the store's side
   * @throws NoLookupJoin if a key column has no equality that provides it
   */
  static KeyMatch of(StoreBranch branch, List<Expression> probe, List<Expression> build)
      throws NoLookupJoin {
    List<Integer> taken = new ArrayList<>();
    List<Expression> probeKeys = new ArrayList<>();
    for (Attribute column : branch.keyColumns()) {
      int found = -1;
      for (int i = 0; i < build.size() && found < 0; i++) {
        if (branch.keyColumn(build.get(i)).filter(column::equals).isPresent()) {
          found = i;
        }
      }
      if (found < 0 && StoreBranch.isHidden(branch.store(), column.name())) {
        throw new NoLookupJoin("the store keeps rows of equal keys, and a key may have several");
      }
      if (found < 0) {
        throw new NoLookupJoin(
            "no equality has key column '" + column.name() + "' alone on one side");
      }
      taken.add(found);
      probeKeys.add(exact(column, Expressions.withoutWidening(probe.get(found))));
    }
    List<Expression> rest = new ArrayList<>();
    for (int i = 0; i < build.size(); i++) {
      if (!taken.contains(i)) {
        rest.add(new EqualTo(probe.get(i), build.get(i)));
      }
    }
    return new KeyMatch(probeKeys, rest);
  }

  private static Expression exact(Attribute column, Expression key) throws NoLookupJoin {
    if (!key.deterministic()) {
      throw new NoLookupJoin("the key " + key.sql() + " is non-deterministic");
    }
    return KeyComparison.of(key, column.dataType())
        .orElseThrow(
            () ->
                new NoLookupJoin(
                    "key column '"
                        + column.name()
                        + "' is "
                        + column.dataType().catalogString()
                        + ", but is compared with "
                        + key.sql()
                        + " of type "
                        + key.dataType().catalogString()));
  }
}
