package com.imageflowcanvas.cli;

import com.imageflowcanvas.cli.display.SafeText;
import com.imageflowcanvas.cli.process.CommandFailure;
import com.imageflowcanvas.cli.process.ExitCode;
import com.imageflowcanvas.cli.process.Surroundings;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** All commands, put together. */
public final class Cli {
  private Cli() {}

  /** Runs one command and returns its exit code, see {@link ExitCode}. */
  public static int run(Surroundings surroundings, String... arguments) {
    return commandLine(surroundings).execute(arguments);
  }

  private static CommandLine commandLine(Surroundings surroundings) {
    CommandLine root =
        new CommandLine(new RootCommand())
            .addSubcommand(new RunCommand(surroundings))
            .addSubcommand(new WatchCommand(surroundings))
            .addSubcommand(new PipelinesCommand(surroundings))
            .addSubcommand(new ModelsCommand(surroundings))
            .addSubcommand(new UsersCommand(surroundings))
            .addSubcommand(new LoginCommand(surroundings))
            .addSubcommand(new LogoutCommand(surroundings));
    root.setOut(new PrintWriter(surroundings.terminal().out(), true));
    root.setErr(new PrintWriter(surroundings.terminal().err(), true));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpWidth(Math.clamp(surroundings.terminal().columns(), 60, 110));
    root.setParameterExceptionHandler(Cli::wrongArguments);
    root.setExecutionExceptionHandler((failure, command, _) -> failed(failure, command));
    return root;
  }

  private static int wrongArguments(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("imageflow: " + SafeText.printable(String.valueOf(wrong.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
    err.println("  " + command.getCommandSpec().qualifiedName() + " --help says what it takes");
    return ExitCode.REFUSED.number();
  }

  private static int failed(Exception failure, CommandLine command) {
    if (failure instanceof CommandFailure known) {
      command.getErr().println("imageflow: " + known.text());
      return known.code().number();
    }
    if (failure instanceof InterruptedException) return ExitCode.INTERRUPTED.number();
    command.getErr().println("imageflow: a fault of this program: " + failure);
    if (Boolean.getBoolean("imageflow.debug")) failure.printStackTrace(command.getErr());
    return ExitCode.FAILED.number();
  }
}
