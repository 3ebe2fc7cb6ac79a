/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Writes the page about a store. */
public final class StorePage {
  /** Maximum size of a page in bytes, whatever the store has. */
  public static final int MAX_BYTES = 1_000_000;

  /** Maximum number of samples that a page shows. */
  public static final int MAX_SAMPLES = PageTable.MAX_ROWS;

  /** Maximum number of versions that a page shows. */
  public static final int MAX_VERSIONS = BarChart.MAX_BARS;

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

  private StorePage() {}

  /** The page as HTML. */
  public static String of(PageStore store) throws IOException {
    Html html = new Html();
    html.open("html", "lang", "en");
    html.open("head");
    html.empty("meta", "charset", "utf-8");
    html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.empty("meta", "name", "color-scheme", "content", "light dark");
    html.element("title", Html.clipped(store.name(), 100) + " @ " + store.version().number());
    html.open("style").own(style()).close();
    html.close();
    html.open("body").open("main");
    List<Finding> findings = Health.of(store);
    Sections sections = new Sections(store, html);
    sections.head(Health.worst(findings));
    sections.health(findings);
    if (!store.layers().isEmpty()) {
      LayerSections layers = new LayerSections(store, html);
      ProfileSections profile = new ProfileSections(store, html);
      layers.space();
      sections.columns();
      layers.layers();
      layers.files();
      profile.keys();
      profile.values();
      profile.hashIndex();
      profile.blocks();
    } else {
      sections.columns();
    }
    sections.versions();
    sections.samples();
    html.open("footer").text("Made by ").element("code", store.command()).close();
    html.close().close().close();
    return html.toString();
  }

  private static String style() throws IOException {
    try (InputStream in = StorePage.class.getResourceAsStream("page.css")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
