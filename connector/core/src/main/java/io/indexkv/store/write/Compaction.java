/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.error.CommitConflictException;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.file.format.Compression;
import io.indexkv.store.CommitRetry;
import io.indexkv.store.NextVersion;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.LayerRows;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Folds layers, and small files, into files of a target size. The new version has the same entries,
 * and lookups in it are faster. Immutable: each method returns a changed compaction.
 *
 * <p>A file stays as it is if it is large enough, no newer file overlaps it, and its rows have the
 * schema of the version. Layers that other writers put on top meanwhile stay on top. {@link
 * io.indexkv.store.Vacuum} deletes the replaced files once no version lists them.
 *
 * @param fileBytes size in bytes of a full file; files below half of it are merged with their
 *     neighbours
 * @param newestLayers number of layers to fold, 0 for all; if not all are folded, deleted keys are
 *     kept
 * @param compression compression with which all files are rewritten; null to write with that of the
 *     oldest layer, and leave files that need not be merged as they are
 * @param watch hears of the progress; an exception from it cancels the compaction and leaves
 *     nothing
 * @param author author of the version that this commits
 */
public record Compaction(
    Storage storage,
    long fileBytes,
    int newestLayers,
    Compression compression,
    WriteWatch watch,
    Author author) {
  public static final long DEFAULT_FILE_BYTES = 1L << 30;

  public Compaction {
    if (fileBytes < 1 || newestLayers < 0) {
      throw new IllegalArgumentException(
          "a compaction needs files of at least 1 byte and no negative number of layers, has %d, %d"
              .formatted(fileBytes, newestLayers));
    }
  }

  /** Folds all layers into files of 1 GiB. The author is this process. */
  public Compaction(Storage storage) {
    this(storage, DEFAULT_FILE_BYTES, 0, null, WriteWatch.NONE, Author.process());
  }

  /**
   * Sets the size in bytes of a full file; 1 GiB by default.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public Compaction toFilesOf(long bytes) {
    return new Compaction(storage, bytes, newestLayers, compression, watch, author);
  }

  /**
   * Folds only the newest layers, which costs less. Keys that they delete stay marked as deleted.
   *
   * @param count number of layers; 0, or more than there are, for all
   * @throws IllegalArgumentException if it is negative
   */
  public Compaction ofNewestLayers(int count) {
    return new Compaction(storage, fileBytes, count, compression, watch, author);
  }

  public Compaction compressedBy(Compression how) {
    return new Compaction(storage, fileBytes, newestLayers, how, watch, author);
  }

  public Compaction watchedBy(WriteWatch listener) {
    return new Compaction(storage, fileBytes, newestLayers, compression, listener, author);
  }

  public Compaction by(Author committer) {
    return new Compaction(storage, fileBytes, newestLayers, compression, watch, committer);
  }

  /**
   * Compacts the newest version.
   *
   * @return the new version, or empty if there is nothing to gain
   * @throws NoSuchFileException if there is no store
   * @throws CommitConflictException if an overwrite, a rollback or another compaction replaced the
   *     layers meanwhile; nothing was published
   * @throws CommitStateUnknownException if the storage does not tell whether the commit happened;
   *     nothing was deleted
   */
  public Optional<Manifest> run() throws IOException {
    Manifest base = newest();
    int count = count(base);
    List<Layer> layers = base.layers().subList(0, count);
    CompactionPlan plan = plan(base, count);
    if (isUseless(base, count, plan)) {
      return Optional.empty();
    }
    LayerFold fold =
        new LayerFold(
            storage, base, count, plan, new LayerFold.Output(fileBytes, compression, watch));
    try (LayerFiles files = fold.write()) {
      Layer written = files.finish();
      ListedFileCheck.checkLengths(storage, written.all().toList());
      try {
        Manifest manifest =
            commit(base, layers, fold.joined(written), written, isWhole(base, count));
        files.keep();
        return Optional.of(manifest);
      } catch (CommitStateUnknownException | Error e) {
        files.keep();
        throw e;
      }
    }
  }

  /**
   * Plans the compaction of the newest version, and writes nothing.
   *
   * @return length in bytes of the files that it would merge into new ones; empty if there is
   *     nothing to gain
   * @throws NoSuchFileException if there is no store
   */
  public OptionalLong dryRun() throws IOException {
    Manifest base = newest();
    int count = count(base);
    CompactionPlan plan = plan(base, count);
    return isUseless(base, count, plan)
        ? OptionalLong.empty()
        : OptionalLong.of(plan.mergedBytes());
  }

  private Manifest newest() throws IOException {
    return new VersionLog(storage)
        .latest()
        .orElseThrow(() -> new NoSuchFileException(storage.location(), null, "no store here"));
  }

  /** Number of layers to fold. */
  private int count(Manifest base) {
    int all = base.layers().size();
    return newestLayers == 0 ? all : Math.min(all, newestLayers);
  }

  private static boolean isWhole(Manifest base, int count) {
    return count == base.layers().size();
  }

  private CompactionPlan plan(Manifest base, int count) {
    long small = compression == null ? fileBytes / 2 : Long.MAX_VALUE;
    return CompactionPlan.of(base.layers().subList(0, count), small, isWhole(base, count));
  }

  private static boolean isUseless(Manifest base, int count, CompactionPlan plan) {
    boolean deletesToDrop =
        isWhole(base, count)
            && base.layers().subList(0, count).stream().anyMatch(l -> !l.deletes().isEmpty());
    return plan.rewritesNothing() && count < 2 && !deletesToDrop;
  }

  private Manifest commit(
      Manifest base, List<Layer> folded, Layer layer, Layer written, boolean deletesDropped)
      throws IOException {
    Map<String, String> summary =
        Map.of(
            "layersFolded", Integer.toString(folded.size()),
            "bytesWritten", Long.toString(written.all().mapToLong(f -> f.info().length()).sum()));
    return new CommitRetry(storage)
        .commit(
            newest -> {
              Manifest below = newest.orElseThrow(() -> replaced(base, base.version()));
              int at = below.indexOf(folded);
              boolean last = at + folded.size() == below.layers().size();
              if (at < 0 || deletesDropped && !last) {
                throw replaced(base, below.version());
              }
              boolean altered = !below.schema().equals(base.schema());
              // a rollback may need columns that the converted rows do not have any more
              if (altered && folded.stream().anyMatch(Layer::isOld)) {
                throw replaced(base, below.version());
              }
              return new NextVersion(newest, author)
                  .compact(
                      at,
                      folded.size(),
                      LayerRows.under(below.schema(), layer, base.schema()),
                      summary);
            });
  }

  private CommitConflictException replaced(Manifest base, long version) {
    return new CommitConflictException(
        ("version %d of the store %s was replaced during its compaction: version %d has other"
                + " layers; nothing was published. Compact again")
            .formatted(base.version(), storage.location(), version),
        version);
  }
}
