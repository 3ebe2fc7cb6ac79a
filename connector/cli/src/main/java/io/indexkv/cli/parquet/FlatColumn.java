/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.parquet.ParquetColumns.ParquetColumn;
import io.indexkv.cli.rows.RowBatch;
import io.indexkv.cli.rows.RowBuffer;
import io.indexkv.cli.rows.StoredTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.parquet.CorruptDeltaByteArrays;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.ValuesType;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.column.values.RequiresPreviousReader;
import org.apache.parquet.column.values.ValuesReader;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A column of a group of rows that is neither nested nor repeated. It converts values a batch at a
 * time, and each value of a dictionary once.
 */
final class FlatColumn {
  /** Maximum number of rows of a batch. */
  static final int BATCH = 1024;

  private final Leaf leaf;
  private final int position;
  private final boolean wide;
  private final boolean plain;
  private final ColumnDescriptor descriptor;
  private final PageReader pages;
  private final String createdBy;
  private final PageMemory memory;
  private final DictionaryPage dictionaryPage;
  private final ValueBatch values;
  private final int[] places = new int[BATCH];

  /** Which rows of the batch are null, if some are. */
  private final boolean[] nulls = new boolean[BATCH];

  /** The values of the dictionary; null if there is none, or if it has one that is refused. */
  private ValueBatch dictionary;

  /** The library's dictionary, once it is needed. */
  private Dictionary plainDictionary;

  private PageData page;

  /** Whether the bytes of the page can be given back: they are no others' too. */
  private boolean own;

  private boolean hasNulls;

  /** The next row of the batch to copy. */
  private int row;

  /** Number of rows of the page that were decoded. */
  private int decoded;

  /** The next value of the batch. */
  private int next;

  /** The places in the dictionary of the page's values; null if it has them in another way. */
  private Runs inDictionary;

  /** Where the next value of the page is; -1 if the page has them in another way. */
  private int at;

  private ValuesReader reader;

  /** Number of rows of the group that the pages so far do not have. */
  private long left;

  /**
   * The column of a group.
   *
   * @param position of the column in rows
   * @param rows number of rows of the group
   */
  FlatColumn(
      ParquetColumn column,
      int position,
      ColumnDescriptor descriptor,
      PageReader pages,
      long rows,
      String createdBy,
      PageMemory memory) {
    leaf = column.leaf();
    this.position = position;
    this.descriptor = descriptor;
    this.pages = pages;
    left = rows;
    this.createdBy = createdBy;
    this.memory = memory;
    wide = StoredTypes.isWide(leaf.type());
    PrimitiveTypeName type = descriptor.getPrimitiveType().getPrimitiveTypeName();
    plain = ValueBatch.isPlain(leaf, type == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY);
    values = new ValueBatch(leaf, BATCH);
    dictionaryPage = pages.readDictionaryPage();
    if (dictionaryPage != null) {
      try {
        dictionary = dictionary();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private ValueBatch dictionary() throws IOException {
    int size = dictionaryPage.getDictionarySize();
    byte[] bytes = PageData.bytes(dictionaryPage.getBytes());
    // a value takes a bit or more, and a plain one 4 bytes
    if (size < 0 || size > (plain ? bytes.length / Integer.BYTES : 8L * bytes.length)) {
      throw Runs.damaged();
    }
    ValueBatch all = new ValueBatch(leaf, size);
    if (plain) {
      all.plain(bytes, 0, size);
    } else {
      PageData page = new PageData(size, null, Encoding.PLAIN, bytes, 0);
      all.read(page.reader(descriptor), size);
    }
    return all.refused < 0 ? all : null;
  }

  /**
   * Number of rows that can be decoded next, at least 1. Reads the next page if it has to.
   *
   * @throws IllegalArgumentException if there is none
   */
  int ready() throws IOException {
    while (page == null || decoded == page.rows()) {
      giveBack();
      DataPage data = pages.readPage();
      if (data == null || data.getValueCount() < 0 || data.getValueCount() > left) {
        throw Runs.damaged();
      }
      left -= data.getValueCount();
      begin(PageData.of(data, descriptor));
    }
    return page.rows() - decoded;
  }

  /** Gives back the memory of a page that is read. The library's readers may still need theirs. */
  private void giveBack() {
    if (own && (inDictionary != null || at >= 0)) {
      memory.giveBack(page.bytes());
    }
    own = false;
  }

  private void begin(PageData data) throws IOException {
    page = data;
    own = memory.isLast(data.bytes());
    decoded = 0;
    inDictionary = null;
    at = -1;
    if (data.encoding().usesDictionary()) {
      if (dictionary != null) {
        inDictionary = inDictionary(data);
      } else {
        open(byLibrary(data.encoding()));
      }
    } else if (plain && data.encoding() == Encoding.PLAIN) {
      at = data.from();
    } else {
      open(data.encoding().getValuesReader(descriptor, ValuesType.VALUES));
    }
  }

  private static Runs inDictionary(PageData data) {
    int from = data.from();
    int end = data.bytes().length;
    // a page of nulls only may have nothing at all
    return from == end
        ? new Runs(data.bytes(), from, end, 0)
        : new Runs(data.bytes(), from + 1, end, data.bytes()[from] & 0xFF);
  }

  private ValuesReader byLibrary(Encoding encoding) throws IOException {
    if (dictionaryPage == null) {
      throw Runs.damaged();
    }
    if (plainDictionary == null) {
      plainDictionary = encoding.initDictionary(descriptor, dictionaryPage);
    }
    return encoding.getDictionaryBasedValuesReader(descriptor, ValuesType.VALUES, plainDictionary);
  }

  private void open(ValuesReader next) throws IOException {
    if (reader != null
        && next instanceof RequiresPreviousReader follower
        && CorruptDeltaByteArrays.requiresSequentialReads(createdBy, page.encoding())) {
      // old writers let a page continue the strings of the page before
      follower.setPreviousReader(reader);
    }
    reader = next;
    reader.initFromPage(page.rows(), page.stream());
  }

  /** Whether rows have the values behind their slots. */
  boolean isPiece() {
    return leaf.isPiece();
  }

  /** Decodes the next {@code rows} rows, at most as many as are ready and {@link #BATCH}. */
  void decode(int rows) {
    int missing = page.nulls() == null ? 0 : page.nulls().next(nulls, rows);
    int count = rows - missing;
    hasNulls = missing > 0;
    row = 0;
    decoded += rows;
    next = 0;
    if (inDictionary != null) {
      inDictionary.read(places, count);
      values.choose(dictionary, places, count);
    } else if (at >= 0) {
      at = values.plain(page.bytes(), at, count);
    } else {
      values.read(reader, count);
    }
  }

  /**
   * Copies the slots of the rows that are decoded.
   *
   * @return the first row whose value is refused; {@code rows} if none is
   */
  int copy(RowBatch to, int rows) {
    if (!hasNulls) {
      int good = values.refused < 0 ? rows : values.refused;
      to.slots(position, values.slots, good);
      return good;
    }
    for (int i = 0; i < rows; i++) {
      if (nulls[i]) {
        to.setNull(i, position);
      } else if (next == values.refused) {
        return i;
      } else {
        to.slot(i, position, values.slots[next++]);
      }
    }
    return rows;
  }

  /** Why a value is refused. */
  RuntimeException refusal() {
    return values.reason;
  }

  /** Copies the piece of the next row, which is decoded. */
  void copy(RowBuffer to) {
    if (hasNulls && nulls[row++]) {
      if (wide) {
        to.setWideNull(position);
      } else {
        to.setNull(position);
      }
      return;
    }
    int value = next++;
    if (value == values.refused) {
      throw values.reason;
    }
    if (wide) {
      to.wide(position, values.bytes, values.offsets[value], values.lengths[value]);
    } else {
      to.piece(position, values.bytes, values.offsets[value], values.lengths[value]);
    }
  }
}
