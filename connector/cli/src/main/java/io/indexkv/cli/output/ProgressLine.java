/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import io.indexkv.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells how far a write has come: on a terminal on one line, which it writes anew, elsewhere as a
 * line every ten seconds.
 */
public final class ProgressLine implements Consumer<Progress> {
  private static final int BAR = 24;
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Console console;
  private long lastTold = System.nanoTime();
  private int length;

  public ProgressLine(Console console) {
    this.console = console;
  }

  @Override
  public void accept(Progress progress) {
    try {
      if (console.isLive()) {
        String text = text(progress);
        console.live("\r" + text + " ".repeat(Math.max(0, length - text.length())));
        length = text.length();
      } else if (System.nanoTime() - lastTold >= PAUSE.toNanos()) {
        console.note(text(progress));
        lastTold = System.nanoTime();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes the line from the terminal. */
  public void end() throws IOException {
    if (length > 0) {
      console.live("\r" + " ".repeat(length) + "\r");
      length = 0;
    }
  }

  private static String text(Progress progress) {
    StringBuilder text = new StringBuilder();
    text.append(progress.phase() == Progress.Phase.ADDING ? "reading " : "writing ");
    if (progress.expected().isPresent() && progress.expected().getAsLong() > 0) {
      double done = Math.min(1, (double) progress.entries() / progress.expected().getAsLong());
      int filled = (int) (BAR * done);
      text.append('[').append("#".repeat(filled)).append(".".repeat(BAR - filled)).append("] ");
    }
    text.append(Text.entries(progress.entries()));
    text.append(String.format(Locale.ROOT, ", %,.0f a second", progress.entriesPerSecond()));
    progress
        .timeLeft()
        .ifPresent(left -> text.append(", ").append(left.toSeconds()).append(" s left"));
    return text.toString();
  }
}
