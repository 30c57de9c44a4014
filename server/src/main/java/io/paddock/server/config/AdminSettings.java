package io.paddock.server.config;

import java.util.List;

/**
 * What operators are told.
 *
 * @param fourLetterWords {@code 4lw.commands.whitelist}, as words: what they may ask over the client port; {@code *} stands for all
 * @param audits {@code audit.enable}: whether it is written down who changed what
 */
public record AdminSettings(List<String> fourLetterWords, boolean audits) {
    /** Copies the words. */
    public AdminSettings {
        fourLetterWords = List.copyOf(fourLetterWords);
    }

    static AdminSettings from(SettingSource source) throws ConfigException {
        return new AdminSettings(
                Texts.words(source.text("4lw.commands.whitelist", "")), source.flag("audit.enable", false));
    }
}
