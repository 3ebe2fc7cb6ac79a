/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.LookupFile;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.cursor.MergedCursor;
import io.indexkv.file.format.Compression;
import io.indexkv.file.format.StoreFileOptions;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.read.LayerMerge;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotFiles;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Merges the newest layers of a version according to a plan.
 *
 * @param count number of layers to merge
 */
record LayerFold(
    Storage storage, Manifest base, int count, CompactionPlan plan, LayerFold.Output output) {
  /**
   * How the merged files are written.
   *
   * @param fileBytes size in bytes of a full file
   * @param compression null for that of the oldest layer
   * @param watch hears of the progress
   */
  record Output(long fileBytes, Compression compression, WriteWatch watch) {}

  /** Writes the ranges of the plan. The caller must keep or close the files. */
  LayerFiles write() throws IOException {
    // without a limit on compression: what this reads, it writes again as compressed as it was
    ReadMode mode =
        ReadMode.cached(ReadMode.DEFAULT_CACHE_BYTES).maxCompressionRatio(Long.MAX_VALUE);
    List<Layer> read = base.layers().subList(0, count);
    try (SnapshotFiles reader = SnapshotFiles.open(storage, base, mode, read)) {
      LayerFiles out =
          LayerFiles.ofChanges(storage, options(reader.files().files()), output.fileBytes());
      try {
        output.watch().merging(entriesToMerge());
        for (CompactionPlan.KeyRange range : plan.ranges()) {
          merge(reader.files(), range, out);
          out.endFile();
        }
        return out;
      } catch (Throwable e) {
        abandon(out, e);
        throw e;
      }
    }
  }

  private static void abandon(LayerFiles out, Throwable failure) {
    try {
      out.close();
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void merge(OpenSnapshot files, CompactionPlan.KeyRange range, LayerFiles out)
      throws IOException {
    boolean keepDeletes = count < base.layers().size();
    // the smallest key behind the last one
    byte[] to = Arrays.copyOf(range.to(), range.to().length + 1);
    LayerMerge layers = files.changes(count, range.from(), to);
    MergedCursor current = layers.current();
    ChangeCopy copy = new ChangeCopy(out);
    while (layers.next()) {
      if (!layers.isDelete()) {
        copy.entry(current);
      } else if (keepDeletes) {
        copy.delete(current);
      }
      output.watch().merged((long) current.keyLength() + current.valueLength());
    }
  }

  /**
   * The options for new files: those of the last file with entries. It is from the oldest layer
   * that has entries.
   */
  private StoreFileOptions options(List<LookupFile> files) {
    // the readers are in the order of the manifest's files
    int last = -1;
    int next = 0;
    for (Layer layer : base.layers().subList(0, count)) {
      last = layer.files().isEmpty() ? last : next + layer.files().size() - 1;
      next += layer.names().size();
    }
    StoreFileOptions like = ((StoreFileReader) files.get(Math.max(0, last))).options();
    return new StoreFileOptions(
        like.keyWidth(),
        like.alignment(),
        like.blockSize(),
        output.compression() == null ? like.compression() : output.compression(),
        StoreProperties.with(
            base.interval().orElse(null),
            StoreProperties.ofNewSchema(
                StoreProperties.ofDeletes(like.properties()), base.schema(), base.keyColumns())));
  }

  /** Maximum number of entries to merge. It includes deleted and replaced ones. */
  private long entriesToMerge() {
    long all =
        base.layers().subList(0, count).stream()
            .flatMap(Layer::all)
            .mapToLong(f -> f.info().entries())
            .sum();
    return all - plan.kept().all().mapToLong(f -> f.info().entries()).sum();
  }

  /** The layer that consists of the kept files and the written ones. */
  Layer joined(Layer written) {
    return new Layer(
        joined(plan.kept().files(), written.files()),
        joined(plan.kept().deletes(), written.deletes()));
  }

  private static List<DataFile> joined(List<DataFile> kept, List<DataFile> written) {
    return Stream.concat(kept.stream(), written.stream()).toList();
  }
}
