/**
 * Other engines that train Hebb's workloads, each in a process of its own.
 *
 * <p>Read first: {@link dev.hebb.benchmarks.peers.PeerServer}, {@link dev.hebb.benchmarks.peers.DjlEngine}, {@link dev.hebb.benchmarks.peers.Dl4jEngine}.
 */
@NullMarked
package dev.hebb.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
