/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.parquet.ParquetColumns.ParquetColumn;
import io.indexkv.cli.rows.NestedBytes;
import io.indexkv.cli.rows.RowBuffer;
import io.indexkv.cli.rows.StoredTypes;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads the rows of a group. Columns without parts are read one by one, which is fast. The library
 * assembles nested columns.
 */
final class GroupReader {
  private final List<ParquetColumn> columns;
  private final long rows;
  private final ColumnReader[] readers;
  private final int[] definitionLevels;
  private final boolean[] wide;

  /** Null if no column is nested. */
  private final RecordReader<Object[]> nested;

  private final int[] nestedColumns;
  private long read;

  GroupReader(PageReadStore pages, ParquetFile file) {
    columns = file.columns();
    rows = pages.getRowCount();
    readers = new ColumnReader[columns.size()];
    definitionLevels = new int[columns.size()];
    wide = new boolean[columns.size()];
    List<Type> flat = new ArrayList<>();
    List<Type> groups = new ArrayList<>();
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      wide[i] = StoredTypes.isWide(columns.get(i).field().type());
      if (columns.get(i).leaf() != null) {
        flat.add(columns.get(i).type());
      } else {
        groups.add(columns.get(i).type());
        positions.add(i);
      }
    }
    openFlat(pages, new MessageType("flat", flat), file.createdBy());
    nestedColumns = positions.stream().mapToInt(i -> i).toArray();
    nested =
        groups.isEmpty()
            ? null
            : new ColumnIOFactory(file.createdBy())
                .getColumnIO(new MessageType("nested", groups))
                .getRecordReader(pages, new Values());
  }

  private void openFlat(PageReadStore pages, MessageType schema, String createdBy) {
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(pages, new NoConverter(), schema, createdBy);
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).leaf() != null) {
        ColumnDescriptor column =
            schema.getColumnDescription(new String[] {columns.get(i).field().name()});
        readers[i] = store.getColumnReader(column);
        definitionLevels[i] = column.getMaxDefinitionLevel();
      }
    }
  }

  /** Writes the next row; false at the end. */
  boolean next(RowBuffer row) {
    if (read == rows) {
      return false;
    }
    read++;
    row.begin();
    for (int i = 0; i < readers.length; i++) {
      ColumnReader reader = readers[i];
      if (reader == null) {
        continue;
      }
      if (reader.getCurrentDefinitionLevel() == definitionLevels[i]) {
        columns.get(i).leaf().copy(reader, row, i);
      } else if (wide[i]) {
        row.setWideNull(i);
      } else {
        row.setNull(i);
      }
      reader.consume();
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

  /** Stands where the library asks for converters. The columns' values are taken without them. */
  private static final class NoConverter extends GroupConverter {
    @Override
    public Converter getConverter(int index) {
      return new PrimitiveConverter() {};
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
