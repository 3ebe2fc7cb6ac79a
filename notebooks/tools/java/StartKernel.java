// Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;
import org.rapaio.jupyter.kernel.MainApp;
import org.rapaio.jupyter.kernel.channels.Channels;
import org.rapaio.jupyter.kernel.channels.LoopThread;
import org.rapaio.jupyter.kernel.core.ConnectionProperties;
import org.rapaio.jupyter.kernel.core.Transform;

/**
 * Starts the Java kernel, in place of its own main class.
 *
 * <p>That one reads messages before it knows their handlers. A message that Jupyter sends at once, as it does if the
 * machine is busy, then ends the thread that reads, and the kernel never answers.
 */
public final class StartKernel {

  public static void main(String[] arguments) throws Exception {
    try (var logging = StartKernel.class.getResourceAsStream("/logging.properties")) {
      LogManager.getLogManager().readConfiguration(logging);
    }
    String connection = Files.readString(Path.of(arguments[0]));
    Channels channels = new Channels(Transform.fromJson(connection, ConnectionProperties.class));
    channels.connect(MainApp.kernel);
    LoopThread.begin();
    channels.joinUntilClose();
  }
}
