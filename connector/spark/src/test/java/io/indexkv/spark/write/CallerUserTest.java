/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.OpenOptions;
import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.hadoop.HadoopStores;
import io.indexkv.key.Keys;
import io.indexkv.spark.LocalSpark;
import io.indexkv.value.Values;
import java.nio.file.Path;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threads that IndexKV starts act as the Hadoop user of the caller. New JDKs forget it. */
@Tag("versions")
class CallerUserTest {
  private static final String ANN = "ann";

  private final SparkSession spark = LocalSpark.session();
  private final Configuration conf = spark.sparkContext().hadoopConfiguration();

  @TempDir Path directory;

  @BeforeEach
  void begin() throws InterruptedException {
    LayerRoom.awaitAll();
    CallersFileSystem.install(conf, directory.resolve("cache"));
  }

  @AfterEach
  void end() throws InterruptedException {
    LayerRoom.awaitAll();
    CallersFileSystem.remove(conf);
  }

  @Test
  void theThreadsThatOpenManyFiles() throws Exception {
    asAnn(
        () -> {
          for (long layer = 0; layer < 8; layer++) {
            try (StoreWriter<Long, String> writer =
                HadoopStores.write(
                    location(),
                    conf,
                    Keys.int64(),
                    Values.string(),
                    WriteOptions.defaults().upsert())) {
              writer.add(layer, "v");
              writer.commit();
            }
          }
          try (Store<Long, String> store =
              HadoopStores.open(
                  location(), conf, Keys.int64(), Values.string(), OpenOptions.defaults())) {
            return store.get(7L);
          }
        });

    assertUser("indexkv-files");
  }

  @Test
  void theThreadThatFoldsLayers() throws Exception {
    asAnn(
        () -> {
          for (int batch = 0; batch < 6; batch++) {
            spark
                .range(1)
                .write()
                .format("indexkv")
                .mode(SaveMode.Append)
                .option("key", "id")
                .option("maxLayers", 4)
                .option("txnAppId", "me")
                .option("txnVersion", batch)
                .save(location());
            // these files take one writer at a time
            assertThat(LayerRoom.isFolding()).isFalse();
          }
          return null;
        });

    assertUser("indexkv-fold-layers");
  }

  private static void assertUser(String thread) {
    assertThat(CallersFileSystem.callers())
        .filteredOn(caller -> caller.thread().equals(thread))
        .containsExactly(new CallersFileSystem.Caller(thread, ANN));
  }

  private static <T> T asAnn(PrivilegedExceptionAction<T> action) throws Exception {
    return UserGroupInformation.createRemoteUser(ANN).doAs(action);
  }

  private String location() {
    return "callers:" + directory.resolve("store");
  }
}
