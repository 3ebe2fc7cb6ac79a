/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A local store as a Spark user sees it, and the files on disk. */
public record StoreDirectory(Path path) {

  public DataFrameWriter<Row> writer(Dataset<Row> rows, String key) {
    return rows.write().format("indexkv").option("key", key);
  }

  /** Writes a version. */
  public void write(Dataset<Row> rows, String key) {
    writer(rows, key).mode("overwrite").save(path.toString());
  }

  public Dataset<Row> read() {
    return LocalSpark.session().read().format("indexkv").load(path.toString());
  }

  public Dataset<Row> read(long version) {
    return LocalSpark.session()
        .read()
        .format("indexkv")
        .option("version", version)
        .load(path.toString());
  }

  /** Total bytes of all files in data/. */
  public long bytes() {
    return dataFiles().stream()
        .mapToLong(name -> path.resolve("data").resolve(name).toFile().length())
        .sum();
  }

  /** Names of all files in data/, including temporary files; none if there is no such directory. */
  public List<String> dataFiles() {
    return files(path.resolve("data"));
  }

  /** Names of all files in _indexkv/. */
  public List<String> manifests() {
    return files(path.resolve("_indexkv"));
  }

  @Override
  public String toString() {
    return path.toString();
  }

  public static List<String> files(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
