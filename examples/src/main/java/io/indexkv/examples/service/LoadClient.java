/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * A connection to the service under load. It does less than a real client, so that the figures are
 * those of the service. For one thread.
 */
final class LoadClient implements Closeable {
  /** An answer of the service. */
  record Reply(int status, String body) {}

  private static final int TIMEOUT_MILLIS = 20_000;

  private final URI service;
  private Socket socket;
  private InputStream in;

  LoadClient(URI service) {
    this.service = service;
  }

  Reply get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: service\r\n\r\n");
  }

  Reply post(String path, String body) throws IOException {
    return send(
        ("POST %s HTTP/1.1\r\nHost: service\r\nContent-Type: application/json\r\n"
                + "Content-Length: %d\r\n\r\n%s")
            .formatted(path, body.getBytes(UTF_8).length, body));
  }

  private Reply send(String request) throws IOException {
    if (socket == null) {
      socket = new Socket(service.getHost(), service.getPort());
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MILLIS);
      in = new BufferedInputStream(socket.getInputStream());
    }
    socket.getOutputStream().write(request.getBytes(UTF_8));
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = 0;
    boolean close = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith("content-length:")) {
        length = Integer.parseInt(name.substring(15).strip());
      }
      close |= name.equals("connection: close");
    }
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the answer ends after " + body.length + " of " + length + " bytes");
    }
    if (close) {
      close();
    }
    return new Reply(status, new String(body, UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended before an answer");
      }
      line.append((char) b);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }
}
