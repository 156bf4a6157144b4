package dev.hebb.nn;

import dev.hebb.shape.Shape;

/**
 * What a network is fed with.
 *
 * @param name the name of the graph's input
 * @param rowShape the shape of one row, without the batch
 */
public record NetworkInput(String name, Shape rowShape) {}
