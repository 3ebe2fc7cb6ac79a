/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.OverwriteConflict;
import io.indexkv.file.format.Compression;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreWriteOptionsTest {
  @Test
  void defaults() {
    assertThat(of(Map.of()))
        .isEqualTo(
            new StoreWriteOptions(
                List.of(),
                256L << 20,
                64 << 10,
                Compression.none(),
                StoreWriteOptions.NullKeys.FAIL,
                null,
                null,
                false,
                32,
                OverwriteConflict.FAIL,
                null,
                0,
                null));
  }

  @Test
  void valuesInAnyCase() {
    assertThat(
            of(
                Map.of(
                    "KEY",
                    " iata ",
                    "targetfilesize",
                    "64m",
                    "blockSize",
                    "4K",
                    "Codec",
                    "ZSTD",
                    "codeclevel",
                    " 7",
                    "dictionarySize",
                    "8k",
                    "nullKeys",
                    "Drop",
                    "duplicates",
                    "Last by event time ",
                    "DeleteColumn",
                    "gone",
                    "maxlayers",
                    " 7")))
        .isEqualTo(
            new StoreWriteOptions(
                List.of("iata"),
                64L << 20,
                4 << 10,
                Compression.zstd(7).withDictionary(8 << 10),
                StoreWriteOptions.NullKeys.DROP,
                new EqualKeys(EqualKeys.Rule.LAST, "event time"),
                "gone",
                false,
                7,
                OverwriteConflict.FAIL,
                null,
                0,
                null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "targetFileSize | big      | a size such as",
        "targetFileSize | 0        | at least one byte",
        "targetFileSize | -1m      | a size such as",
        "blockSize      | 5000     | power of two",
        "blockSize      | 2k       | power of two",
        "blockSize      | 32m      | power of two",
        "codec          | gzip     | none, lz4 or zstd",
        "codecLevel     | 3        | codec none has none",
        "dictionarySize | 8k       | codec none has none",
        "nullKeys       | keep     | fail or drop",
        "duplicates     | last     | so a column must have it: 'last by' and the column",
        "duplicates     | First    | so a column must have it: 'first by' and the column",
        "duplicates     | last by  | so a column must have it: 'last by' and the column",
        "duplicates     | any      | expected fail, keep, or first by or last by and a column",
        "mergeSchema   | yes      | true or false",
        "maxLayers     | 0        | a number from 1",
        "maxLayers     | few      | a number from 1",
        "overwriteConflict | wait  | fail, replace",
        "key            | a,,b     | separated by commas",
        "key            | `a       | in backquotes",
        "key            | `a` b    | in backquotes"
      })
  void whatIsNotAllowedIsNamed(String option, String value, String advice) {
    assertThatThrownBy(() -> of(Map.of(option, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + option + "'")
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining(advice);
  }

  @Test
  void keyColumnsInBackquotes() {
    assertThat(of(Map.of("key", "a, `b,c` ,`d``e`,f`g")).keyColumns())
        .containsExactly("a", "b,c", "d`e", "f`g");
  }

  @ParameterizedTest
  @CsvSource({"codecLevel,0", "codecLevel,23", "codecLevel,fast", "dictionarySize,100"})
  void whatZstdDoesNotHaveIsNamed(String option, String value) {
    assertThatThrownBy(() -> of(Map.of("codec", "zstd", option, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("option '" + option + "' is '" + value + "'");
  }

  private static StoreWriteOptions of(Map<String, String> options) {
    return StoreWriteOptions.of(new CaseInsensitiveStringMap(options));
  }
}
