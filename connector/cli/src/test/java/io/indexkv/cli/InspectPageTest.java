/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.Store;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.page.StorePage;
import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that {@code inspect --html} writes. */
@Tag("slow")
class InspectPageTest {
  private static final String SCRIPT = "<script>document.title='evil'</script>";
  private static final List<String> SECTIONS =
      List.of(
          "Health",
          "Space",
          "Columns",
          "Layers",
          "Files",
          "Keys",
          "Values",
          "Hash index",
          "Blocks",
          "Versions");

  @TempDir Path directory;

  private void write(boolean upsert, String... keys) throws IOException {
    WriteOptions options = WriteOptions.defaults();
    try (StoreWriter<String, String> writer =
        Store.write(
            directory.resolve("s"),
            Keys.string(),
            Values.string(),
            upsert ? options.upsert() : options)) {
      for (String key : keys) {
        writer.add(key, "secret of " + key);
      }
      writer.commit();
    }
  }

  private String page(String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("inspect", "s", "--html", "page.html"));
    args.addAll(List.of(more));
    Run run = Run.in(directory, args.toArray(String[]::new));
    assertThat(run.exit()).as(run.err()).isLessThan(2);
    assertThat(run.out()).isEmpty();
    byte[] bytes = Files.readAllBytes(directory.resolve("page.html"));
    assertThat(run.err()).contains("wrote " + Text.size(bytes.length) + " to page.html");
    assertThat(bytes.length).isLessThanOrEqualTo(StorePage.MAX_BYTES);
    return new String(bytes, UTF_8);
  }

  @Test
  void hasAllSectionsAndHowToReadEach() throws IOException {
    write(false, "a", "b", "c");
    write(true, "c", "d");
    Run.in(directory, "tag", "s", "first", "1");

    String page = page();

    for (String section : SECTIONS) {
      assertThat(page)
          .containsPattern("<h2>" + section + "</h2>\\s*<p class=\"how\">[^<]{30,}\\.</p>");
    }
    assertThat(page)
        .contains("A lookup of an absent key asks 2 layers.")
        .contains("<code>indexkv compact s</code>")
        .containsPattern("class=\"badge note\"[^>]*>to do<")
        .contains("<code>indexkv inspect s --html page.html</code>")
        .contains("upsert", "2 put, 0 deleted", "first", "From every entry of 2 files.");
  }

  @Test
  void theCommandThatMadeItCanBePastedIntoAShell() throws IOException {
    write(false, "a");

    assertThat(Run.in(directory, "inspect", "s", "--html", "my page.html").exit()).isZero();

    assertThat(Files.readString(directory.resolve("my page.html")))
        .contains("<code>indexkv inspect s --html &#39;my page.html&#39;</code>");
  }

  @Test
  void needsNoNetworkAndNoScript() throws IOException {
    write(false, "a");

    assertThat(page())
        .startsWith("<!DOCTYPE html>")
        .contains("Content-Security-Policy", "default-src &#39;none&#39;")
        .contains("prefers-color-scheme: dark", "width=device-width")
        .doesNotContain("<script", "<link", "<img", "http://", "https://", "url(", "@import");
  }

  @Test
  void keysAndNamesAreNeverMarkup() throws IOException {
    write(false, SCRIPT, "z\"onload='x'&", "z\u202eabc\u0007");

    for (String page : List.of(page(), page("--samples", "3"))) {
      assertThat(page).doesNotContain("<script", "\"onload", "\u202e", "\u0007");
      assertThat(page).contains("&lt;script&gt;document.title=&#39;ev");
    }
  }

  @Test
  void showsNoEntryUnlessAsked() throws IOException {
    write(false, "k1", "k2", "k3");

    assertThat(page()).contains("k1", "k3").doesNotContain("secret", "k2", "Samples");
    assertThat(page("--samples", "2"))
        .contains("Samples", "secret of k1", "secret of k2")
        .doesNotContain("secret of k3");
    String redacted = page("--redact");
    assertThat(redacted).doesNotContain("k1", "k2", "k3", "secret").containsPattern("#[0-9a-f]{8}");
    assertThat(page("--redact").replaceAll("(?s).*?(#[0-9a-f]{8}).*", "$1"))
        .as("hashes differ from page to page")
        .isNotEqualTo(redacted.replaceAll("(?s).*?(#[0-9a-f]{8}).*", "$1"));
  }

  @Test
  void goesToTheStandardOutput() throws IOException {
    write(false, "a");

    Run run = Run.in(directory, "inspect", "s", "--html", "-");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(run.err()).contains("to the standard output");
    assertThat(Run.in(directory, "inspect", "s", "--html", "-", "-q").err()).isEmpty();
  }

  @Test
  void optionsThatContradictEachOtherAreRefused() throws IOException {
    write(false, "a");
    for (String wrong :
        List.of(
            "--redact",
            "--samples 3",
            "--html - --json",
            "--html - --samples 51",
            "--html - --redact --samples 1")) {
      String[] args = ("inspect s " + wrong).split(" ");
      assertThat(Run.in(directory, args).exit()).as(wrong).isEqualTo(2);
    }
  }

  @Test
  void damageIsSaidFirst() throws IOException {
    write(false, "a");
    write(true, "b");
    try (Stream<Path> files = Files.list(directory.resolve("s/data"))) {
      Files.delete(files.findFirst().orElseThrow());
    }

    assertThat(Run.in(directory, "inspect", "s", "--html", "page.html").exit()).isEqualTo(1);
    assertThat(page("--samples", "1"))
        .containsPattern("<ul class=\"health\"><li class=\"broken\"><b>broken</b>[^<]*no such file")
        .contains("<code>indexkv verify s</code>", "From every entry of 2 files.")
        .doesNotContain("indexkv compact");
  }

  @Test
  void anEmptyStoreHasAPage() throws IOException {
    write(false);
    assertThat(page()).contains("The version has no entries.").doesNotContain("<h2>Keys</h2>");
  }

  @Test
  void aHundredThousandFilesStayInTheBudget() throws IOException {
    write(false, "a");
    LocalStorage storage = new LocalStorage(directory.resolve("s"));
    Manifest small = new VersionLog(storage).latest().orElseThrow();
    Path real = directory.resolve("s").resolve(small.files().get(0).name());
    List<DataFile> files = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      byte[] key = ByteBuffer.allocate(4).putInt(i).array();
      String name = "data/" + "long".repeat(10) + i + ".ikv";
      StoreFileInfo info = small.files().get(0).info();
      files.add(new DataFile(name, new StoreFileInfo(info.length(), info.crc32c(), 1, key, key)));
      if (i % 500 == 0) {
        Files.createLink(directory.resolve("s").resolve(name), real);
      }
    }
    Manifest large =
        new Manifest(
            small.storeId(),
            1,
            0,
            small.timestamp(),
            small.schema(),
            small.keyColumns(),
            List.of("binary"),
            List.of(Layer.of(files)),
            small.properties(),
            Map.of());
    Files.write(directory.resolve("s/_indexkv/v00000000000000000001.json"), large.encode());

    String page = page();

    assertThat(page)
        .contains("and 99,950 more files", "all 100,000 files")
        .contains("And 99,79", "more problems. Restore the files");
    assertThat(page.split("<rect").length).isLessThan(1000);
  }
}
