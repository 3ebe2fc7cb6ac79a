/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.cli.importing.SourceFile;
import io.indexkv.cli.importing.StoreField;
import io.indexkv.store.manifest.SchemaType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sample only divides the work: what is wrong with a file, the import itself reports. */
class KeySampleTest {
  private static final String TEXT = "a key that is easy to find";

  @TempDir Path directory;

  private List<byte[]> sample(Path file) throws IOException {
    List<StoreField> key = List.of(StoreField.of("k", new SchemaType.Atomic("string")));
    return new KeySample(key)
        .of(List.of(new SourceFile(file.getFileName().toString(), file, null, Map.of())));
  }

  private Path file() throws IOException {
    MessageType schema =
        MessageTypeParser.parseMessageType("message m { required binary k (STRING); }");
    Path file = directory.resolve("a.parquet");
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(schema)
            .withDictionaryEncoding(false)
            .withPageWriteChecksumEnabled(false)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      writer.write(new SimpleGroupFactory(schema).newGroup().append("k", TEXT));
    }
    return file;
  }

  @Test
  void keysOfAGoodFileAreTaken() throws IOException {
    assertThat(sample(file())).hasSize(1);
  }

  @Test
  void aDamagedPageGivesNoKeys() throws IOException {
    Path file = file();
    byte[] bytes = Files.readAllBytes(file);
    int text = new String(bytes, ISO_8859_1).indexOf(TEXT);
    // the length before the text says that the text ends behind the page
    bytes[text - 1] = 0x7f;
    Files.write(file, bytes);

    assertThat(sample(file)).isEmpty();
  }
}
