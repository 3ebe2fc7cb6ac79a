/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.OverwriteConflict;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.store.AlreadyAppliedException;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.BatchMark;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.IntervalCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.PhysicalWriteInfo;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driver's side of a write: the tasks write files, and the driver publishes them in one step.
 */
final class IndexKvBatchWrite implements BatchWrite {
  private static final Logger LOG = LoggerFactory.getLogger(IndexKvBatchWrite.class);

  private final StoreWrite write;
  private final Publication publication;
  private final FirstDirectories directories;
  private final LayerRoom room;
  private boolean outcomeUnknown;

  // numbers of rows that were left out, and of rows that repeat a key, for the summary
  private long nullKeys;
  private long replaced;
  private long repeated;

  /** Publishes the files of all tasks as the next version. */
  interface Publication {
    /**
     * Publishes the next version.
     *
     * @param mark that it gets; null if the write has no number
     */
    Manifest publish(Layer files, BatchMark mark) throws IOException;
  }

  /** Publishes an upsert or an overwrite. */
  IndexKvBatchWrite(StoreWrite write) {
    this(write, null);
  }

  /**
   * Publishes in another way.
   *
   * @param publication null for an upsert or an overwrite
   */
  IndexKvBatchWrite(StoreWrite write, Publication publication) {
    this.write = write;
    this.publication = publication == null ? this::overwriteOrUpsert : publication;
    this.directories = new FirstDirectories(write);
    this.room = new LayerRoom(write);
  }

  @Override
  public IndexKvDataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
    begin();
    return new IndexKvDataWriterFactory(write);
  }

  /** Call it before the first task writes. */
  void begin() {
    directories.look();
  }

  /**
   * False. No coordinator is needed: file names are unique to an attempt, and the driver publishes
   * only files that a task has reported.
   */
  @Override
  public boolean useCommitCoordinator() {
    return false;
  }

  @Override
  public void commit(WriterCommitMessage[] messages) {
    commit(messages, write.options().batch());
  }

  /**
   * Publishes the files of the tasks, unless the store has the batch already.
   *
   * @param mark of the batch; null if it has no number
   */
  void commit(WriterCommitMessage[] messages, BatchMark mark) {
    CommitMetrics metrics = new CommitMetrics();
    Layer files = CommitCheck.check(messages, write.rows().key().type());
    nullKeys = sum(messages, TaskFiles::nullKeys);
    replaced = sum(messages, TaskFiles::replaced);
    repeated = sum(messages, TaskFiles::repeated);
    metrics.phase(WriteMetrics.CheckTime.NAME);
    metrics.set(
        WriteMetrics.FileBytes.NAME, files.all().mapToLong(file -> file.info().length()).sum());
    if (mark != null && files.isEmpty() && changesNothing()) {
      LOG.debug("store {}: {} has no rows, so there is no new version", write.location(), mark);
      sweep(Set.of());
      directories.deleteEmpty();
      return;
    }
    try {
      Manifest manifest = publish(files, mark);
      metrics.phase(WriteMetrics.PublishTime.NAME);
      LOG.info("store {}: published version {}", write.location(), manifest.version());
      // deletes the files of attempts that finished, but whose result Spark did not use
      sweep(files.all().map(DataFile::name).collect(Collectors.toSet()));
      metrics.phase(WriteMetrics.CleanTime.NAME);
      if (mark != null) {
        room.keep(manifest);
        metrics.phase(WriteMetrics.FoldTime.NAME);
      }
      metrics.post();
    } catch (AlreadyAppliedException e) {
      LOG.warn("store {}: {}", write.location(), e.getMessage());
      sweep(Set.of());
    }
  }

  /**
   * True if a numbered batch without rows needs no version: an upsert changes nothing. Nor does a
   * stream that replaces all rows if there are none. A first batch write makes the store.
   */
  private boolean changesNothing() {
    boolean stream = write.options().writeTasks() > 0;
    if (write.effect() == WriteKind.UPSERT) {
      boolean sameColumns = write.rows().below().equals(write.rows().schemaText());
      return stream || write.base().version() > 0 && sameColumns;
    }
    return stream && isEmpty();
  }

  private boolean isEmpty() {
    try {
      return new VersionLog(write.storage()).latest().stream().allMatch(m -> m.layers().isEmpty());
    } catch (IOException e) {
      throw StoreFailure.of(write.location(), e);
    }
  }

  private Manifest publish(Layer files, BatchMark mark) {
    outcomeUnknown = true;
    try {
      Manifest manifest = publication.publish(files, mark);
      outcomeUnknown = false;
      return manifest;
    } catch (CommitStateUnknownException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (IOException e) {
      outcomeUnknown = false;
      throw new UncheckedIOException(e.getMessage(), e);
    } catch (RuntimeException e) {
      outcomeUnknown = false;
      throw e;
    }
  }

  private Manifest overwriteOrUpsert(Layer files, BatchMark mark) throws IOException {
    return write.effect() == WriteKind.UPSERT
        ? upsert(files, mark)
        : overwrite(files.files(), mark);
  }

  private Manifest overwrite(List<DataFile> files, BatchMark mark) throws IOException {
    VersionLog snapshots = versions(mark);
    String schema = write.rows().schemaText();
    List<String> names = write.rows().key().names();
    List<String> labels = write.rows().key().labels();
    return write.options().overwriteConflict() == OverwriteConflict.REPLACE
        ? snapshots.replace(schema, names, labels, files, properties(mark))
        : snapshots.overwrite(write.base(), schema, names, labels, files, properties(mark));
  }

  private Manifest upsert(Layer layer, BatchMark mark) throws IOException {
    if (mark != null) {
      room.make();
    }
    return versions(mark)
        .upsert(
            write.rows().below(),
            write.rows().schemaText(),
            write.rows().key().names(),
            write.rows().key().labels(),
            layer,
            properties(mark),
            // other writers may have added layers since; a numbered batch need not fail for that
            mark == null ? write.options().maxLayers() : Integer.MAX_VALUE);
  }

  private VersionLog versions(BatchMark mark) throws IOException {
    Storage storage = write.storage();
    return new VersionLog(storage, author(mark), new IntervalCheck(storage));
  }

  private Map<String, String> properties(BatchMark mark) {
    Map<String, String> properties = write.manifestProperties();
    return mark == null ? properties : mark.in(properties);
  }

  private static long sum(WriterCommitMessage[] messages, ToLongFunction<TaskFiles> number) {
    return Arrays.stream(messages).map(TaskFiles.class::cast).mapToLong(number).sum();
  }

  private Author author(BatchMark mark) {
    Author author = SparkAuthor.ofSession();
    Map<String, Long> counts =
        Map.of("nullKeys", nullKeys, "replaced", replaced, "repeated", repeated);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      if (count.getValue() > 0) {
        author = author.with(count.getKey(), Long.toString(count.getValue()));
      }
    }
    return mark == null ? author : author.with("batch", mark.property() + "=" + mark.number());
  }

  @Override
  public void abort(WriterCommitMessage[] messages) {
    if (outcomeUnknown) {
      LOG.warn(
          "store {}: it is not known whether a version was published, so no file of write {} is"
              + " deleted",
          write.location(),
          write.id());
      return;
    }
    sweep(Set.of());
    directories.deleteEmpty();
  }

  /**
   * Deletes the files of this write except for {@code kept}, including temporary files of lost
   * executors. Never throws, because such files are merely left over.
   */
  private void sweep(Set<String> kept) {
    try {
      Storage storage = write.storage();
      for (String name : storage.list(DataFile.DIRECTORY)) {
        if (name.contains(write.id()) && !kept.contains(name)) {
          delete(storage, name);
        }
      }
    } catch (IOException | RuntimeException e) {
      warnOfLeftovers("files of write " + write.id() + " that belong to no version", e);
    }
  }

  private void delete(Storage storage, String name) {
    try {
      storage.delete(name);
    } catch (IOException | RuntimeException e) {
      warnOfLeftovers(name + ", which belongs to no version,", e);
    }
  }

  private void warnOfLeftovers(String what, Exception e) {
    LOG.warn("store {}: {} could not be deleted; a vacuum will do that", write.location(), what, e);
  }

  @Override
  public String toString() {
    return "IndexKvBatchWrite(" + write.location() + ", " + write.id() + ")";
  }
}
