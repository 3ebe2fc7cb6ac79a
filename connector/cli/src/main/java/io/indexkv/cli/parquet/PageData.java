/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.values.ValuesReader;

/**
 * A page of a column that is neither nested nor repeated.
 *
 * @param rows number of its rows
 * @param nulls says which rows are null; null if the column has no nulls
 * @param from where the values begin in {@code bytes}
 */
record PageData(int rows, Nulls nulls, Encoding encoding, byte[] bytes, int from) {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  static PageData of(DataPage page, ColumnDescriptor column) throws IOException {
    int rows = page.getValueCount();
    if (page instanceof DataPageV2 second) {
      byte[] bytes = bytes(second.getData());
      byte[] levels = bytes(second.getDefinitionLevels());
      Nulls nulls = nulls(levels, 0, levels.length, column);
      return new PageData(rows, nulls, second.getDataEncoding(), bytes, 0);
    }
    DataPageV1 first = (DataPageV1) page;
    byte[] bytes = bytes(first.getBytes());
    if (column.getMaxDefinitionLevel() == 0) {
      return new PageData(rows, null, first.getValueEncoding(), bytes, 0);
    }
    if (first.getDlEncoding() != Encoding.RLE) {
      return old(first, bytes, column);
    }
    if (bytes.length < Integer.BYTES) {
      throw Runs.damaged();
    }
    int length = (int) INT.get(bytes, 0);
    if (length < 0 || length > bytes.length - Integer.BYTES) {
      throw Runs.damaged();
    }
    int from = Integer.BYTES + length;
    Nulls nulls = nulls(bytes, Integer.BYTES, from, column);
    return new PageData(rows, nulls, first.getValueEncoding(), bytes, from);
  }

  /** A page whose levels old writers packed in another way. */
  private static PageData old(DataPageV1 page, byte[] bytes, ColumnDescriptor column)
      throws IOException {
    ValuesReader levels = page.getDlEncoding().getValuesReader(column, ValuesType.DEFINITION_LEVEL);
    ByteBufferInputStream in = ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes));
    levels.initFromPage(page.getValueCount(), in);
    int from = bytes.length - in.available();
    Nulls nulls = Nulls.of(levels, column.getMaxDefinitionLevel());
    return new PageData(page.getValueCount(), nulls, page.getValueEncoding(), bytes, from);
  }

  /** The bytes of a page or a dictionary: without a copy, if they are an array of their own. */
  static byte[] bytes(BytesInput input) throws IOException {
    ByteBuffer buffer = input.toByteBuffer();
    boolean own =
        buffer.hasArray()
            && buffer.arrayOffset() + buffer.position() == 0
            && buffer.remaining() == buffer.array().length;
    return own ? buffer.array() : input.toByteArray();
  }

  private static Nulls nulls(byte[] bytes, int from, int end, ColumnDescriptor column) {
    int max = column.getMaxDefinitionLevel();
    if (max == 0) {
      return null;
    }
    int width = Integer.SIZE - Integer.numberOfLeadingZeros(max);
    return Nulls.of(new Runs(bytes, from, end, width), max);
  }

  /** The library's reader of the values. */
  ValuesReader reader(ColumnDescriptor column) throws IOException {
    ValuesReader reader = encoding.getValuesReader(column, ValuesType.VALUES);
    reader.initFromPage(rows, stream());
    return reader;
  }

  ByteBufferInputStream stream() {
    return ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes, from, bytes.length - from).slice());
  }
}
