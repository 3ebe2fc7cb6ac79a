/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4.ui;

import io.indexkv.spark.ui.Json;
import io.indexkv.spark.ui.Reports;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The content of the tab as JSON. */
final class JsonServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Reports reports;

  JsonServlet(Reports reports) {
    this.reports = reports;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-cache, no-store, must-revalidate");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.getWriter().print(Json.of(reports));
  }
}
