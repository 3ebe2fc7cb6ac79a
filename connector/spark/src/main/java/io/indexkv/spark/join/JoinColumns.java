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
 * What goes into a lookup join and what comes out.
 *
 * @param child the child's output
 */
record JoinColumns(LookupJoinParts parts, List<Attribute> child) {

  /** The probe side's columns, as they are joined. */
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

  /** The columns that come from the store, and so from no child. */
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
