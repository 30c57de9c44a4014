package io.paddock.shell.provision;

import io.paddock.shell.output.Json;
import io.paddock.shell.tree.AclText;
import io.paddock.shell.tree.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A plan for people, one line a change, or for programs. The same plan is always the same text. */
public final class PlanText {
    private static final int SHOWN_MAX = 160;
    private static final String SECRET = "(secret)";

    private PlanText() {}

    /** The lines: + - ~, the path, the old and the new value; then the sum. */
    public static List<String> lines(Plan plan) {
        List<String> lines = new ArrayList<>();
        plan.changes().forEach(change -> lines.add(line(change)));
        String extra =
                plan.extra().isEmpty() ? "" : "; " + plan.extra().size() + " not in the source (--prune removes them)";
        lines.add((plan.isEmpty() ? "Nothing to do" : sum(plan)) + extra);
        return lines;
    }

    /** The same for two trees of which none is to be changed: + stands for only right, - for only left. */
    public static List<String> differences(Plan plan) {
        List<String> lines = new ArrayList<>();
        plan.changes().forEach(change -> lines.add(line(change)));
        lines.add(
                plan.isEmpty()
                        ? "No differences"
                        : plan.count(Change.Kind.CREATE) + " only right, "
                                + (plan.count(Change.Kind.SET) + plan.count(Change.Kind.SET_ACL)) + " different, "
                                + plan.count(Change.Kind.DELETE) + " only left");
        return lines;
    }

    /** The plan as one JSON object. */
    public static Json json(Plan plan) {
        return Json.object("root", Json.string(plan.root()))
                .and(
                        "changes",
                        Json.array(plan.changes().stream().map(PlanText::json).toList()))
                .and("notInSource", Json.strings(plan.extra()));
    }

    private static String sum(Plan plan) {
        return plan.count(Change.Kind.CREATE) + " to create, "
                + (plan.count(Change.Kind.SET) + plan.count(Change.Kind.SET_ACL)) + " to change, "
                + plan.count(Change.Kind.DELETE) + " to delete";
    }

    private static String line(Change change) {
        return switch (change.kind()) {
            case CREATE -> "+ " + change.path() + " " + shown(change, change.after()) + aclUnlessOpen(change.after());
            case SET ->
                "~ " + change.path() + " " + shown(change, change.before()) + " -> " + shown(change, change.after());
            case SET_ACL ->
                "~ " + change.path() + " acl "
                        + AclText.text(change.before().acl()) + " -> "
                        + AclText.text(change.after().acl());
            case DELETE -> "- " + change.path() + " " + shown(change, change.before());
        };
    }

    private static String aclUnlessOpen(State state) {
        String acl = AclText.text(state.acl());
        return acl.equals(Export.OPEN) ? "" : " acl " + acl;
    }

    private static String shown(Change change, State state) {
        Content content = state.content();
        if (change.isSecret()) {
            return SECRET;
        }
        if (content.isNull()) {
            return "null";
        }
        if (content.printable().isEmpty()) {
            return "(" + content.size() + " bytes, " + Digest.of(content).substring(0, Digest.SHORT) + ")";
        }
        String text = content.printable().get();
        if (text.length() <= SHOWN_MAX) {
            return Json.string(text).toString();
        }
        int end = text.offsetByCodePoints(0, Math.min(SHOWN_MAX, text.codePointCount(0, text.length())));
        return Json.string(text.substring(0, end)) + "... (" + content.size() + " bytes, "
                + Digest.of(content).substring(0, Digest.SHORT) + ")";
    }

    private static Json json(Change change) {
        Json json = Json.object("change", Json.string(change.kind().name().toLowerCase(Locale.ROOT)))
                .and("path", Json.string(change.path()));
        return switch (change.kind()) {
            case CREATE -> json.and("after", value(change, change.after())).and("acl", acl(change.after()));
            case SET -> json.and("before", value(change, change.before())).and("after", value(change, change.after()));
            case SET_ACL -> json.and("before", acl(change.before())).and("after", acl(change.after()));
            case DELETE -> json.and("before", value(change, change.before()));
        };
    }

    private static Json acl(State state) {
        return Json.string(AclText.text(state.acl()));
    }

    private static Json value(Change change, State state) {
        Content content = state.content();
        if (change.isSecret()) {
            return Json.object("secret", Json.bool(true));
        }
        if (content.isNull()) {
            return Json.object("data", Json.NULL);
        }
        return content.text()
                .map(text -> Json.object("data", Json.string(text)))
                .orElseGet(() -> Json.object("base64", Json.string(content.base64())));
    }
}
