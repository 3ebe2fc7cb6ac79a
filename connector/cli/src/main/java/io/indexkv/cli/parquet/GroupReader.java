/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.parquet.ParquetColumns.ParquetColumn;
import io.indexkv.cli.rows.NestedBytes;
import io.indexkv.cli.rows.RowBatch;
import io.indexkv.cli.rows.RowBuffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads the rows of a group. Columns without parts are decoded in batches, which is fast. The
 * library assembles nested columns.
 */
final class GroupReader {
  private final List<ParquetColumn> columns;
  private final long rows;
  private final FlatColumn[] flat;

  /** Those of the flat columns whose values are behind the slots. */
  private final FlatColumn[] pieces;

  private final RowBatch batch;

  /** Null if no column is nested. */
  private final RecordReader<Object[]> nested;

  private final int[] nestedColumns;
  private long read;

  /** Number of rows that are decoded in all flat columns. */
  private long decoded;

  /** The next row of the batch. */
  private int inBatch;

  /** The first row of the batch that is refused. */
  private int refused;

  private RuntimeException refusal;

  GroupReader(PageReadStore pages, ParquetFile file) {
    columns = file.columns();
    rows = pages.getRowCount();
    if (rows < 0) {
      throw Runs.damaged();
    }
    List<FlatColumn> flatColumns = new ArrayList<>();
    List<Type> groups = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).leaf() != null) {
        flatColumns.add(flat(i, pages, file));
      } else {
        groups.add(columns.get(i).type());
        positions.add(i);
      }
    }
    flat = flatColumns.toArray(FlatColumn[]::new);
    pieces = flatColumns.stream().filter(FlatColumn::isPiece).toArray(FlatColumn[]::new);
    batch = new RowBatch(columns.size(), FlatColumn.BATCH);
    nestedColumns = positions.stream().mapToInt(i -> i).toArray();
    nested =
        groups.isEmpty()
            ? null
            : new ColumnIOFactory(file.createdBy())
                .getColumnIO(new MessageType("nested", groups))
                .getRecordReader(pages, new Values());
  }

  private FlatColumn flat(int position, PageReadStore pages, ParquetFile file) {
    ParquetColumn column = columns.get(position);
    ColumnDescriptor descriptor =
        new MessageType("flat", List.of(column.type()))
            .getColumnDescription(new String[] {column.field().name()});
    return new FlatColumn(
        column,
        position,
        descriptor,
        pages.getPageReader(descriptor),
        rows,
        file.createdBy(),
        file.pageMemory());
  }

  /** Writes the next row; false at the end. */
  boolean next(RowBuffer row) throws IOException {
    if (read == rows) {
      return false;
    }
    read++;
    if (read > decoded) {
      decode();
    }
    if (inBatch == refused) {
      throw refusal;
    }
    row.begin(batch, inBatch++);
    for (FlatColumn column : pieces) {
      column.copy(row);
    }
    if (nested != null) {
      Object[] values = nested.read();
      for (int i = 0; i < values.length; i++) {
        int column = nestedColumns[i];
        NestedBytes.write(row, column, columns.get(column).field().type(), values[i]);
      }
    }
    return true;
  }

  /** Decodes as many rows as are in the current pages of all flat columns, up to a batch. */
  private void decode() throws IOException {
    int count = (int) Math.min(FlatColumn.BATCH, rows - decoded);
    for (FlatColumn column : flat) {
      count = Math.min(count, column.ready());
    }
    batch.begin(count);
    inBatch = 0;
    refused = count;
    for (FlatColumn column : flat) {
      column.decode(count);
      if (!column.isPiece()) {
        int good = column.copy(batch, count);
        if (good < refused) {
          refused = good;
          refusal = column.refusal();
        }
      }
    }
    decoded += count;
  }

  /** Number of rows read. */
  long read() {
    return read;
  }

  /** The nested columns of a row as raw values. */
  private final class Values extends RecordMaterializer<Object[]> {
    private Object[] values;
    private final Node.Group root =
        new Node.Group() {
          @Override
          public void start() {
            values = new Object[nestedColumns.length];
          }

          @Override
          public void end() {}
        };

    Values() {
      for (int i = 0; i < nestedColumns.length; i++) {
        int column = i;
        root.add(columns.get(nestedColumns[i]).node().converter(v -> values[column] = v));
      }
    }

    @Override
    public Object[] getCurrentRecord() {
      return values;
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }
  }
}
