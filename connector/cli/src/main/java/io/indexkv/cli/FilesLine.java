/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.output.Console;
import io.indexkv.cli.output.Text;
import io.indexkv.store.profile.ProfileReader;
import java.io.IOException;
import java.time.Duration;

/** Tells on the standard error how many files have been read, a line every two seconds. */
final class FilesLine implements ProfileReader.Listener {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Console console;
  private long lastTold = System.nanoTime();

  FilesLine(Console console) {
    this.console = console;
  }

  @Override
  public void read(int files, int of) throws IOException {
    if (files < of && System.nanoTime() - lastTold >= PAUSE.toNanos()) {
      console.note("read " + Text.number(files) + " of " + Text.count(of, "file"));
      lastTold = System.nanoTime();
    }
  }
}
