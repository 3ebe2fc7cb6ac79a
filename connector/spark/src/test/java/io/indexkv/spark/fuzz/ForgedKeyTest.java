/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Manifests whose schema lacks the key, or has two columns with one name, are refused with a
 * message that names the problem. So are bounds of a file that are no keys.
 */
class ForgedKeyTest {
  private static final StructType SCHEMA =
      new StructType().add("id", DataTypes.LongType, false).add("v", DataTypes.StringType);

  @TempDir Path directory;

  @Test
  void twoColumnsOfOneName() throws IOException {
    assertRefused(SCHEMA.add("v", DataTypes.StringType), "two columns 'v'");
  }

  @Test
  void aKeyOfATypeThatNoKeyHas() throws IOException {
    StructType map =
        new StructType()
            .add("id", DataTypes.createMapType(DataTypes.LongType, DataTypes.LongType))
            .add("v", DataTypes.StringType);
    assertRefused(map, "column id of type MAP<BIGINT, BIGINT> cannot be the key");
  }

  @Test
  void aKeyOfAnotherTypeThanTheManifestSays() throws IOException {
    StructType other =
        new StructType().add("id", DataTypes.IntegerType).add("v", DataTypes.StringType);
    assertRefused(other, "its key is [id] of types [int64]");
  }

  @Test
  void aColumnWithANameOfAnyLength() throws IOException {
    StructType other = new StructType().add("x".repeat(1_000_000), DataTypes.LongType);
    assertRefused(other, "its key is [id] of types [int64]");
  }

  @Test
  void aBoundThatIsNoKey() throws IOException {
    StoreCopy copy = copy();
    copy.listed().get(0).put("smallestKey", "800000000000000000");
    assertRefused(copy, "expected 8 bytes, found 9");
  }

  private void assertRefused(StructType schema, String words) throws IOException {
    StoreCopy copy = copy();
    copy.manifest.put("schema", schema.json());
    assertRefused(copy, words);
  }

  private StoreCopy copy() throws IOException {
    StoreDirectory good = new StoreDirectory(directory.resolve("good"));
    good.write(LocalSpark.session().range(20).selectExpr("id", "'x' as v"), "id");
    return StoreCopy.of(good.path(), "forged");
  }

  private void assertRefused(StoreCopy copy, String words) throws IOException {
    StoreDirectory forged = new StoreDirectory(directory.resolve("forged"));
    copy.write(forged.path());

    assertThatThrownBy(forged::read)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(forged.toString())
        .hasMessageContaining(words)
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(3500));
  }
}
