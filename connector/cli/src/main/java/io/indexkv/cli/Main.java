/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.indexkv.cli.output.Console;
import io.indexkv.cli.output.Text;
import io.indexkv.cli.store.KeyColumns;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program {@code indexkv}. */
@Command(name = "indexkv")
public final class Main {
  /** Keeps the level of Hadoop's log, which the JVM would forget with its logger. */
  private static final Logger LOG = Logger.getLogger("");

  /** The commands by their names, in the order of the help. */
  private static final Map<String, Supplier<StoreCommand>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("inspect", InspectCommand::new);
    COMMANDS.put("get", GetCommand::new);
    COMMANDS.put("scan", ScanCommand::new);
    COMMANDS.put("history", HistoryCommand::new);
    COMMANDS.put("diff", DiffCommand::new);
    COMMANDS.put("verify", VerifyCommand::new);
    COMMANDS.put("bench", BenchCommand::new);
    COMMANDS.put("import", ImportCommand::new);
    COMMANDS.put("export", ExportCommand::new);
    COMMANDS.put("compact", CompactCommand::new);
    COMMANDS.put("rollback", RollbackCommand::new);
    COMMANDS.put("tag", TagCommand::new);
    COMMANDS.put("expire", ExpireCommand::new);
    COMMANDS.put("vacuum", VacuumCommand::new);
  }

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  public static void main(String[] args) {
    InputStream in = new FileInputStream(FileDescriptor.in);
    Console console =
        new Console(
            in,
            new FileOutputStream(FileDescriptor.out),
            new FileOutputStream(FileDescriptor.err),
            Path.of(""),
            Boolean.getBoolean("indexkv.terminal"));
    if (args.length > 0 && args[0].equals("import")) {
      LoadAhead.begin(args);
    }
    System.exit(run(console, args));
  }

  /**
   * Runs a command in this JVM, without a terminal and without input.
   *
   * @param directory the directory that relative paths begin in
   * @return its exit code
   */
  public static int run(Path directory, OutputStream out, OutputStream err, String... args) {
    return run(new Console(InputStream.nullInputStream(), out, err, directory, false), args);
  }

  /**
   * Runs a command.
   *
   * @return its exit code
   */
  static int run(Console console, String... args) {
    boolean debug = List.of(args).contains("--debug");
    LOG.setLevel(debug ? Level.INFO : Level.SEVERE);
    try {
      int exit = execute(console, args, debug);
      console.flush();
      return exit;
    } catch (IOException e) {
      return FailureReport.exitCode(e);
    }
  }

  /**
   * Runs a command. A library that is missing, or memory that is, is told as other failures are.
   */
  private static int execute(Console console, String[] args, boolean debug) throws IOException {
    try {
      return new Main(console).execute(args);
    } catch (LinkageError | OutOfMemoryError e) {
      for (String line : FailureReport.lines(e, debug)) {
        console.problem(line);
      }
      return ExitCode.FAILED;
    }
  }

  private int execute(String[] args) throws IOException {
    String first = args.length == 0 ? "--help" : args[0];
    if (first.equals("--help") || first.equals("-h") || first.equals("help") && args.length == 1) {
      console.print(resource("help.txt"));
      return ExitCode.GOOD;
    }
    if (first.equals("--version") || first.equals("-V")) {
      console.line("indexkv " + release());
      return ExitCode.GOOD;
    }
    if (first.equals("help")) {
      return commandLine().execute(args[1], "--help");
    }
    // one command takes a tenth of the time that all take
    CommandLine commands =
        commandLine(COMMANDS.containsKey(first) ? Set.of(first) : COMMANDS.keySet());
    if (!commands.getSubcommands().containsKey(first)) {
      console.problem("indexkv: expected a command, found '" + Text.escaped(first) + "'");
      console.problem("  to do   indexkv --help");
      return ExitCode.USAGE;
    }
    return commands.execute(marked(args));
  }

  /** All commands, for a console. */
  static CommandLine commandLine(Console console) {
    return new Main(console).commandLine();
  }

  private CommandLine commandLine() {
    return commandLine(COMMANDS.keySet());
  }

  private CommandLine commandLine(Set<String> names) {
    CommandLine commands = new CommandLine(this);
    for (String name : names) {
      StoreCommand command = COMMANDS.get(name).get();
      command.use(console);
      CommandLine subcommand = new CommandLine(command);
      subcommand.getCommandSpec().usageMessage().sortOptions(false).sortSynopsis(false);
      commands.addSubcommand(subcommand);
    }
    commands.addSubcommand(new CompletionCommand(console));
    commands.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    commands.setOut(new PrintWriter(new ConsoleWriter(), true));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setUsageHelpWidth(100);
    commands.setUsageHelpLongOptionsMaxWidth(30);
    commands.setAbbreviatedOptionsAllowed(false);
    commands.setParameterExceptionHandler((e, args) -> wrongUse(e));
    commands.setExecutionExceptionHandler((e, command, result) -> failed(e, command));
    return commands;
  }

  /** Gives what picocli prints, which is help, to the console. */
  private final class ConsoleWriter extends StringWriter {
    @Override
    public void flush() {
      String text = toString();
      getBuffer().setLength(0);
      try {
        console.print(text);
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private int wrongUse(ParameterException e) throws IOException {
    console.problem("indexkv: " + Text.escaped(e.getMessage().replace("" + KeyColumns.MARK, "")));
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> similar = unmatched.getSuggestions();
      if (!similar.isEmpty()) {
        console.problem(
            "  similar " + String.join(", ", similar.subList(0, Math.min(3, similar.size()))));
      }
    }
    console.problem("  to do   " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private int failed(Exception e, CommandLine command) throws IOException {
    int exit = FailureReport.exitCode(e);
    if (exit != ExitCode.CLOSED_PIPE) {
      boolean debug =
          command.getCommand() instanceof StoreCommand storeCommand && storeCommand.common.debug;
      for (String line : FailureReport.lines(e, debug)) {
        console.problem(line);
      }
    }
    return exit;
  }

  /**
   * Marks numbers with a minus sign, which are keys. Otherwise they would be taken for options. An
   * argument behind an option is its value, and needs no mark.
   */
  private static String[] marked(String[] args) {
    String[] marked = Arrays.copyOf(args, args.length);
    for (int i = 1; i < args.length; i++) {
      if (args[i].matches("-[0-9.][\\s\\S]*") && !args[i - 1].startsWith("--")) {
        marked[i] = KeyColumns.MARK + args[i];
      }
    }
    return marked;
  }

  static String release() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Main.class.getResourceAsStream("/io/indexkv/release.properties")) {
      if (in != null) {
        properties.load(in);
      }
    }
    return properties.getProperty("version", "unknown");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Main.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
