/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import io.indexkv.store.manifest.SchemaType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/** Writes entries into a local Parquet file. The file is complete after {@link #close()}. */
public final class ParquetOutput implements Closeable {
  private final ParquetWriter<List<Object>> writer;

  /**
   * Begins a file.
   *
   * @param sparkSchema the schema of the store, which Spark then finds in the file; empty for none
   * @throws io.indexkv.cli.error.UsageException if Parquet cannot have one of the types
   */
  public ParquetOutput(Path file, List<String> names, List<SchemaType> types, String sparkSchema)
      throws IOException {
    List<SchemaType.Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(new SchemaType.Field(names.get(i), types.get(i), ""));
    }
    Rows rows = new Rows(new SchemaType.Struct(fields), sparkSchema);
    writer =
        new Builder(new LocalOutputFile(file), rows)
            .withConf(new PlainParquetConfiguration())
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build();
  }

  /** Writes an entry: a value for each column. */
  public void entry(List<Object> values) throws IOException {
    writer.write(values);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<List<Object>, Builder> {
    private final Rows rows;

    Builder(OutputFile file, Rows rows) {
      super(file);
      this.rows = rows;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // the library has it abstract still
    protected WriteSupport<List<Object>> getWriteSupport(Configuration conf) {
      return rows;
    }

    @Override
    protected WriteSupport<List<Object>> getWriteSupport(ParquetConfiguration conf) {
      return rows;
    }
  }

  private static final class Rows extends WriteSupport<List<Object>> {
    private final SchemaType.Struct row;
    private final MessageType schema;
    private final String sparkSchema;
    private ValueWriter out;
    private RecordConsumer consumer;

    Rows(SchemaType.Struct row, String sparkSchema) {
      this.row = row;
      schema = ParquetSchema.of(row);
      this.sparkSchema = sparkSchema;
    }

    @Override
    @SuppressWarnings("deprecation") // the library has it abstract still
    public WriteContext init(Configuration conf) {
      return context();
    }

    @Override
    public WriteContext init(ParquetConfiguration conf) {
      return context();
    }

    private WriteContext context() {
      Map<String, String> facts = new HashMap<>();
      if (!sparkSchema.isEmpty()) {
        facts.put(SparkNotes.SCHEMA, sparkSchema);
      }
      return new WriteContext(schema, facts);
    }

    @Override
    public void prepareForWrite(RecordConsumer to) {
      consumer = to;
      out = new ValueWriter(to);
    }

    @Override
    public void write(List<Object> values) {
      consumer.startMessage();
      out.fields(row, values);
      consumer.endMessage();
    }
  }
}
