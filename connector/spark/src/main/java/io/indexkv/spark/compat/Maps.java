/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import scala.collection.immutable.ListMap$;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Set$;

/**
 * Converts between Scala's maps and Java's. Scala 2.12 and 2.13 have the methods used here, though
 * with other types, which is why results are cast.
 */
@SuppressWarnings("unchecked")
public final class Maps {
  private Maps() {}

  public static <K, V> scala.collection.immutable.Map<K, V> of(Map<K, V> in) {
    return add(in, Map$.MODULE$.<K, V>empty());
  }

  /** A map that keeps the order. A look into it takes longer the more it has. */
  public static <K, V> scala.collection.immutable.Map<K, V> inOrder(Map<K, V> in) {
    return add(in, (scala.collection.immutable.Map<K, V>) (Object) ListMap$.MODULE$.empty());
  }

  private static <K, V> scala.collection.immutable.Map<K, V> add(
      Map<K, V> in, scala.collection.immutable.Map<K, V> to) {
    scala.collection.immutable.Map<K, V> out = to;
    for (Map.Entry<K, V> entry : in.entrySet()) {
      out =
          (scala.collection.immutable.Map<K, V>)
              (Object) out.updated(entry.getKey(), entry.getValue());
    }
    return out;
  }

  /** A copy, without order. */
  public static <K, V> Map<K, V> java(scala.collection.Map<K, V> in) {
    Map<K, V> out = new HashMap<>();
    in.foreach(entry -> out.put(entry._1(), entry._2()));
    return out;
  }

  public static <T> scala.collection.immutable.Set<T> set(Collection<T> in) {
    scala.collection.immutable.Set<T> out =
        (scala.collection.immutable.Set<T>) (Object) Set$.MODULE$.empty();
    for (T element : in) {
      out = (scala.collection.immutable.Set<T>) (Object) out.$plus(element);
    }
    return out;
  }
}
