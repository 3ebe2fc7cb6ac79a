/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.cli.error.InputException;
import io.indexkv.cli.importing.SourceFile;
import io.indexkv.cli.parquet.ParquetColumns.ParquetColumn;
import io.indexkv.cli.parquet.ParquetColumns.Wanted;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.bytes.ByteBufferAllocator;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** An open Parquet file. */
final class ParquetFile implements Closeable {
  private final ParquetFileReader reader;
  private final PageMemory pageMemory;
  private final String name;
  private List<ParquetColumn> columns;

  private ParquetFile(ParquetFileReader reader, PageMemory pageMemory, String name) {
    this.reader = reader;
    this.pageMemory = pageMemory;
    this.name = name;
  }

  /**
   * Opens a file.
   *
   * @throws InputException if it is not a Parquet file
   * @throws io.indexkv.cli.error.UsageException as {@link ParquetColumns#of} does
   */
  static ParquetFile open(SourceFile source, Wanted wanted) throws IOException {
    return open(source, wanted, new HeapByteBufferAllocator());
  }

  /**
   * As {@link #open(SourceFile, Wanted)}.
   *
   * @param memory gives the memory for groups of rows
   */
  static ParquetFile open(SourceFile source, Wanted wanted, ByteBufferAllocator memory)
      throws IOException {
    PageMemory pageMemory = new PageMemory();
    ParquetFileReader reader = reader(source, memory, pageMemory);
    ParquetFile file = new ParquetFile(reader, pageMemory, source.name());
    try {
      file.columns = ParquetColumns.of(file.reader.getFileMetaData(), wanted, source.name());
      file.reader.setRequestedSchema(file.schema());
      return file;
    } catch (RuntimeException e) {
      try (file) {
        throw e;
      }
    }
  }

  private static ParquetFileReader reader(
      SourceFile source, ByteBufferAllocator memory, PageMemory pageMemory) throws IOException {
    // a plain configuration does not read Hadoop's files, which takes long
    ParquetConfiguration plain = new PlainParquetConfiguration();
    ParquetReadOptions options =
        ParquetReadOptions.builder(plain)
            .withCodecFactory(new PageCodecs(plain, pageMemory))
            .usePageChecksumVerification(true)
            .withAllocator(memory)
            .build();
    try {
      InputFile in =
          source.local() == null
              ? HadoopInputFile.fromPath(
                  new org.apache.hadoop.fs.Path(source.name()), source.configuration())
              : new LocalInputFile(source.local());
      return ParquetFileReader.open(in, options);
    } catch (RuntimeException e) {
      throw failed(source.name(), e);
    }
  }

  /** The error for what the library throws when it reads a file. */
  static InputException failed(String place, RuntimeException cause) {
    Throwable last = cause;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String message = last.getMessage() == null ? last.toString() : last.getMessage();
    if (message.contains("is not a Parquet file")) {
      InputException other =
          new InputException(place + ": this is not a Parquet file: it does not end as one");
      other.addSuppressed(cause);
      return other;
    }
    InputException failure = new InputException(place + ": " + message);
    failure.initCause(cause);
    return failure;
  }

  String name() {
    return name;
  }

  List<ParquetColumn> columns() {
    return columns;
  }

  /** The columns that are read. */
  MessageType schema() {
    Type[] types = columns.stream().map(ParquetColumn::type).toArray(Type[]::new);
    return new MessageType("spark_schema", types);
  }

  /** The memory of its pages. */
  PageMemory pageMemory() {
    return pageMemory;
  }

  String createdBy() {
    return reader.getFileMetaData().getCreatedBy();
  }

  /** Number of rows. */
  long rows() {
    return reader.getRecordCount();
  }

  /** Number of groups of rows. */
  int groups() {
    return reader.getRowGroups().size();
  }

  /** The first row of a group. */
  long firstRow(int group) {
    return reader.getRowGroups().subList(0, group).stream()
        .mapToLong(BlockMetaData::getRowCount)
        .sum();
  }

  /** Reads a group of rows. */
  PageReadStore group(int group) throws IOException {
    try {
      return reader.readRowGroup(group);
    } catch (RuntimeException e) {
      throw failed(name, e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
