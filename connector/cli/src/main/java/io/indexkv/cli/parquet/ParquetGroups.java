/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.importing.GroupRows;
import io.indexkv.cli.importing.SourceFile;
import io.indexkv.cli.parquet.ParquetColumns.Wanted;
import io.indexkv.cli.rows.RowBuffer;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;

/** The rows of groups of Parquet files. Keeps the file of the last group open. */
final class ParquetGroups implements GroupRows {
  private final List<SourceFile> files;
  private final Wanted wanted;
  private final List<Place> groups;
  private final GroupMemory memory = new GroupMemory();
  private int openFile = -1;
  private ParquetFile file;
  private long firstRow;
  private PageReadStore pages;
  private GroupReader group;

  /** Where a group is: the file, and its number in the file. */
  record Place(int file, int group) {}

  ParquetGroups(List<SourceFile> files, Wanted wanted, List<Place> groups) {
    this.files = files;
    this.wanted = wanted;
    this.groups = groups;
  }

  @Override
  public void open(int number) throws IOException {
    Place place = groups.get(number);
    end();
    firstRow = 0;
    if (place.file != openFile) {
      close();
      file = ParquetFile.open(files.get(place.file), wanted, memory);
      openFile = place.file;
    }
    try {
      firstRow = file.firstRow(place.group);
      pages = file.group(place.group);
      group = new GroupReader(pages, file);
    } catch (RuntimeException e) {
      throw ParquetFile.failed(place(), e);
    }
  }

  @Override
  public boolean next(RowBuffer row) throws IOException {
    try {
      return group.next(row);
    } catch (RuntimeException e) {
      throw ParquetFile.failed(place(), e);
    }
  }

  @Override
  public String place() {
    return file == null
        ? "the files"
        : file.name() + ", row " + (firstRow + (group == null ? 0 : group.read()));
  }

  /** Ends the group, whose memory the next one gets. */
  private void end() {
    group = null;
    if (pages != null) {
      pages.close();
      pages = null;
    }
  }

  @Override
  public void close() throws IOException {
    end();
    openFile = -1;
    if (file != null) {
      file.close();
      file = null;
    }
  }
}
