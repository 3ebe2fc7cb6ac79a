/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import java.io.IOException;

/** Takes lines of text: the standard output, or a file. */
public interface Lines {
  void print(String text) throws IOException;

  default void line(String text) throws IOException {
    print(text + "\n");
  }
}
