package io.paddock.cluster.ensemble;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An ensemble that serves all tests of a class. After a failed test its files are kept and their folder is named. */
public final class EnsembleExtension implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
    private final EnsembleSettings settings;
    private LocalEnsemble ensemble;

    public EnsembleExtension(EnsembleSettings settings) {
        this.settings = settings;
    }

    /** The ensemble; only while tests of the class run. */
    public LocalEnsemble ensemble() {
        return ensemble;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        ensemble = LocalEnsemble.start(settings);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            ensemble.keepFiles();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (ensemble != null) {
            ensemble.close();
        }
    }
}
