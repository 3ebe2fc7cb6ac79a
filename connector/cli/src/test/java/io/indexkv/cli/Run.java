/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.cli.output.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/** What a command did. */
record Run(int exit, String out, String err) {
  static Run in(Path directory, String... args) {
    return withInput(directory, "", args);
  }

  static Run withInput(Path directory, String input, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    ByteArrayInputStream in = new ByteArrayInputStream(input.getBytes(UTF_8));
    int exit = Main.run(new Console(in, out, err, directory, false), args);
    return new Run(exit, out.toString(UTF_8), err.toString(UTF_8));
  }
}
