/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.file.StoreFileReader;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes in a store file after a write from Spark. */
class StoredRowTest {
  @TempDir Path directory;

  @Test
  void aValueIsTheWholeRowInTheDocumentedLayout() throws IOException {
    StoreDirectory store = new StoreDirectory(directory);
    Dataset<Row> rows =
        LocalSpark.session()
            .sql(
                "select 'LAX' as iata, 126 as feet, 33.94253611D as latitude,"
                    + " cast(null as string) as state,"
                    + " cast(-12.5 as decimal(30, 2)) as d, array(1, null, 3) as a");
    store.write(rows, "iata");

    StructType schema =
        StructType.fromDDL(
            "iata string, feet int, latitude double, state string, d decimal(30,2), a array<int>");
    byte[] expected =
        RowLayoutReference.row(
            schema,
            Arrays.asList(
                "LAX".getBytes(UTF_8),
                126,
                33.94253611,
                null,
                BigInteger.valueOf(-1250),
                Arrays.asList(1, null, 3)));
    List<String> files = store.dataFiles();
    assertThat(files).hasSize(1);
    try (StoreFileReader file =
        StoreFileReader.open(directory.resolve("data").resolve(files.get(0)))) {
      assertThat(file.get("LAX".getBytes(UTF_8))).isEqualTo(expected);
      assertThat(file.properties())
          .containsEntry("value.encoding", "row-v1")
          .containsEntry("key.columns", "iata")
          .containsEntry("key.types", "string")
          .containsKey("schema");
    }
  }
}
