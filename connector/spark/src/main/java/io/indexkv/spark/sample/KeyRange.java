/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import io.indexkv.file.bytes.KeyParts;
import io.indexkv.spark.compat.HashedPartition;
import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.util.ArrayData;
import scala.collection.immutable.Seq;

/**
 * Sends a row to the partition with the number of its key's range. Rows without a key that a store
 * can have belong to the first range.
 */
public final class KeyRange extends HashedPartition {
  private static final long serialVersionUID = 1L;

  private final Seq<Expression> keys;
  private final Expression bounds;
  private final int ranges;

  private transient KeyParts parts;
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
  protected int open() {
    ArrayData found = (ArrayData) bounds.eval(null);
    List<byte[]> starts = new ArrayList<>();
    for (int i = 0; i < found.numElements(); i++) {
      starts.add(found.getBinary(i));
    }
    parts = KeyParts.from(starts);
    key = new KeyOfRow(Seqs.list(keys));
    return ranges;
  }

  @Override
  protected int partition(InternalRow row) {
    return key.read(row) ? parts.of(key.bytes(), key.length()) : 0;
  }

  @Override
  public Seq<Expression> children() {
    return Seqs.of(Seqs.<Expression>concat(Seqs.list(keys), List.of(bounds)));
  }

  @Override
  protected Expression with(List<Expression> children) {
    int last = children.size() - 1;
    return new KeyRange(Seqs.of(children.subList(0, last)), children.get(last), ranges);
  }

  @Override
  public String prettyName() {
    return "key_range";
  }

  @Override
  protected List<Object> elements() {
    return List.of(keys, bounds, ranges);
  }
}
