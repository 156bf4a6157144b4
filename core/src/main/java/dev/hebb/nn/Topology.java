package dev.hebb.nn;

import java.util.List;

/**
 * How the layers of a network are connected, as plain data for a file. Tensors are numbered: first the inputs, then the results of the applications.
 *
 * @param inputs in the order in which they are fed
 * @param applications each after those it reads
 * @param outputs the numbers of the tensors that are the network's outputs
 */
public record Topology(List<NetworkInput> inputs, List<Application> applications, List<Integer> outputs) {
    /**
     * A layer behind some tensors.
     *
     * @param layer its name; twice the same name is one layer with shared parameters
     * @param inputs the numbers of the tensors it reads
     */
    public record Application(String layer, List<Integer> inputs) {
        public Application {
            inputs = List.copyOf(inputs);
        }
    }

    public Topology {
        inputs = List.copyOf(inputs);
        applications = List.copyOf(applications);
        outputs = List.copyOf(outputs);
        for (int i = 0; i < applications.size(); i++) {
            requireTensors(
                    applications.get(i).inputs(),
                    inputs.size() + i,
                    "as input of layer " + applications.get(i).layer());
        }
        requireTensors(outputs, inputs.size() + applications.size(), "as output");
    }

    private static void requireTensors(List<Integer> tensors, int known, String where) {
        for (int tensor : tensors) {
            if (tensor < 0 || tensor >= known) {
                throw new IllegalArgumentException(
                        "expected a tensor from 0 to " + (known - 1) + " but got " + tensor + " " + where);
            }
        }
    }

    /** The name of the layer whose result, or of the input that a tensor is. */
    public String nameOf(int tensor) {
        return tensor < inputs.size()
                ? inputs.get(tensor).name()
                : applications.get(tensor - inputs.size()).layer();
    }

    /** Whether every layer reads the result of the one before, and the last one is the only output. */
    public boolean isSequential() {
        boolean chain = inputs.size() == 1 && outputs.equals(List.of(applications.size()));
        for (int i = 0; i < applications.size(); i++) {
            chain = chain && applications.get(i).inputs().equals(List.of(i));
        }
        return chain && applications.stream().map(Application::layer).distinct().count() == applications.size();
    }
}
