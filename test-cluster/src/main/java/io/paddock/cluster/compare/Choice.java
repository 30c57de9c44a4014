package io.paddock.cluster.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A weighted choice between makers of a thing. Owned by one thread. */
final class Choice<T> {
    private final Random random;
    private final List<Supplier<T>> makers = new ArrayList<>();
    private final List<Integer> bounds = new ArrayList<>();
    private int total;

    Choice(Random random) {
        this.random = random;
    }

    /** Adds a maker that is chosen {@code weight} times as often as one of weight 1. */
    Choice<T> add(int weight, Supplier<T> maker) {
        total += weight;
        makers.add(maker);
        bounds.add(total);
        return this;
    }

    /** What a maker chosen at random makes. */
    T next() {
        int at = random.nextInt(total);
        int index = 0;
        while (bounds.get(index) <= at) {
            index++;
        }
        return makers.get(index).get();
    }
}
