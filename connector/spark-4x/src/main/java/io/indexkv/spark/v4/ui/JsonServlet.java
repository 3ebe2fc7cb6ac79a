/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4.ui;

import io.indexkv.spark.ui.Json;
import io.indexkv.spark.ui.Reports;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The content of the tab as JSON. It names no type of the web server, whose packages move. */
final class JsonServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final transient Reports reports;

  JsonServlet(Reports reports) {
    this.reports = reports;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String json = Json.of(reports);
    response.setContentType("application/json;charset=utf-8");
    response.getWriter().print(json);
  }

  /** Refused, as in all of Spark's UI: a script could read a browser's cookies from the answer. */
  @Override
  protected void doTrace(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
  }
}
