/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.KeyAccess.Bound;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** The text of a lookup join in plans. */
final class LookupJoinText {
  private final LookupJoinParts parts;
  private final String probe;

  /**
   * @param probe {@code "batch"} or {@code "row"}
   */
  LookupJoinText(LookupJoinParts parts, String probe) {
    this.parts = parts;
    this.probe = probe;
  }

  /** The last segment of the store's path. */
  static String shortName(String location) {
    String path = location.replaceFirst("/+$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The line after the operator's name. */
  String line() {
    return "["
        + String.join(", ", keys())
        + "], "
        + parts.joinType()
        + ", "
        + String.join(", ", facts());
  }

  /** The block after the operator's name in EXPLAIN FORMATTED. */
  String block(List<Attribute> output) {
    List<String> lines = new ArrayList<>();
    lines.add("Output [" + output.size() + "]: " + output);
    lines.add("Key: " + String.join(", ", keys()));
    lines.add("Join type: " + parts.joinType());
    for (String fact : facts()) {
      lines.add(Character.toUpperCase(fact.charAt(0)) + fact.substring(1).replaceFirst("=", ": "));
    }
    return String.join("\n", lines);
  }

  /** For each key column that the join compares, the expression that is compared with it. */
  List<String> keys() {
    List<String> out = new ArrayList<>();
    List<Expression> keys = Seqs.list(parts.probeKeys());
    for (int i = 0; i < keys.size(); i++) {
      out.add(keys.get(i) + " = " + parts.store().keyColumns().get(i));
    }
    bounds(out);
    return out;
  }

  private void bounds(List<String> out) {
    List<Expression> bounds = Seqs.list(parts.bounds());
    if (bounds.isEmpty()) {
      return;
    }
    String column = parts.store().keyColumns().get(parts.probeKeys().size());
    if (parts.access().isLongestPrefix()) {
      out.add("startswith(" + bounds.get(0) + ", " + column + ")");
      return;
    }
    Bound lower = parts.access().lower();
    if (lower != Bound.NONE) {
      out.add(column + " " + lower.sign(">") + " " + bounds.get(0));
    }
    Bound upper = parts.access().upper();
    if (upper != Bound.NONE) {
      out.add(column + " " + upper.sign("<") + " " + bounds.get(bounds.size() - 1));
    }
  }

  private List<String> facts() {
    List<String> out = new ArrayList<>();
    out.add("store=" + parts.store().location());
    out.add("version=" + parts.store().version());
    if (!parts.access().isKey()) {
      out.add("access=" + parts.access().label());
    }
    out.add("columns=" + parts.columnsRead());
    out.add("probe=" + probe);
    if (parts.slicing().isPartitioned()) {
      out.add("slices=" + parts.slicing().slices(parts.store()).count());
    }
    if (parts.conditions().nonEmpty()) {
      out.add("conditions=" + Seqs.list(parts.conditions()));
    }
    if (parts.probeFilters().nonEmpty()) {
      out.add("probeFilters=" + Seqs.list(parts.probeFilters()));
    }
    return out;
  }
}
