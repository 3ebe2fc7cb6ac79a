/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

class HintNamesTest {
  private final SparkSession spark = LocalSpark.session();

  @Test
  void aNameThatIsNoStoreIsLoggedAsItWasWritten() {
    List<String> messages = new ArrayList<>();
    Messages appender = new Messages(messages);
    Logger logger = (Logger) LogManager.getLogger(LookupHints.class);
    Configurator.setLevel(LookupHints.class.getName(), Level.WARN);
    appender.start();
    logger.addAppender(appender);
    try {
      spark.sql("select /*+ LOOKUP(nosuch, a.`b c`) */ * from range(1)").collectAsList();
    } finally {
      logger.removeAppender(appender);
      appender.stop();
    }

    assertThat(messages)
        .contains(
            "The hint LOOKUP names 'nosuch', which is not a store here",
            "The hint LOOKUP names 'a.b c', which is not a store here");
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
