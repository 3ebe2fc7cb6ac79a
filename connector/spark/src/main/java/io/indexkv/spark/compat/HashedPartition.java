/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenFallback;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/**
 * An expression that chooses the partition of a row. Its result is not the partition's number, but
 * a value that Spark's hash partitioning sends there.
 */
public abstract class HashedPartition extends Expression implements CodegenFallback, Serializable {
  private static final long serialVersionUID = 1L;

  /** The seed of Spark's hash partitioning. */
  private static final int SEED = 42;

  private transient int[] sent;

  /** Number of partitions. Called once in a task, before the first row. */
  protected abstract int open();

  /** The number of a row's partition. */
  protected abstract int partition(InternalRow row);

  /** What makes two expressions of one class equal, the children among it. */
  protected abstract List<Object> elements();

  /** The same with other children. */
  protected abstract Expression with(List<Expression> children);

  @Override
  public final Object eval(InternalRow row) {
    if (sent == null) {
      sent = numbers(open());
    }
    return sent[partition(row)];
  }

  /** For each of {@code count} partitions, a value that hash partitioning sends there. */
  public static int[] numbers(int count) {
    int[] out = new int[count];
    boolean[] done = new boolean[count];
    for (int number = 0, left = count; left > 0; number++) {
      int partition = Math.floorMod(Murmur3_x86_32.hashInt(number, SEED), count);
      if (!done[partition]) {
        done[partition] = true;
        out[partition] = number;
        left--;
      }
    }
    return out;
  }

  @Override
  public final ExprCode doGenCode(CodegenContext context, ExprCode code) {
    return CodegenFallback.super.doGenCode(context, code);
  }

  @Override
  public final boolean nullable() {
    return false;
  }

  @Override
  public final DataType dataType() {
    return DataTypes.IntegerType;
  }

  // The parameter has one type in Scala 2.13 and another in 2.12, so neither overload can have
  // @Override.

  public final Expression withNewChildrenInternal(
      scala.collection.immutable.IndexedSeq<Expression> in) {
    return with(Seqs.list(in));
  }

  public final Expression withNewChildrenInternal(scala.collection.IndexedSeq<Expression> in) {
    return with(Seqs.list(in));
  }

  @Override
  public final int productArity() {
    return elements().size();
  }

  @Override
  public final Object productElement(int i) {
    return elements().get(i);
  }

  @Override
  public final boolean canEqual(Object o) {
    return getClass().isInstance(o);
  }

  @Override
  public final boolean equals(Object o) {
    return o instanceof HashedPartition that
        && getClass() == that.getClass()
        && elements().equals(that.elements());
  }

  @Override
  public final int hashCode() {
    return elements().hashCode();
  }
}
