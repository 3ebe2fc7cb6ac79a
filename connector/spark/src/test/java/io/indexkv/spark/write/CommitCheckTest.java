/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.OneKey;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class CommitCheckTest {
  @Test
  void filesOfAllTasksComeInKeyOrder() {
    TaskFiles first =
        TaskFiles.of(20, 0, 3, Layer.of(List.of(file("c", 100, 199), file("d", 200, 299))));
    TaskFiles second =
        TaskFiles.of(20, 0, 0, Layer.of(List.of(file("a", -50, 0), file("b", 1, 99))));
    TaskFiles none = TaskFiles.of(0, 0, 0, Layer.of(List.of()));

    assertThat(check(first, none, second))
        .extracting(DataFile::name)
        .containsExactly("data/a.ikv", "data/b.ikv", "data/c.ikv", "data/d.ikv");
  }

  @Test
  void filesThatOverlapAreRefused() {
    assertThatThrownBy(
            () ->
                check(
                    TaskFiles.of(10, 0, 0, Layer.of(List.of(file("a", 0, 100)))),
                    TaskFiles.of(10, 0, 0, Layer.of(List.of(file("b", 100, 200))))))
        .hasMessageContaining("data/a.ikv ends at key 100, data/b.ikv begins at key 100");
  }

  @Test
  void tasksWhoseEntriesAndDeletesOverlapAreRefused() {
    assertThatThrownBy(
            () ->
                check(
                    TaskFiles.of(10, 0, 0, Layer.of(List.of(file("a", 0, 100)))),
                    TaskFiles.of(0, 10, 0, new Layer(List.of(), List.of(file("b", 50, 60))))))
        .hasMessageContaining("keys of two tasks overlap")
        .hasMessageContaining("partition 0 end at key 100, those of partition 1 begin at key 50");
  }

  @Test
  void countsThatDoNotAddUpAreRefused() {
    assertThatThrownBy(() -> check(TaskFiles.of(11, 0, 0, Layer.of(List.of(file("a", 0, 100))))))
        .hasMessageContaining("wrote 11 rows, but its files hold 10 entries");
  }

  @Test
  void aTaskThatDidNotReportIsRefused() {
    assertThatThrownBy(() -> check(TaskFiles.of(0, 0, 0, Layer.of(List.of())), null))
        .hasMessageContaining("partition 1 of 2");
  }

  @Test
  void aReportSurvivesBothSerializersOfSpark() {
    TaskFiles sent = TaskFiles.of(10, 0, 7, Layer.of(List.of(file("a", -5, 100))));
    SparkConf conf = new SparkConf(false);
    for (SerializerInstance serializer :
        List.of(new JavaSerializer(conf).newInstance(), new KryoSerializer(conf).newInstance())) {
      ClassTag<TaskFiles> tag = ClassTag$.MODULE$.apply(TaskFiles.class);
      TaskFiles received =
          serializer.deserialize(serializer.serialize(sent, tag), getClass().getClassLoader(), tag);

      assertThat(received.rows()).isEqualTo(10);
      assertThat(received.nullKeys()).isEqualTo(7);
      DataFile file = received.layer().files().get(0);
      assertThat(file.name()).isEqualTo("data/a.ikv");
      assertThat(file.info())
          .usingRecursiveComparison()
          .isEqualTo(sent.layer().files().get(0).info());
    }
  }

  private static List<DataFile> check(WriterCommitMessage... messages) {
    return CommitCheck.check(messages, KeyType.INT64).files();
  }

  private static DataFile file(String name, long smallest, long largest) {
    OneKey encoder = OneKey.of(DataTypes.LongType);
    return new DataFile(
        "data/" + name + ".ikv",
        new StoreFileInfo(1000, 42, 10, encoder.encode(smallest), encoder.encode(largest)));
  }
}
