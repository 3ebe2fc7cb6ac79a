/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.codec.KeyValues;
import io.indexkv.spark.compat.HashedPartition;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.probe.ProbedKey;
import io.indexkv.spark.probe.Slicing;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.read.KeySlices;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.collection.immutable.Seq;

/**
 * Sends a row to the partition with the number of the slice that its key is in. Keys that no store
 * can have belong to the first slice.
 *
 * <p>The partition of a row decides how many slices its task opens, but not the result: the task
 * computes the slice of each row again.
 */
public final class SliceNumber extends HashedPartition {
  private static final long serialVersionUID = 1L;

  private final Seq<Expression> keys;
  private final PinnedStore store;
  private final Slicing slicing;

  private transient KeySlices slices;
  private transient ProbedKey key;
  private transient KeyValues[] values;

  /**
   * @param keys the key's expressions, one for each key column
   */
  public SliceNumber(Seq<Expression> keys, PinnedStore store, Slicing slicing) {
    this.keys = keys;
    this.store = store;
    this.slicing = slicing;
  }

  @Override
  protected int open() {
    List<Expression> children = Seqs.list(keys);
    slices = slicing.slices(store);
    key = new ProbedKey(store.key().type());
    values = children.stream().map(e -> KeyValues.of(e.dataType())).toArray(KeyValues[]::new);
    return slices.count();
  }

  @Override
  protected int partition(InternalRow row) {
    key.reset();
    for (int i = 0; i < values.length; i++) {
      Object value = keys.apply(i).eval(row);
      if (value == null) {
        return 0;
      }
      values[i].put(value, key);
    }
    return key.slice(slices);
  }

  @Override
  public Seq<Expression> children() {
    return keys;
  }

  @Override
  protected Expression with(List<Expression> children) {
    return new SliceNumber(Seqs.of(children), store, slicing);
  }

  @Override
  public String toString() {
    return "slice("
        + String.join(", ", Seqs.list(keys).stream().map(Object::toString).toList())
        + ")";
  }

  @Override
  protected List<Object> elements() {
    return List.of(keys, store, slicing);
  }
}
