/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.CompactOptions;
import io.indexkv.StoreVersion;
import io.indexkv.Version;
import io.indexkv.file.format.Compression;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.network.util.JavaUtils;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Folds the layers of a store into one, and small files into larger ones. */
final class Compact {
  /** The level of zstd that writes have by default, too. */
  private static final int DEFAULT_LEVEL = 3;

  static final Procedure PROCEDURE =
      new Procedure(
          "compact",
          "Folds the layers of a store into one, and small files into larger ones.",
          List.of(
              Parameter.TABLE,
              Parameter.optional(
                  "target_file_size",
                  DataTypes.StringType,
                  "size of a full store file, for example 512m; 1g by default"),
              Parameter.optional(
                  "newest_layers",
                  DataTypes.IntegerType,
                  "how many of the newest layers to fold; all by default"),
              Parameter.optional(
                  "codec",
                  DataTypes.StringType,
                  "none, lz4 or zstd: rewrites all files so; by default the codec stays"),
              Parameter.optional(
                  "codec_level", DataTypes.IntegerType, "level of zstd, 1 to 22; 3 by default")),
          StructType.fromDDL(
              "rewritten_data_files_count INT NOT NULL, added_data_files_count INT NOT NULL,"
                  + " rewritten_bytes_count BIGINT NOT NULL, added_bytes_count BIGINT NOT NULL,"
                  + " snapshot_id BIGINT NOT NULL"),
          Compact::run);

  private Compact() {}

  private static List<InternalRow> run(ProcedureCall call) throws IOException {
    TargetStore store = call.store();
    Optional<StoreVersion> made = store.history().compact(options(call));
    if (made.isEmpty()) {
      long newest = store.history().version(Version.newest()).number();
      return ProcedureCall.row(0, 0, 0L, 0L, newest);
    }
    store.changed();
    VersionLog log = new VersionLog(store.storage());
    List<DataFile> before = log.pinned(made.get().parent()).files();
    Manifest now = log.pinned(made.get().number());
    List<DataFile> gone = without(before, now.files());
    List<DataFile> added = without(now.files(), before);
    return ProcedureCall.row(
        gone.size(), added.size(), bytes(gone), bytes(added), made.get().number());
  }

  private static CompactOptions options(ProcedureCall call) {
    CompactOptions options =
        CompactOptions.defaults().cancelledBy(Thread.currentThread()::isInterrupted);
    Optional<String> size = call.text("target_file_size");
    if (size.isPresent()) {
      options = options.fileBytes(bytes(call, size.get()));
    }
    Optional<Integer> layers = call.count("newest_layers");
    if (layers.isPresent()) {
      options = options.newestLayers(layers.get());
    }
    Optional<Compression> compression = compression(call);
    if (compression.isPresent()) {
      options = options.compression(compression.get());
    }
    return options;
  }

  private static long bytes(ProcedureCall call, String text) {
    try {
      long bytes = JavaUtils.byteStringAsBytes(text);
      if (bytes > 0) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // the message below explains more
    }
    throw new IllegalArgumentException(
        call.problem("target_file_size", "is '" + text + "': expected a size such as 512m"));
  }

  private static Optional<Compression> compression(ProcedureCall call) {
    String codec = call.text("codec").orElse("").toLowerCase(Locale.ROOT);
    Optional<Integer> level = call.count("codec_level");
    if (level.isPresent() && !codec.equals("zstd")) {
      throw new IllegalArgumentException(
          call.problem("codec_level", "is a level of zstd: set 'codec' to zstd, too"));
    }
    return switch (codec) {
      case "" -> Optional.empty();
      case "none" -> Optional.of(Compression.none());
      case "lz4" -> Optional.of(Compression.lz4());
      case "zstd" -> Optional.of(Compression.zstd(level.orElse(DEFAULT_LEVEL)));
      default ->
          throw new IllegalArgumentException(
              call.problem("codec", "is '" + codec + "': expected none, lz4 or zstd"));
    };
  }

  private static List<DataFile> without(List<DataFile> files, List<DataFile> others) {
    Set<String> names = others.stream().map(DataFile::name).collect(Collectors.toSet());
    return files.stream().filter(file -> !names.contains(file.name())).toList();
  }

  private static long bytes(List<DataFile> files) {
    return files.stream().mapToLong(file -> file.info().length()).sum();
  }
}
