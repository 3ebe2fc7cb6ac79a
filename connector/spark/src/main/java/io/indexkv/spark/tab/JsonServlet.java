/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.tab;

import io.indexkv.spark.ui.Json;
import io.indexkv.spark.ui.Reports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

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
