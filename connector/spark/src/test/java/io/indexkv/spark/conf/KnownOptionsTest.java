/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownOptionsTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"versoin,version", "Readmod,readMode", "time_stamp,timestamp", "paht,path"})
  void aMisspeltOptionOfAReadIsRefusedWithTheNearest(String option, String nearest) {
    write();

    assertThatThrownBy(
            () -> spark.read().format("indexkv").option(option, "1").load(store().toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "option '" + option + "' is unknown: did you mean '" + nearest + "'?");
  }

  @ParameterizedTest
  @CsvSource({"codek,codec", "targetfilesise,targetFileSize", "keys,key", "nulkeys,nullKeys"})
  void aMisspeltOptionOfAWriteIsRefusedWithTheNearest(String option, String nearest) {
    for (String mode : List.of("errorifexists", "ignore", "append", "overwrite")) {
      assertThatThrownBy(
              () ->
                  store()
                      .writer(spark.range(1).toDF(), "id")
                      .option(option, "1")
                      .mode(mode)
                      .save(store().toString()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("option '" + option + "' is unknown: did you mean '" + nearest);
    }
    assertThat(store().path()).doesNotExist();
  }

  @Test
  void whatResemblesNothingIsRefusedWithAList() {
    assertThatThrownBy(
            () ->
                KnownOptions.requireWrite(
                    new CaseInsensitiveStringMap(Map.of("compression", "zstd"))))
        .hasMessage(
            "option 'compression' is unknown. The options of a write are path, key, targetFileSize,"
                + " blockSize, codec, codecLevel, dictionarySize, nullKeys, duplicates,"
                + " interval, deleteColumn, mergeSchema, maxLayers, overwriteConflict, txnAppId, txnVersion");
  }

  @Test
  void theOtherDirectionsOptionsAreRefused() {
    write();

    assertThatThrownBy(
            () -> spark.read().format("indexkv").option("key", "id").load(store().toString()))
        .hasMessage("option 'key' belongs to a write, but a read does not have it: leave it out");
    assertThatThrownBy(
            () ->
                store()
                    .writer(spark.range(1).toDF(), "id")
                    .option("version", 1)
                    .mode("append")
                    .save(store().toString()))
        .hasMessage(
            "option 'version' belongs to a read, but a write does not have it: leave it out");
  }

  @Test
  void everyOptionThatThereIsIsKnown() throws IllegalAccessException {
    for (Field field : StoreOption.class.getFields()) {
      var options = new CaseInsensitiveStringMap(Map.of((String) field.get(null), "1"));
      boolean read = accepts(() -> KnownOptions.requireRead(options));
      boolean write = accepts(() -> KnownOptions.requireWrite(options));
      boolean stream = accepts(() -> KnownOptions.requireStream(options));

      assertThat(read || write || stream).as(field.getName()).isTrue();
    }
  }

  private static boolean accepts(Runnable check) {
    try {
      check.run();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Test
  void caseDoesNotMatter() {
    assertThatCode(
            () ->
                KnownOptions.requireRead(
                    new CaseInsensitiveStringMap(Map.of("PATH", "p", "VERSIONASOF", "1"))))
        .doesNotThrowAnyException();
  }

  @Test
  void aViewIsCheckedWhenItIsCreated() {
    write();

    assertThatThrownBy(
            () ->
                spark.sql(
                    "create temporary view typo using indexkv options (path '%s', versoin '1')"
                        .formatted(store())))
        .hasMessageContaining("option 'versoin' is unknown: did you mean 'version'?");
  }

  @Test
  void aMisspeltSettingOfTheSessionIsRefusedWhereAStoreIsJoined() {
    write();
    spark.conf().set("spark.indexkv.join.mod", "require");
    try {
      assertThatThrownBy(() -> store().read().join(spark.range(3).toDF(), "id").collectAsList())
          .hasStackTraceContaining(
              "there is no setting spark.indexkv.join.mod: did you mean 'spark.indexkv.join.mode'?");
      assertThat(store().read().count()).isEqualTo(2);
    } finally {
      spark.conf().unset("spark.indexkv.join.mod");
    }
  }

  private void write() {
    store().write(spark.range(2).toDF(), "id");
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
