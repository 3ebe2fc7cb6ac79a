/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.page.StorePage;
import picocli.CommandLine.Option;

/** The options of the page that {@code inspect} writes. */
final class PageOptions {
  @Option(
      names = "--html",
      order = 11,
      paramLabel = "FILE",
      description = "Write a page for a browser into this file; - is the standard output.")
  private String html;

  @Option(
      names = "--samples",
      order = 12,
      paramLabel = "N",
      description = "Show the first N entries on the page; none otherwise.")
  private int samples;

  @Option(
      names = "--redact",
      order = 13,
      description = "Show no keys on the page, but hashes that differ from page to page.")
  private boolean redact;

  /**
   * Whether the user wants a page.
   *
   * @param document whether the user wants JSON
   */
  boolean wanted(boolean document) {
    if (html == null && (samples != 0 || redact)) {
      throw new UsageException("--samples and --redact are for the page", "add --html FILE");
    }
    if (html == null) {
      return false;
    }
    if (document) {
      throw new UsageException("expected one of --json and --html, found both");
    }
    if (samples < 0 || samples > StorePage.MAX_SAMPLES) {
      throw new UsageException(
          "--samples: expected 0 to " + StorePage.MAX_SAMPLES + ", found " + samples);
    }
    if (redact && samples > 0) {
      throw new UsageException("expected one of --samples and --redact, found both");
    }
    return true;
  }

  String file() {
    return html;
  }

  int samples() {
    return samples;
  }

  boolean redact() {
    return redact;
  }

  /** The command that makes the page, without the options that name a version. */
  String command(String store) {
    return "indexkv inspect "
        + Text.quoted(store)
        + " --html "
        + Text.quoted(html)
        + (samples > 0 ? " --samples " + samples : "")
        + (redact ? " --redact" : "");
  }
}
