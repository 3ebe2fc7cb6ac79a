/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.JoinKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;

/**
 * The input and output columns of a lookup join.
 *
 * @param child the child's output
 */
record JoinColumns(LookupJoinParts parts, List<Attribute> child) {

  /** The probe side's columns, after the projection that the join does itself. */
  List<Attribute> probe() {
    if (parts.probeProject().isEmpty()) {
      return child;
    }
    List<Attribute> out = new ArrayList<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(parts.probeProject())) {
      out.add(e.toAttribute());
    }
    return out;
  }

  /** The columns that the join returns, in the order of its sides. */
  List<Attribute> output() {
    return parts.inOrder(probe(), added());
  }

  /**
   * The columns that the join adds to those of its child: the store's, and the one that says
   * whether a row has a match.
   */
  private List<Attribute> added() {
    List<Attribute> out = new ArrayList<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(parts.storeProject())) {
      Attribute a = e.toAttribute();
      out.add(parts.kind() == JoinKind.OUTER ? a.withNullability(true) : a);
    }
    parts.existence().ifPresent(out::add);
    return out;
  }

  AttributeSet produced() {
    List<Expression> out = new ArrayList<>(Seqs.<Attribute>list(parts.storeColumns()));
    out.addAll(added());
    if (parts.probeProject().nonEmpty()) {
      out.addAll(probe());
    }
    return Seqs.references(out);
  }
}
