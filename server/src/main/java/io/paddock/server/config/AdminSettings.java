package io.paddock.server.config;

import java.util.List;

/**
 * What operators may ask over the client port.
 *
 * @param fourLetterWords {@code 4lw.commands.whitelist}, as words; {@code *} stands for all
 */
public record AdminSettings(List<String> fourLetterWords) {
    /** Copies the words. */
    public AdminSettings {
        fourLetterWords = List.copyOf(fourLetterWords);
    }

    static AdminSettings from(SettingSource source) {
        return new AdminSettings(Texts.words(source.text("4lw.commands.whitelist", "")));
    }
}
