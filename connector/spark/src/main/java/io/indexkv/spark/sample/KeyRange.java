/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import io.indexkv.spark.compat.HashedPartitions;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.store.read.KeySlices;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.Seq;

/**
 * Maps a key to its range. The result is not the range's number, but a value that Spark's hash
 * partitioning sends to the partition with that number. Rows without a key that a store can have
 * belong to the first range.
 */
public final class KeyRange extends Expression implements CodegenFallback, Serializable {
  private static final long serialVersionUID = 1L;

  private final Seq<Expression> keys;
  private final Expression bounds;
  private final int ranges;

  private transient KeySlices slices;
  private transient int[] sent;
  private transient KeyOfRow key;

  /**
   * @param keys the key's expressions, one for each key column
   * @param bounds the result of {@link KeySample}
   */
  KeyRange(Seq<Expression> keys, Expression bounds, int ranges) {
    this.keys = keys;
    this.bounds = bounds;
    this.ranges = ranges;
  }

  @Override
  public Object eval(InternalRow row) {
    if (sent == null) {
      open();
    }
    return sent[key.read(row) ? slices.of(key.bytes(), key.length()) : 0];
  }

  private void open() {
    ArrayData found = (ArrayData) bounds.eval(null);
    List<byte[]> smallest = new ArrayList<>();
    for (int i = 0; i < found.numElements(); i++) {
      smallest.add(found.getBinary(i));
    }
    slices = KeySlices.from(smallest);
    key = new KeyOfRow(Seqs.list(keys));
    sent = HashedPartitions.numbers(ranges);
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
    return Seqs.of(Seqs.<Expression>concat(Seqs.list(keys), List.of(bounds)));
  }

  // The parameter has one type in Scala 2.13 and another in 2.12, so neither overload can have
  // @Override.

  public Expression withNewChildrenInternal(scala.collection.immutable.IndexedSeq<Expression> in) {
    return with(Seqs.list(in));
  }

  public Expression withNewChildrenInternal(scala.collection.IndexedSeq<Expression> in) {
    return with(Seqs.list(in));
  }

  private Expression with(List<Expression> children) {
    int last = children.size() - 1;
    return new KeyRange(Seqs.of(children.subList(0, last)), children.get(last), ranges);
  }

  @Override
  public String prettyName() {
    return "key_range";
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int i) {
    return switch (i) {
      case 0 -> keys;
      case 1 -> bounds;
      case 2 -> ranges;
      default -> throw new IndexOutOfBoundsException(i);
    };
  }

  @Override
  public boolean canEqual(Object o) {
    return o instanceof KeyRange;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof KeyRange that
        && keys.equals(that.keys)
        && bounds.equals(that.bounds)
        && ranges == that.ranges;
  }

  @Override
  public int hashCode() {
    return Objects.hash(keys, bounds, ranges);
  }
}
