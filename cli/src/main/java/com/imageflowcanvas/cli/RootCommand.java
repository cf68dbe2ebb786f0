package com.imageflowcanvas.cli;

import picocli.CommandLine.Command;

/** {@code imageflow} without a command. */
@Command(
    name = "imageflow",
    description = "Talks to an ImageFlowCanvas server.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class RootCommand {}
