package dev.hebb.model;

import dev.hebb.nn.Network;

/** A model of a network that is there already, such as one read from a file or defined by a class. */
final class NetworkModel extends Model {
    private final Network network;

    NetworkModel(Network network) {
        this.network = network;
    }

    @Override
    Network build() {
        return network;
    }
}
