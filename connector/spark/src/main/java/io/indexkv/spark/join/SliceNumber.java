/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.codec.KeyValues;
import io.indexkv.spark.compat.HashedPartitions;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.probe.ProbedKey;
import io.indexkv.spark.probe.Slicing;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.read.KeySlices;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.Seq;

/**
 * Maps a key to the slice of the store that it is in. The result is not the slice's number, but a
 * value that Spark's hash partitioning sends to the partition with that number. Keys that no store
 * can have belong to the first slice.
 *
 * <p>The partition of a row decides how many slices its task opens, but not the result: the task
 * computes the slice of each row again.
 */
public final class SliceNumber extends Expression implements CodegenFallback, Serializable {
  private static final long serialVersionUID = 1L;

  private final Seq<Expression> keys;
  private final PinnedStore store;
  private final Slicing slicing;

  private transient KeySlices slices;
  private transient int[] sent;
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
  public Object eval(InternalRow row) {
    if (sent == null) {
      open();
    }
    key.reset();
    for (int i = 0; i < values.length; i++) {
      Object value = keys.apply(i).eval(row);
      if (value == null) {
        return sent[0];
      }
      values[i].put(value, key);
    }
    return sent[key.slice(slices)];
  }

  private void open() {
    List<Expression> children = Seqs.list(keys);
    slices = slicing.slices(store);
    key = new ProbedKey(store.key().type());
    values = children.stream().map(e -> KeyValues.of(e.dataType())).toArray(KeyValues[]::new);
    sent = HashedPartitions.numbers(slices.count());
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return CodegenFallback.super.doGenCode(context, code);
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public DataType dataType() {
    return DataTypes.IntegerType;
  }

  @Override
  public Seq<Expression> children() {
    return keys;
  }

  // The parameter has one type in Scala 2.13 and another in 2.12, so neither overload can have
  // @Override.

  public Expression withNewChildrenInternal(scala.collection.immutable.IndexedSeq<Expression> in) {
    return new SliceNumber(Seqs.of(Seqs.<Expression>list(in)), store, slicing);
  }

  public Expression withNewChildrenInternal(scala.collection.IndexedSeq<Expression> in) {
    return new SliceNumber(Seqs.of(Seqs.<Expression>list(in)), store, slicing);
  }

  @Override
  public String toString() {
    return "slice("
        + String.join(", ", Seqs.list(keys).stream().map(Object::toString).toList())
        + ")";
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int i) {
    return switch (i) {
      case 0 -> keys;
      case 1 -> store;
      case 2 -> slicing;
      default -> throw new IndexOutOfBoundsException(i);
    };
  }

  @Override
  public boolean canEqual(Object o) {
    return o instanceof SliceNumber;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SliceNumber that
        && keys.equals(that.keys)
        && store.equals(that.store)
        && slicing.equals(that.slicing);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(new Object[] {keys, store, slicing});
  }
}
