/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.Entry;
import io.indexkv.Store;
import io.indexkv.key.Keys;
import io.indexkv.value.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opens the page in headless Chromium. Needs {@code chromium} in the PATH; else it is skipped. */
class InspectPageBrowserTest {
  private static final String SCRIPT = "<script>document.title='evil'</script>";

  @TempDir Path directory;

  @Test
  void aBrowserShowsThePageAndRunsNothingOfTheStore() throws Exception {
    Optional<Path> chromium = Programs.find("chromium", "chromium-browser", "google-chrome");
    assumeTrue(chromium.isPresent(), "no chromium in the PATH");
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

    String document = dump(chromium.get());

    assertThat(document).contains("<title>s @ 1</title>", "&lt;script&gt;");
    assertThat(document).doesNotContain("<script");
    assertThat(document.split("<section").length - 1).as("sections").isEqualTo(11);
    assertThat(document.split("<rect").length).as("bars").isGreaterThan(20);
    Path picture = directory.resolve("page.png");
    assertThat(picture).isRegularFile();
    assertThat(Files.size(picture)).isGreaterThan(20_000);
  }

  /** The page as the browser has understood it. Makes a picture of it, too. */
  private String dump(Path chromium) throws IOException, InterruptedException {
    String dom = start(chromium, "--dump-dom");
    start(chromium, "--screenshot=" + directory.resolve("page.png"));
    return dom;
  }

  private String start(Path chromium, String what) throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    Process browser =
        new ProcessBuilder(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory.resolve("profile"),
                "--window-size=1200,2400",
                what,
                directory.resolve("page.html").toUri().toString())
            .redirectOutput(out.toFile())
            .redirectError(directory.resolve("err.txt").toFile())
            .start();
    try {
      assertThat(browser.waitFor(120, TimeUnit.SECONDS)).as("the browser has ended").isTrue();
    } finally {
      browser.destroyForcibly();
    }
    return new String(Files.readAllBytes(out), UTF_8);
  }
}
