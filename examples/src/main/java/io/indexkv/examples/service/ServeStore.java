/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Serves one store until the process is told to stop. */
public final class ServeStore {
  private static final String USAGE =
      "expected STORE --key COLUMN --columns \"NAME TYPE, …\", and of --"
          + String.join(", --", ServiceOptions.NAMES)
          + " what you want to change";

  private ServeStore() {}

  /** Takes the directory of the store, the column of its key and its columns. */
  public static void main(String[] args) {
    LookupService service;
    try {
      service = start(args);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    } catch (IOException e) {
      System.err.println("the service cannot start: " + e);
      System.exit(3);
      return;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
    System.out.println("serving " + service.uri("/"));
  }

  private static LookupService start(String[] args) throws IOException {
    Map<String, String> options = new HashMap<>();
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      if (args[i].startsWith("--") && i + 1 < args.length) {
        options.put(args[i].substring(2), args[++i]);
      } else {
        rest.add(args[i]);
      }
    }
    String key = options.remove("key");
    String columns = options.remove("columns");
    if (rest.size() != 1 || key == null || columns == null) {
      throw new IllegalArgumentException(USAGE);
    }
    for (String name : options.keySet()) {
      if (!ServiceOptions.NAMES.contains(name)) {
        throw new IllegalArgumentException("no option --" + name + ": " + USAGE);
      }
    }
    ServedStore<?> store = StoreColumns.parse(Path.of(rest.get(0)), key, columns);
    return new LookupService(store, ServiceOptions.of(options));
  }
}
