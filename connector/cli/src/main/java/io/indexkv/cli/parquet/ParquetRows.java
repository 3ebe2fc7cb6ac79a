/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.importing.GroupRows;
import io.indexkv.cli.importing.RowSource;
import io.indexkv.cli.importing.SourceFile;
import io.indexkv.cli.importing.StoreField;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.parquet.ParquetColumns.ParquetColumn;
import io.indexkv.cli.parquet.ParquetColumns.Wanted;
import io.indexkv.cli.rows.RowBuffer;
import io.indexkv.cli.store.EntryColumns;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The rows of Parquet files. All files have the same columns, in any order. */
public final class ParquetRows implements RowSource {
  private final List<SourceFile> files;
  private final Wanted wanted;
  private final List<StoreField> columns;
  private final List<ParquetGroups.Place> groups;
  private final long rows;
  private final GroupRows inOrder;
  private int nextGroup;

  private ParquetRows(
      List<SourceFile> files,
      Wanted wanted,
      List<StoreField> columns,
      List<ParquetGroups.Place> groups,
      long rows) {
    this.files = files;
    this.wanted = wanted;
    this.columns = columns;
    this.groups = groups;
    this.rows = rows;
    inOrder = openGroups();
  }

  /**
   * Looks at the files.
   *
   * @param wanted names of the columns to read, in this order; empty for all
   * @throws UsageException if a file lacks a column, or a store cannot have one
   */
  public static ParquetRows open(List<SourceFile> files, List<String> wanted) throws IOException {
    List<String> names = wanted;
    List<StoreField> columns = null;
    List<ParquetGroups.Place> groups = new ArrayList<>();
    long rows = 0;
    for (int f = 0; f < files.size(); f++) {
      SourceFile source = files.get(f);
      try (ParquetFile file = ParquetFile.open(source, new Wanted(names, List.of()))) {
        List<StoreField> found = file.columns().stream().map(ParquetColumn::field).toList();
        if (columns == null) {
          columns = found;
          names = columns.stream().map(StoreField::name).toList();
        }
        requireSame(columns, found, files.get(0).name(), source.name());
        for (int g = 0; g < file.groups(); g++) {
          groups.add(new ParquetGroups.Place(f, g));
        }
        rows += file.rows();
      }
    }
    return new ParquetRows(files, new Wanted(names, List.of()), columns, groups, rows);
  }

  /**
   * The same rows for a store that is changed, in the order of its columns.
   *
   * @param store its columns, which are those of these rows
   */
  public ParquetRows onto(List<StoreField> store) {
    List<String> names = store.stream().map(StoreField::name).toList();
    return new ParquetRows(files, new Wanted(names, store), store, groups, rows);
  }

  private static void requireSame(
      List<StoreField> first, List<StoreField> found, String firstName, String name) {
    for (int i = 0; i < first.size(); i++) {
      if (!first.get(i).type().equals(found.get(i).type())) {
        throw new UsageException(
            "column %s is %s in %s, and %s in %s"
                .formatted(
                    Text.escaped(first.get(i).name()),
                    EntryColumns.typeText(first.get(i).type()),
                    Text.escaped(firstName),
                    EntryColumns.typeText(found.get(i).type()),
                    Text.escaped(name)),
            "import files of the same columns");
      }
    }
  }

  @Override
  public List<StoreField> columns() {
    return columns;
  }

  @Override
  public boolean next(RowBuffer row) throws IOException {
    while (nextGroup == 0 || !inOrder.next(row)) {
      if (nextGroup == groups.size()) {
        return false;
      }
      inOrder.open(nextGroup++);
    }
    return true;
  }

  @Override
  public String place() {
    return inOrder.place();
  }

  @Override
  public int groups() {
    return groups.size();
  }

  @Override
  public GroupRows openGroups() {
    return new ParquetGroups(files, wanted, groups);
  }

  @Override
  public OptionalLong expected() {
    return OptionalLong.of(rows);
  }

  @Override
  public List<byte[]> sample(List<StoreField> key) throws IOException {
    return new KeySample(key).of(files);
  }

  @Override
  public void close() throws IOException {
    inOrder.close();
  }
}
