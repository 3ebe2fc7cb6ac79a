/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.importing.SourceFile;
import io.indexkv.cli.importing.StoreField;
import io.indexkv.cli.parquet.ParquetColumns.Wanted;
import io.indexkv.cli.rows.RowBuffer;
import io.indexkv.cli.rows.RowKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.column.page.PageReadStore;

/** Takes keys from the beginnings of some groups of rows. It reads the key's columns only. */
record KeySample(List<StoreField> key) {
  private static final int GROUPS = 16;
  private static final int ROWS = 1000;

  List<byte[]> of(List<SourceFile> files) throws IOException {
    List<byte[]> sample = new ArrayList<>();
    GroupMemory memory = new GroupMemory();
    int fileStep = Math.max(1, files.size() / GROUPS);
    for (int i = 0; i < files.size(); i += fileStep) {
      take(files.get(i), Math.max(1, GROUPS / files.size()), memory, sample);
    }
    return sample;
  }

  private void take(SourceFile source, int groups, GroupMemory memory, List<byte[]> sample)
      throws IOException {
    List<String> names = key.stream().map(StoreField::name).toList();
    RowKey keys =
        new RowKey(
            IntStream.range(0, key.size()).toArray(),
            key.stream().map(StoreField::keyType).toList());
    RowBuffer row = new RowBuffer(key.size());
    try (ParquetFile file = ParquetFile.open(source, new Wanted(names, List.of()), memory)) {
      int step = Math.max(1, file.groups() / groups);
      for (int g = 0; g < file.groups(); g += step) {
        try (PageReadStore pages = file.group(g)) {
          GroupReader reader = new GroupReader(pages, file);
          for (int i = 0; i < ROWS && reader.next(row); i++) {
            if (keys.nullColumn(row) < 0) {
              sample.add(keys.encode(row).toByteArray());
            }
          }
        }
      }
    } catch (RuntimeException e) {
      // the import itself reports the file and the row
      return;
    }
  }
}
