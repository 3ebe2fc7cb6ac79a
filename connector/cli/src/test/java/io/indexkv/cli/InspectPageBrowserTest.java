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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
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
    for (String picture : List.of("light.png", "dark.png")) {
      assertThat(Files.size(PICTURES.resolve(picture))).as(picture).isGreaterThan(20_000);
    }
  }

  /** The page as the browser has understood it. Makes pictures, wide and narrow, too. */
  private String dump(Path chromium) throws IOException, InterruptedException {
    String dom = start(chromium, "--dump-dom");
    Files.createDirectories(PICTURES);
    Files.deleteIfExists(PICTURES.resolve("light.png"));
    Files.deleteIfExists(PICTURES.resolve("dark.png"));
    start(chromium, "--screenshot=" + PICTURES.resolve("light.png"), "--window-size=1280,2400");
    start(
        chromium,
        "--screenshot=" + PICTURES.resolve("dark.png"),
        "--window-size=400,4200",
        "--blink-settings=preferredColorScheme=0");
    return dom;
  }

  private String start(Path chromium, String... what) throws IOException, InterruptedException {
    Path out = directory.resolve("out.txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                chromium.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + directory.resolve("profile")));
    command.addAll(List.of(what));
    command.add(directory.resolve("page.html").toUri().toString());
    Process browser =
        new ProcessBuilder(command)
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
