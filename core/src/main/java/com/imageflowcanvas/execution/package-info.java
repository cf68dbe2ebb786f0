/** Executions: accepted, claimed, run, ended; the table is the queue. */
@NullMarked
package com.imageflowcanvas.execution;

import org.jspecify.annotations.NullMarked;
