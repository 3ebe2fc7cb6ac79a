/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.key.Keys;
import io.indexkv.testing.Browser;
import io.indexkv.value.Values;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Opens the page in headless Chromium. Needs {@code chromium} in the PATH; else it is skipped. The
 * pictures are in {@code target/page}.
 */
class InspectPageBrowserTest {
  private static final String SCRIPT = "<script>document.title='evil'</script>";

  private static final Path PICTURES = Path.of("target", "page").toAbsolutePath();

  @TempDir Path directory;

  @Test
  void aBrowserShowsThePageAndRunsNothingOfTheStore() throws Exception {
    Optional<Browser> browser = Browser.inPath(directory);
    assumeTrue(browser.isPresent(), "no chromium in the PATH");
    Store.write(
        directory.resolve("s"),
        Keys.string(),
        Values.string(),
        Stream.concat(
            Stream.of(new Entry<>(SCRIPT, SCRIPT)),
            LongStream.range(0, 1000).mapToObj(i -> new Entry<>("key " + i, "value " + i))),
        1001);
    Run run = Run.in(directory, "inspect", "s", "--html", "page.html", "--samples", "5");
    assertThat(run.exit()).as(run.err()).isZero();

    String page = directory.resolve("page.html").toUri().toString();
    String document = browser.get().document(page);
    Files.createDirectories(PICTURES);
    browser.get().picture(page, 1280, 2400, PICTURES.resolve("light.png"));
    browser.get().darkPicture(page, 400, 4200, PICTURES.resolve("dark.png"));

    assertThat(document).contains("<title>s @ 1</title>", "&lt;script&gt;");
    assertThat(document).doesNotContain("<script");
    assertThat(document.split("<section").length - 1).as("sections").isEqualTo(11);
    assertThat(document.split("<rect").length).as("bars").isGreaterThan(20);
    for (String picture : List.of("light.png", "dark.png")) {
      assertThat(Files.size(PICTURES.resolve(picture))).as(picture).isGreaterThan(20_000);
    }
  }
}
