/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import io.indexkv.spark.compat.Seqs;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.ImperativeAggregate;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.Seq;

/**
 * An aggregate function over keys: the bounds between ranges of about equally many rows, as an
 * array of encoded keys. It samples.
 */
public final class KeySample extends TypedImperativeAggregate<SampledKeys> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** As many rows for each range as Spark samples for one. */
  private static final int ROWS_OF_RANGE = 100;

  private static final int MAX_ROWS = 1_000_000;

  private final Seq<Expression> keys;
  private final int ranges;
  private final int mutableOffset;
  private final int inputOffset;

  private transient KeyOfRow key;

  /**
   * @param keys the key's expressions, one for each key column
   */
  KeySample(Seq<Expression> keys, int ranges) {
    this(keys, ranges, 0, 0);
  }

  private KeySample(Seq<Expression> keys, int ranges, int mutableOffset, int inputOffset) {
    this.keys = keys;
    this.ranges = ranges;
    this.mutableOffset = mutableOffset;
    this.inputOffset = inputOffset;
  }

  private int size() {
    return (int) Math.min((long) ROWS_OF_RANGE * ranges, MAX_ROWS);
  }

  @Override
  public SampledKeys createAggregationBuffer() {
    return new SampledKeys(size(), TaskContext.getPartitionId());
  }

  @Override
  public SampledKeys update(SampledKeys sample, InternalRow row) {
    long number = sample.next();
    if (sample.takes(number)) {
      if (key == null) {
        key = new KeyOfRow(Seqs.list(keys));
      }
      if (key.read(row)) {
        sample.add(number, key.bytes(), key.length());
      }
    }
    return sample;
  }

  @Override
  public SampledKeys merge(SampledKeys sample, SampledKeys other) {
    sample.merge(other);
    return sample;
  }

  @Override
  public Object eval(SampledKeys sample) {
    return new GenericArrayData(sample.bounds(ranges).toArray());
  }

  @Override
  public byte[] serialize(SampledKeys sample) {
    return sample.serialized();
  }

  @Override
  public SampledKeys deserialize(byte[] bytes) {
    return SampledKeys.of(bytes, size());
  }

  @Override
  public int mutableAggBufferOffset() {
    return mutableOffset;
  }

  @Override
  public int inputAggBufferOffset() {
    return inputOffset;
  }

  @Override
  public ImperativeAggregate withNewMutableAggBufferOffset(int offset) {
    return new KeySample(keys, ranges, offset, inputOffset);
  }

  @Override
  public ImperativeAggregate withNewInputAggBufferOffset(int offset) {
    return new KeySample(keys, ranges, mutableOffset, offset);
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public DataType dataType() {
    return DataTypes.createArrayType(DataTypes.BinaryType, false);
  }

  @Override
  public Seq<Expression> children() {
    return keys;
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
    return new KeySample(Seqs.of(children), ranges, mutableOffset, inputOffset);
  }

  @Override
  public String prettyName() {
    return "key_sample";
  }

  @Override
  public int productArity() {
    return 4;
  }

  @Override
  public Object productElement(int i) {
    return switch (i) {
      case 0 -> keys;
      case 1 -> ranges;
      case 2 -> mutableOffset;
      case 3 -> inputOffset;
      default -> throw new IndexOutOfBoundsException(i);
    };
  }

  @Override
  public boolean canEqual(Object o) {
    return o instanceof KeySample;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof KeySample that
        && keys.equals(that.keys)
        && ranges == that.ranges
        && mutableOffset == that.mutableOffset
        && inputOffset == that.inputOffset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(keys, ranges, mutableOffset, inputOffset);
  }
}
