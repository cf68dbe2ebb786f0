/** The gRPC face: the pipeline executor, health, reflection; errors as google.rpc.Status. */
@NullMarked
package com.imageflowcanvas.server.protocol.grpc;

import org.jspecify.annotations.NullMarked;
