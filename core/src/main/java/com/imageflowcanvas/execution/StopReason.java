package com.imageflowcanvas.execution;

/** Why a run is stopped. */
public enum StopReason {
  /** Cancelled, given up by its dispatcher, or another node has it: its row is theirs. */
  FENCED_OFF,
  /** This node goes down; another may run it. */
  SHUTDOWN
}
