/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.cli.error.OutputException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Path;

/**
 * Where a command reads and writes: results go to the standard output, all else to the standard
 * error. Both are UTF-8.
 */
public final class Console implements Lines {
  private final InputStream in;
  private final Writer out;
  private final Writer err;
  private final Path directory;
  private final boolean live;
  private boolean quiet;

  /**
   * @param directory the directory that relative paths begin in
   * @param live whether the standard error is a terminal, on which a line can be written anew
   */
  public Console(InputStream in, OutputStream out, OutputStream err, Path directory, boolean live) {
    this.in = in;
    this.out = new BufferedWriter(new OutputStreamWriter(out, UTF_8));
    this.err = new BufferedWriter(new OutputStreamWriter(err, UTF_8));
    this.directory = directory;
    this.live = live;
  }

  public InputStream in() {
    return in;
  }

  public Path path(String name) {
    return directory.resolve(name);
  }

  public boolean isLive() {
    return live;
  }

  public void beQuiet() {
    quiet = true;
  }

  /** Writes a part of the result. */
  @Override
  public void print(String text) throws IOException {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }

  /** Writes a line about the work, unless the user wants none. */
  public void note(String text) throws IOException {
    if (!quiet) {
      problem(text);
    }
  }

  /** Writes a line that no option suppresses. */
  public void problem(String text) throws IOException {
    flush();
    err.write(text + "\n");
    err.flush();
  }

  /** Writes text to the standard error, without an end of line. */
  public void live(String text) throws IOException {
    if (!quiet) {
      err.write(text);
      err.flush();
    }
  }

  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw new OutputException(e);
    }
  }
}
