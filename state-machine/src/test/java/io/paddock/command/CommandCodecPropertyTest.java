package io.paddock.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.paddock.acl.AclEntry;
import io.paddock.acl.Identity;
import io.paddock.command.Command.CreateForm;
import io.paddock.outcome.ErrorCode;
import io.paddock.session.Owner;
import io.paddock.tree.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is encoded comes back, whatever it is. */
class CommandCodecPropertyTest {

    @Property(tries = 500)
    void aBatchComesBackAsItWas(@ForAll("batches") Batch batch) {
        byte[] bytes = CommandCodec.encodeBatch(batch);

        assertThat(CommandCodec.decodeBatch(bytes)).isEqualTo(batch);
        assertThat(CommandCodec.decodeBatch(ByteBuffer.wrap(bytes))).isEqualTo(batch);
    }

    @Property(tries = 200)
    void anEntryComesBackAsItWas(@ForAll long timeMs, @ForAll("batches") Batch one, @ForAll("batches") Batch other) {
        byte[] bytes =
                EntryCodec.encodeEntry(timeMs, List.of(CommandCodec.encodeBatch(one), CommandCodec.encodeBatch(other)));

        assertThat(EntryCodec.decodeEntry(ByteBuffer.wrap(bytes))).isEqualTo(new Entry(timeMs, List.of(one, other)));
    }

    @Property(tries = 500)
    void noRequestMakesABatchLongerThanItsBoundSays(@ForAll("batches") Batch batch) {
        int empty = CommandCodec.encodeBatch(without(batch)).length;
        long bound =
                batch.requests().stream().mapToLong(CommandCodec::lengthMax).sum();

        assertThat((long) CommandCodec.encodeBatch(batch).length).isLessThanOrEqualTo(empty + bound);
    }

    private static Batch without(Batch batch) {
        return new Batch(batch.server(), batch.incarnation(), batch.sequence(), batch.enforcesQuotas(), List.of());
    }

    @Provide
    Arbitrary<Batch> batches() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 254),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.of(true, false),
                        requests().list().ofMaxSize(12))
                .as(Batch::new);
    }

    private static Arbitrary<Request> requests() {
        Arbitrary<List<Identity>> identities =
                Combinators.combine(texts(), texts()).as(Identity::new).list().ofMaxSize(3);
        return Combinators.combine(Arbitraries.longs().between(-3, 3), owners(), identities, commands())
                .as(Request::new);
    }

    private static Arbitrary<Owner> owners() {
        return Combinators.combine(Arbitraries.integers().between(1, 3), Arbitraries.longs())
                .as(Owner::new);
    }

    private static Arbitrary<Command> commands() {
        Arbitrary<Command> part = parts();
        return Arbitraries.oneOf(
                part,
                part.list().ofMaxSize(5).map(Command.Multi::new),
                Combinators.combine(texts(), acls(), Arbitraries.integers()).as(Command.SetAcl::new),
                Combinators.combine(data(), Arbitraries.integers()).as(Command.CreateSession::new),
                Combinators.combine(data(), Arbitraries.integers()).as(Command.AttachSession::new),
                Combinators.combine(Arbitraries.longs(), owners()).as(Command.ExpireSession::new),
                texts().map(Command.RemoveUnused::new),
                data().map(Command.SetEnsemble::new),
                Arbitraries.of(new Command.Sync(), new Command.CloseSession()));
    }

    private static Arbitrary<Command> parts() {
        return Arbitraries.oneOf(
                creates(),
                Combinators.combine(texts(), Arbitraries.integers()).as(Command.Delete::new),
                Combinators.combine(texts(), data(), Arbitraries.integers()).as(Command.SetData::new),
                Combinators.combine(texts(), Arbitraries.integers()).as(Command.Check::new),
                Arbitraries.of(ErrorCode.values()).map(Command.Refused::new));
    }

    private static Arbitrary<Command> creates() {
        return Combinators.combine(
                        Arbitraries.of(CreateForm.values()),
                        texts(),
                        data(),
                        acls(),
                        Arbitraries.integers(),
                        Arbitraries.longs())
                .as((form, path, data, acl, flags, ttlMs) ->
                        new Command.Create(form, path, data, acl, flags, form == CreateForm.TTL ? ttlMs : 0));
    }

    private static Arbitrary<List<AclEntry>> acls() {
        return Combinators.combine(Arbitraries.integers(), texts(), texts())
                .as(AclEntry::new)
                .list()
                .ofMaxSize(3);
    }

    /** Few enough that some repeat, with chars of one and of two bytes and halves of pairs. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("/a\u00ff\u0100\ud800\udc00\0").ofMaxLength(4);
    }

    private static Arbitrary<Bytes> data() {
        return Arbitraries.oneOf(
                Arbitraries.just(Bytes.NULL),
                Arbitraries.bytes().array(byte[].class).ofMaxSize(200).map(Bytes::of));
    }
}
