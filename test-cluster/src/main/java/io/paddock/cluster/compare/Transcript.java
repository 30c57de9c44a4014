package io.paddock.cluster.compare;

import io.paddock.cluster.script.Script;
import java.util.List;

/**
 * All that was seen when a script ran.
 *
 * @param script what ran
 * @param observations for each step what the clients saw until all its effects had arrived; each session's in the order
 *     of arrival, the acting session's first
 */
public record Transcript(Script script, List<List<Observation>> observations) {
    /** Copies. */
    public Transcript {
        observations = observations.stream().map(List::copyOf).toList();
    }

    /** Steps and observations as a text, for people and for golden files. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int step = 0; step < observations.size(); step++) {
            text.append("> ").append(script.steps().get(step).text()).append('\n');
            observations
                    .get(step)
                    .forEach(each -> text.append("  ").append(each.text()).append('\n'));
        }
        return text.toString();
    }
}
