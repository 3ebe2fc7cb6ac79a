/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.AttributeSet$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.collection.Iterator;
import scala.collection.Iterator$;
import scala.collection.immutable.List$;

/**
 * Converts between Scala's collections and Java's. Spark always gets an immutable list, because
 * that is a Seq in every Scala version.
 */
public final class Seqs {
  private Seqs() {}

  public static <T> scala.collection.immutable.List<T> of(List<? extends T> in) {
    scala.collection.immutable.List<T> out = List$.MODULE$.empty();
    for (int i = in.size() - 1; i >= 0; i--) {
      out = new scala.collection.immutable.$colon$colon<>(in.get(i), out);
    }
    return out;
  }

  public static <T> List<T> list(scala.collection.Seq<? extends T> in) {
    List<T> out = new ArrayList<>(in.size());
    in.iterator().foreach(out::add);
    return out;
  }

  /** An iterator that ends at once. */
  @SuppressWarnings("unchecked")
  public static <T> Iterator<T> nothing() {
    return (Iterator<T>) (Object) Iterator$.MODULE$.empty();
  }

  public static <T> List<T> concat(List<? extends T> first, List<? extends T> second) {
    List<T> out = new ArrayList<>(first);
    out.addAll(second);
    return out;
  }

  /** All attributes that the expressions refer to. */
  public static AttributeSet references(Collection<? extends Expression> in) {
    return AttributeSet$.MODULE$.apply(Seqs.<Expression>of(new ArrayList<>(in)));
  }
}
