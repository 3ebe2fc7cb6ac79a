/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.OverwriteConflict;
import io.indexkv.error.CommitStateUnknownException;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.write.BatchWrite;
import org.apache.spark.sql.connector.write.DataWriterFactory;
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
  private boolean outcomeUnknown;

  /** Publishes the files of all tasks as the next version. */
  interface Publication {
    Manifest publish(Layer files) throws IOException;
  }

  IndexKvBatchWrite(StoreWrite write) {
    this(write, files -> overwriteOrUpsert(write, files));
  }

  IndexKvBatchWrite(StoreWrite write, Publication publication) {
    this.write = write;
    this.publication = publication;
    this.directories = new FirstDirectories(write);
  }

  @Override
  public DataWriterFactory createBatchWriterFactory(PhysicalWriteInfo info) {
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
    Layer files = CommitCheck.check(messages, write.rows().key().type());
    Manifest manifest = publish(files);
    LOG.info("store {}: published version {}", write.location(), manifest.version());
    // deletes the files of attempts that finished, but whose result Spark did not use
    sweep(files.all().map(DataFile::name).collect(Collectors.toSet()));
  }

  private Manifest publish(Layer files) {
    outcomeUnknown = true;
    try {
      Manifest manifest = publication.publish(files);
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

  private static Manifest overwriteOrUpsert(StoreWrite write, Layer files) throws IOException {
    return write.effect() == WriteKind.UPSERT
        ? upsert(write, files)
        : overwrite(write, files.files());
  }

  private static Manifest overwrite(StoreWrite write, List<DataFile> files) throws IOException {
    VersionLog snapshots =
        new VersionLog(write.storage(), SparkAuthor.of(SparkSession.active().sparkContext()));
    String schema = write.rows().schemaText();
    List<String> names = write.rows().key().names();
    List<String> labels = write.rows().key().labels();
    Map<String, String> properties = write.manifestProperties();
    return write.options().overwriteConflict() == OverwriteConflict.REPLACE
        ? snapshots.replace(schema, names, labels, files, properties)
        : snapshots.overwrite(write.base(), schema, names, labels, files, properties);
  }

  private static Manifest upsert(StoreWrite write, Layer layer) throws IOException {
    return new VersionLog(write.storage(), SparkAuthor.of(SparkSession.active().sparkContext()))
        .upsert(
            write.rows().below(),
            write.rows().schemaText(),
            write.rows().key().names(),
            write.rows().key().labels(),
            layer,
            write.manifestProperties(),
            write.options().maxLayers());
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
