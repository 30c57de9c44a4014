package io.paddock.store;

import java.nio.file.Path;

/** A process that publishes the entries of a seed without end, and prints now and then the index that would survive. To be killed. */
final class PublisherProcess {

    private PublisherProcess() {}

    /** Arguments: directory, seed. */
    public static void main(String[] arguments) {
        StoreSettings settings =
                StoreSettings.DEFAULT.withGenerations(50_000, 5, 500_000).withRocks(1 << 20, 1 << 19, 40);
        WriteBehindStore store = WriteBehindStore.open(Path.of(arguments[0]), settings, cause -> {
            cause.printStackTrace();
            Runtime.getRuntime().halt(3);
        });
        StoreDriver driver = new StoreDriver(Long.parseLong(arguments[1]), store, KilledProcessTest.NODES);
        driver.begin();
        while (true) {
            store.awaitRoom();
            driver.entry();
            if (driver.model.position.index() % 100 == 0) {
                System.out.println(store.written().index());
            }
        }
    }
}
