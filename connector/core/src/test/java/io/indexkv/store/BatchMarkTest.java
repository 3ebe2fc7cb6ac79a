/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.store.manifest.BatchMark;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that may come again are committed once. */
class BatchMarkTest {
  private static final List<String> KEY = List.of("k");
  private static final List<String> STRING = List.of("string");

  @TempDir Path directory;

  @Test
  void aBatchThatComesAgainIsRefusedAndSoIsAnEarlierOne() throws IOException {
    BatchMark third = BatchMark.ofStream("q", 3);
    upsert("a", third);
    Manifest marked = upsert("b", BatchMark.ofStream("other", 9));

    assertThat(third.last(marked)).hasValue(3);
    for (long number = 0; number <= 3; number++) {
      BatchMark again = BatchMark.ofStream("q", number);
      assertThatThrownBy(() -> upsert("c", again))
          .isInstanceOf(AlreadyAppliedException.class)
          .hasMessage(
              "version 2 has batch 3 of stream.q, so batch %d is not applied again"
                  .formatted(again.number()));
      assertThatThrownBy(() -> log().replace("", KEY, STRING, List.of(), again.in(properties())))
          .isInstanceOf(AlreadyAppliedException.class);
      assertThatThrownBy(
              () ->
                  log().overwrite(marked.id(), "", KEY, STRING, List.of(), again.in(properties())))
          .isInstanceOf(AlreadyAppliedException.class);
    }
    assertThat(log().latest().orElseThrow().id()).isEqualTo(marked.id());
    assertThat(upsert("d", BatchMark.ofStream("q", 4)).properties())
        .containsEntry("stream.q", "4")
        .containsEntry("stream.other", "9");
  }

  @Test
  void overwritesHandMarksOnAndARollbackTakesThemBack() throws IOException {
    upsert("a", BatchMark.ofStream("q", 0));
    upsert("b", BatchMark.ofApplication("app", 8));
    Manifest replaced = log().replace("", KEY, STRING, List.of(stored("c")), properties());

    assertThat(replaced.properties())
        .containsEntry("stream.q", "0")
        .containsEntry("txn.app", "8")
        .hasSize(3);
    assertThat(log().rollback(1).properties()).containsEntry("stream.q", "0").hasSize(2);
    upsert("d", BatchMark.ofApplication("app", 8));
  }

  @Test
  void aMarkThatIsNoNumberIsNoMark() throws IOException {
    Manifest first =
        log()
            .overwrite(
                VersionId.NONE,
                "",
                KEY,
                STRING,
                List.of(),
                Map.of(StoreProperties.VALUE_ENCODING, "x"));
    assertThat(BatchMark.ofStream("q", 1).last(first)).isEmpty();
    assertThatThrownBy(() -> BatchMark.ofStream("q", -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BatchMark("table.q", 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Manifest upsert(String file, BatchMark mark) throws IOException {
    Layer layer = Layer.of(List.of(stored(file)));
    return log().upsert("", KEY, STRING, layer, mark.in(properties()), 32);
  }

  private DataFile stored(String name) throws IOException {
    DataFile file = Samples.file(name, 10, 7, "a", "c");
    Files.createDirectories(directory.resolve("data"));
    Files.write(directory.resolve(file.name()), new byte[10]);
    return file;
  }

  private static Map<String, String> properties() {
    return StoreProperties.ofManifest("own");
  }

  private VersionLog log() {
    return new VersionLog(storage());
  }

  private Storage storage() {
    return new LocalStorage(directory);
  }
}
