/// The services as they run on a cluster: brokers elsewhere, nothing embedded.
@NullMarked
package dev.lodestar.standalone.cluster;

import org.jspecify.annotations.NullMarked;
