/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;

/** The warnings that a class logs. */
public final class LoggedWarnings {
  private LoggedWarnings() {}

  /** Runs {@code code}, and returns the warnings of {@code type} meanwhile. */
  public static List<String> of(Class<?> type, Runnable code) {
    List<String> messages = Collections.synchronizedList(new ArrayList<>());
    Messages appender = new Messages(messages);
    Logger logger = (Logger) LogManager.getLogger(type);
    Configurator.setLevel(type.getName(), Level.WARN);
    appender.start();
    logger.addAppender(appender);
    try {
      code.run();
    } finally {
      logger.removeAppender(appender);
      appender.stop();
    }
    return messages;
  }

  private static final class Messages extends AbstractAppender {
    private final List<String> messages;

    Messages(List<String> messages) {
      super("messages", null, null, true, Property.EMPTY_ARRAY);
      this.messages = messages;
    }

    @Override
    public void append(LogEvent event) {
      messages.add(event.getMessage().getFormattedMessage());
    }
  }
}
