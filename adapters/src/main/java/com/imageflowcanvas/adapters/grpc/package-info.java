/** Calls to executors over gRPC. */
@NullMarked
package com.imageflowcanvas.adapters.grpc;

import org.jspecify.annotations.NullMarked;
