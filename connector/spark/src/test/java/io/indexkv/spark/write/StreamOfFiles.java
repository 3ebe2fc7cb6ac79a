/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/**
 * A stream whose micro-batches are files of lines {@code key,text}, and its checkpoint. Each run
 * ends when all files are processed.
 */
final class StreamOfFiles {
  private static final long MINUTES = 5;

  private final Path directory;
  private int files;

  StreamOfFiles(Path directory) {
    this.directory = directory;
  }

  Path checkpoint() {
    return directory.resolve("checkpoint");
  }

  /** Adds the next micro-batch; without lines, it has no rows. */
  void add(String... lines) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    Path file = source.resolve("%05d.csv".formatted(files));
    // the source ignores hidden files; a file appears whole and in order
    Path hidden = Files.write(source.resolve("." + files), List.of(lines));
    Files.setLastModifiedTime(hidden, FileTime.fromMillis(1_700_000_000_000L + files * 1000L));
    Files.move(hidden, file);
    files++;
  }

  Dataset<Row> rows() {
    return LocalSpark.session()
        .readStream()
        .schema("k bigint, v string")
        .option("maxFilesPerTrigger", 1)
        .csv(directory.resolve("source").toString());
  }

  /**
   * Writes rows into a store.
   *
   * @param options name, value, name, value, …
   */
  DataStreamWriter<Row> into(Dataset<Row> rows, Object store, String... options) {
    DataStreamWriter<Row> writer =
        rows.writeStream().format("indexkv").trigger(Trigger.AvailableNow());
    set(writer, "checkpointLocation", checkpoint().toString());
    set(writer, "path", store.toString());
    for (int i = 0; i < options.length; i += 2) {
      set(writer, options[i], options[i + 1]);
    }
    return writer;
  }

  /** Sets an option. The method has another return type in each version of Spark. */
  static void set(DataStreamWriter<Row> writer, String option, String value) {
    try {
      DataStreamWriter.class
          .getMethod("option", String.class, String.class)
          .invoke(writer, option, value);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** Processes all files. Throws the failure of the stream. */
  static void run(DataStreamWriter<Row> writer) throws Exception {
    end(writer.start());
  }

  /** Waits for the end of a stream. Throws its failure. */
  static void end(StreamingQuery query) throws Exception {
    try {
      if (!query.awaitTermination(TimeUnit.MINUTES.toMillis(MINUTES))) {
        throw new AssertionError("the stream did not end");
      }
    } finally {
      query.stop();
    }
  }

  /** Forgets that Spark has finished a micro-batch, as if it had been killed before it noted so. */
  void forget(long batch) throws IOException {
    delete("commits", batch);
  }

  /** Forgets that a micro-batch was ever begun. */
  void forgetBegin(long batch) throws IOException {
    delete("offsets", batch);
  }

  private void delete(String log, long batch) throws IOException {
    Path file = checkpoint().resolve(log).resolve("" + batch);
    Files.delete(file);
    Files.deleteIfExists(file.resolveSibling("." + batch + ".crc"));
  }
}
