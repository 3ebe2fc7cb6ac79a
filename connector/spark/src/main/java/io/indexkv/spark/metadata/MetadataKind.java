/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import io.indexkv.store.CommittedVersion;
import io.indexkv.store.Pin;
import io.indexkv.store.Tag;
import io.indexkv.store.Tags;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Which facts of a store a metadata table shows. Names and columns are those of Iceberg. */
enum MetadataKind {
  /** When each version became the newest, and whether the newest descends from it. */
  HISTORY(
      "made_current_at TIMESTAMP NOT NULL, snapshot_id BIGINT NOT NULL, parent_id BIGINT,"
          + " is_current_ancestor BOOLEAN NOT NULL",
      false) {
    @Override
    List<InternalRow> rows(String location, Storage storage, Pin pin) throws IOException {
      List<CommittedVersion> versions = ascending(storage);
      Set<Long> ancestors = Ancestors.ofNewest(versions);
      return versions.stream()
          .map(
              v ->
                  LocalRow.of(
                      LocalRow.time(v.time()),
                      v.version(),
                      parent(v),
                      ancestors.contains(v.version())))
          .toList();
    }
  },

  /** What the commit of each version did. */
  SNAPSHOTS(
      "committed_at TIMESTAMP NOT NULL, snapshot_id BIGINT NOT NULL, parent_id BIGINT,"
          + " operation STRING NOT NULL, summary MAP<STRING, STRING> NOT NULL",
      false) {
    @Override
    List<InternalRow> rows(String location, Storage storage, Pin pin) throws IOException {
      return ascending(storage).stream()
          .map(
              v ->
                  LocalRow.of(
                      LocalRow.time(v.time()),
                      v.version(),
                      parent(v),
                      LocalRow.text(v.operation()),
                      LocalRow.map(v.summary())))
          .toList();
    }
  },

  /** The store files of a version. */
  FILES(
      "content INT NOT NULL, file_path STRING NOT NULL, file_format STRING NOT NULL,"
          + " layer INT NOT NULL, record_count BIGINT NOT NULL, file_size_in_bytes BIGINT NOT NULL,"
          + " lower_bound STRING NOT NULL, upper_bound STRING NOT NULL",
      true) {
    @Override
    List<InternalRow> rows(String location, Storage storage, Pin pin) throws IOException {
      return new FileRows(location, version(storage, pin)).all();
    }
  },

  /** The tags of the store. */
  REFS("name STRING NOT NULL, type STRING NOT NULL, snapshot_id BIGINT NOT NULL", false) {
    @Override
    List<InternalRow> rows(String location, Storage storage, Pin pin) throws IOException {
      return new Tags(storage)
          .all().stream()
              .map(
                  (Tag tag) ->
                      LocalRow.of(LocalRow.text(tag.name()), LocalRow.text("TAG"), tag.version()))
              .toList();
    }
  },

  /** The properties of a version. */
  PROPERTIES("key STRING NOT NULL, value STRING NOT NULL", true) {
    @Override
    List<InternalRow> rows(String location, Storage storage, Pin pin) throws IOException {
      return PropertyRows.of(version(storage, pin));
    }
  };

  private final StructType schema;
  private final boolean ofOneVersion;

  MetadataKind(String ddl, boolean ofOneVersion) {
    this.schema = StructType.fromDDL(ddl);
    this.ofOneVersion = ofOneVersion;
  }

  /** The kind of this name, in upper or lower case. */
  static Optional<MetadataKind> of(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.label().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Name of the table behind the name of the store's table. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  StructType schema() {
    return schema;
  }

  /** Whether the rows describe one version, so that an older one can be asked for. */
  boolean isOfOneVersion() {
    return ofOneVersion;
  }

  /**
   * Reads the rows.
   *
   * @param location URI of the store
   * @param pin the version to describe, if the rows describe one
   */
  abstract List<InternalRow> rows(String location, Storage storage, Pin pin) throws IOException;

  private static List<CommittedVersion> ascending(Storage storage) throws IOException {
    return new VersionLog(storage)
        .history().stream().sorted((a, b) -> Long.compare(a.version(), b.version())).toList();
  }

  private static Long parent(CommittedVersion version) {
    return version.parent() == 0 ? null : version.parent();
  }

  private static Manifest version(Storage storage, Pin pin) throws IOException {
    return pin.resolve(storage)
        .orElseThrow(
            () -> new NoSuchFileException(storage.location(), null, "the store has been deleted"));
  }
}
