/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Another process that has a copy in the cache pinned until this is closed. */
record PinProcess(Process process) implements Closeable {

  static PinProcess start(Path copy) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PinProcess.class.getName(),
                copy.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    if (!"pinned".equals(line)) {
      process.destroyForcibly();
      throw new IOException("expected the other process to pin, it said " + line);
    }
    return new PinProcess(process);
  }

  public static void main(String[] args) throws IOException {
    Path copy = Path.of(args[0]);
    CacheLocks.of(copy.getParent()).pin(CopyName.ofComplete(copy).orElseThrow().content());
    System.out.println("pinned");
    System.in.read(); // until the other end is closed
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
