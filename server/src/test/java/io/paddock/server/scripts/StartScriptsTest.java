package io.paddock.server.scripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of {@code bin}, with a small program in the place of the server. */
@EnabledOnOs(OS.LINUX)
class StartScriptsTest {
    @TempDir
    private Path folder;

    private Installation installation;
    private Path config;

    @BeforeEach
    void install() throws IOException {
        installation = new Installation(folder);
        config = folder.resolve("zoo.cfg");
        writeConfig("clientPort=2181\n");
    }

    private void writeConfig(String lines) throws IOException {
        Files.writeString(config, "dataDir=" + folder.resolve("data") + "\n" + lines);
    }

    @AfterEach
    void stopWhatIsLeft() throws IOException {
        installation.close();
    }

    @Test
    void aDaemonIsStartedOnceAndStopped() throws Exception {
        Installation.Outcome started = installation.run("start-server.sh", "--daemon", config.toString());
        Installation.Outcome again = installation.run("start-server.sh", "--daemon", config.toString());
        long pid = installation.pid(folder.resolve("data"));
        boolean wasAlive = ProcessHandle.of(pid).isPresent();
        Installation.Outcome stopped = installation.run("stop-server.sh", config.toString());

        assertThat(started.status()).as(started.text()).isZero();
        assertThat(started.text()).startsWith("Paddock serves on stand-in:1 (process " + pid);
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.text()).startsWith("A server runs already, as process " + pid);
        assertThat(wasAlive).isTrue();
        assertThat(stopped.status()).as(stopped.text()).isZero();
        assertThat(folder.resolve("data/paddock.pid")).doesNotExist();
        assertThat(Files.readString(folder.resolve("data/paddock.out"))).contains("stopped cleanly");
        assertThat(installation.run("stop-server.sh", config.toString()).status())
                .isEqualTo(1);
    }

    @Test
    void itIsStartedThroughALinkFromAnotherDirectory() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("start"), installation.script("start-server.sh"));

        Installation.Outcome started = installation.runProgram(link, "--daemon", config.toString());

        assertThat(started.status()).as(started.text()).isZero();
    }

    @Test
    void aDaemonThatFailsTellsTheReason() throws Exception {
        writeConfig("clientPort=2181\npaddock.clusterName=failing\n");

        Installation.Outcome started = installation.run("start-server.sh", "--daemon", config.toString());

        assertThat(started.status()).isEqualTo(3);
        assertThat(started.text()).isEqualTo("Paddock did not start: as told\n");
        assertThat(folder.resolve("data/paddock.pid")).doesNotExist();
    }

    @Test
    void aDaemonThatDiesWithoutAWordShowsItsOutput() throws Exception {
        writeConfig("clientPort=2181\npaddock.clusterName=dying\n");

        Installation.Outcome started = installation.run("start-server.sh", "--daemon", config.toString());

        assertThat(started.status()).isEqualTo(4);
        assertThat(started.text()).contains("status 4").endsWith("last words\n");
    }

    @Test
    void aWrongConfigurationEndsWithStatusTwoAndItsPlace() throws Exception {
        writeConfig("clientPort=many\n");

        Installation.Outcome started = installation.run("start-server.sh", "--daemon", config.toString());

        assertThat(started.status()).isEqualTo(2);
        assertThat(started.text()).startsWith(config + ":2: clientPort: ");
    }

    @Test
    void aWrongConfigurationThatOnlyTheServerReadsEndsLikewise() throws Exception {
        writeConfig("clientPort=many\n");

        Installation.Outcome started = installation.runPlain("start-server.sh", "--daemon", config.toString());

        assertThat(started.status()).isEqualTo(2);
        assertThat(started.text()).startsWith(config + ":2: clientPort: ");
        assertThat(folder.resolve("data/paddock.pid")).doesNotExist();
    }

    @Test
    void aPlainDataDirectoryIsReadWithoutJavaAndIsTheSame() throws Exception {
        Files.writeString(config, "# where it is\nclientPort=2181\ndataDir=/var/lib/paddock-1/data.d\nsyncLimit=5\n");

        Installation.Outcome plain = installation.call("plain_data_directory", config.toString());
        Installation.Outcome asked = installation.call(
                "\"$JAVA_HOME/bin/java\" -cp \"$(server_class_path)\" io.paddock.server.config.PrintDataDirectory",
                config.toString());

        assertThat(plain).isEqualTo(new Installation.Outcome(0, "/var/lib/paddock-1/data.d\n"));
        assertThat(asked).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clientPort=2181\n",
                "dataDir=/a\ndataDir=/b\n",
                "#dataDir=/a\ndataDir=/b\n",
                "dataDir = /a\n",
                "dataDir=/a \n",
                "dataDir=/a\r\n",
                "dataDir=/a/../b\n",
                "dataDir=/a/\n",
                "dataDir=/a//b\n",
                "dataDir=a\n",
                "dataDir=/a\\\n/b\n",
                "dataDir=/a\\u0062\n",
                "server.1=a:1:2\\\ndataDir=/a\n",
                "dataDir=/ä\n"
            })
    void whatReadsOtherwiseThanItLooksIsLeftToJava(String text) throws Exception {
        Files.writeString(config, text);

        assertThat(installation.call("plain_data_directory", config.toString()))
                .isEqualTo(new Installation.Outcome(1, ""));
    }

    @Test
    void inTheForegroundTheScriptBecomesTheServerAndHandsItsFlagsOver() throws Exception {
        Installation.Outcome started = installation.run("start-server.sh", config.toString(), "leave");

        assertThat(started.status()).isZero();
        assertThat(started.text())
                .contains("-Xmx64m", "-XX:+ExitOnOutOfMemoryError", "common.parallelism=2")
                .contains("-Dzookeeper.maxCnxns=7");
    }

    @Test
    void anEnsembleKeepsItsSettingsAndItsSize() throws Exception {
        Installation.Outcome first = installation.run("start-ensemble.sh", "2");
        Path second = folder.resolve("data/ensemble/server2");
        String written = Files.readString(second.resolve("zoo.cfg"));
        Installation.Outcome stopped = installation.run("stop-ensemble.sh");
        Installation.Outcome other = installation.run("start-ensemble.sh", "5");
        Installation.Outcome again = installation.run("start-ensemble.sh");
        String kept = Files.readString(second.resolve("zoo.cfg"));
        Installation.Outcome stoppedAgain = installation.run("stop-ensemble.sh");

        assertThat(first.status()).as(first.text()).isZero();
        assertThat(first.text())
                .contains("waits for its peers")
                .contains("Connect with 127.0.0.1:2181,127.0.0.1:2182;");
        assertThat(stopped.status()).as(stopped.text()).isZero();
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.text()).startsWith("There is an ensemble of 2 in ");
        assertThat(again.status()).as(again.text()).isZero();
        assertThat(kept).isEqualTo(written).contains("clientPort=2182\n").contains("server.1=127.0.0.1:2888:3888\n");
        assertThat(Files.readString(second.resolve("data/myid"))).isEqualTo("2\n");
        assertThat(stoppedAgain.status()).as(stoppedAgain.text()).isZero();
    }
}
