/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.JoinKind;
import io.indexkv.spark.planning.KeyAccess;
import io.indexkv.spark.probe.ProbeSpec;
import io.indexkv.spark.probe.Slicing;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.types.DataTypes;

/** How to join the rows of a partition. {@link PartitionJoin} ships it to the tasks. */
final class RowJoin implements Serializable {
  final ProbeSpec spec;
  final Slicing slicing;
  final JoinKind kind;
  final List<Attribute> probeColumns;
  final List<Attribute> storeColumns;
  final List<Expression> keys;
  final List<Expression> conditions;
  final KeyAccess access;

  /** The bounds that {@code access} has. */
  final List<Expression> bounds;

  /**
   * The output after a match, over the probe's and the store's columns; null if it is the probe
   * row.
   */
  final List<Expression> matched;

  /**
   * The output without a match, over the probe's columns; null if it is the probe row, or nothing.
   */
  final List<Expression> unmatched;

  private RowJoin(
      ProbeSpec spec,
      LookupJoinParts parts,
      List<Attribute> probeColumns,
      List<Expression> matched,
      List<Expression> unmatched) {
    this.spec = spec;
    slicing = parts.slicing();
    kind = parts.kind();
    this.probeColumns = new ArrayList<>(probeColumns);
    storeColumns = Seqs.list(parts.storeColumns());
    keys = Seqs.list(parts.probeKeys());
    conditions = Seqs.list(parts.conditions());
    access = parts.access();
    bounds = Seqs.list(parts.bounds());
    this.matched = matched;
    this.unmatched = unmatched;
  }

  static RowJoin of(LookupJoinParts parts, List<Attribute> probe, ProbeSpec spec) {
    List<Expression> matched = new ArrayList<>();
    List<Expression> unmatched = new ArrayList<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(parts.storeProject())) {
      matched.add(Expressions.unaliased(e));
      unmatched.add(Literal$.MODULE$.create(null, ((Expression) e).dataType()));
    }
    if (parts.kind() == JoinKind.EXISTENCE) {
      matched.add(Literal$.MODULE$.create(true, DataTypes.BooleanType));
      unmatched.add(Literal$.MODULE$.create(false, DataTypes.BooleanType));
    }
    boolean joins = parts.kind().joins();
    boolean keepsAll = parts.kind().keepsAll();
    return new RowJoin(
        spec,
        parts,
        probe,
        joins ? parts.inOrder(probe, matched) : null,
        keepsAll ? parts.inOrder(probe, unmatched) : null);
  }
}
