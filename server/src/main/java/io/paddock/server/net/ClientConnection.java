package io.paddock.server.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.paddock.acl.Identity;
import io.paddock.command.Command;
import io.paddock.server.admin.Counter;
import io.paddock.server.admin.FourLetterWord;
import io.paddock.server.auth.AccessPolicy;
import io.paddock.server.request.Link;
import io.paddock.server.request.Pending;
import io.paddock.server.request.RequestPipeline;
import io.paddock.server.wire.Call;
import io.paddock.server.wire.Handshake;
import io.paddock.server.wire.OpCode;
import io.paddock.server.wire.Outbox;
import io.paddock.server.wire.RequestReader;
import io.paddock.tree.Bytes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection: FRESH until its first frame, WAITING while its session is being made or found, OPEN, then CLOSING. A reconfig makes it WAITING
 * again until it is answered.
 *
 * <p>Owned by its event loop, but for the methods of {@link Link}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the channel, which ends the connection
public final class ClientConnection extends ChannelInboundHandlerAdapter implements Link {

    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 16;
    private static final int HEADER_BYTES = 8;
    private static final int RETRY_READING_MS = 5;

    /** Where a connection is in its life. */
    private enum State {
        FRESH,
        WAITING,
        OPEN,
        CLOSING
    }

    private final ClientGate gate;
    private final Traffic traffic;
    /** Bytes of large requests of this connection that are worked on. */
    private final AtomicLong largeBytes = new AtomicLong();

    private final List<Pending> arrived = new ArrayList<>();
    private final long establishedMs = System.currentTimeMillis();

    private State state = State.FRESH;
    private ChannelHandlerContext context;
    private RequestPipeline pipeline;
    private ClientProof proof;
    private Outbox outbox;
    private String address = "";
    private ByteBuf unread = Unpooled.EMPTY_BUFFER;
    private boolean isPaused;
    private boolean isReading;
    private volatile boolean isWord;
    private volatile boolean isSecure;

    ClientConnection(ClientGate gate) {
        this.gate = gate;
        this.traffic = gate.traffic();
    }

    /** Its order of requests. Any thread. */
    public RequestPipeline pipeline() {
        return pipeline;
    }

    /** When it was accepted, in ms since 1970. Any thread. */
    public long establishedMs() {
        return establishedMs;
    }

    /** Whether it asked a four-letter word, and is no client of sessions. Any thread. */
    public boolean isWord() {
        return isWord;
    }

    /** The client's address. Any thread. */
    public SocketAddress remoteAddress() {
        return context.channel().remoteAddress();
    }

    /** The client's IP address as text. Any thread. */
    public String address() {
        return address;
    }

    /** Whether it is encrypted. Any thread. */
    public boolean isSecure() {
        return isSecure;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        address = ctx.channel().remoteAddress() instanceof InetSocketAddress inet
                ? inet.getAddress().getHostAddress()
                : "local";
        outbox = new Outbox(ctx.alloc());
        List<Identity> identities = new ArrayList<>();
        identities.add(new Identity("ip", address));
        pipeline = new RequestPipeline(gate.path(), this, outbox, gate.nextOwner(), identities);
        proof = new ClientProof(gate.access(), pipeline, address);
        if (!gate.admit(this)) {
            gate.statistics().count(Counter.CONNECTION_REJECTED);
            close("too many connections from " + address);
            return;
        }
        ctx.executor().schedule(this::giveUpFresh, gate.limits().handshakeMs(), TimeUnit.MILLISECONDS);
    }

    private void giveUpFresh() {
        if (state == State.FRESH) {
            gate.statistics().count(Counter.SESSIONLESS_CONNECTIONS_EXPIRED);
            close("no handshake within " + gate.limits().handshakeMs() + " ms");
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !isWord) {
            countDrop();
            close("the client ended its side");
        }
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                isSecure = true;
                proof.takeCertificate(ctx.pipeline().get(SslHandler.class).engine());
            } else {
                gate.statistics().count(Counter.UNSUCCESSFUL_HANDSHAKE);
            }
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (state == State.CLOSING) {
            in.release();
            return;
        }
        pipeline.heard();
        unread = unread.isReadable()
                ? ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), unread, in)
                : replaced(in);
        read();
    }

    private ByteBuf replaced(ByteBuf in) {
        unread.release();
        return in;
    }

    /** Takes all whole frames there are, unless too much is under way already. */
    private void read() {
        isReading = true;
        while (state != State.CLOSING && !isPaused && takeFrame()) {
            if (arrived.size() >= gate.limits().queuedMax()) {
                handOver();
            }
        }
        handOver();
        if (isHoarding()) {
            pauseReading(RETRY_READING_MS);
        }
        isReading = false;
        if (!unread.isReadable()) {
            unread = replaced(Unpooled.EMPTY_BUFFER);
        }
        flush();
    }

    private void handOver() {
        if (arrived.isEmpty()) {
            return;
        }
        if (traffic.throttler().mustWait(gate.path().batcher().outstanding())) {
            pauseReading(traffic.throttler().waitMs());
            return;
        }
        int queued = pipeline.accept(traffic.throttler().isEnabled() ? throttled() : arrived);
        arrived.clear();
        if (queued >= gate.limits().queuedMax() || isOverloaded(queued)) {
            pauseReading(RETRY_READING_MS);
        }
    }

    private List<Pending> throttled() {
        List<Pending> requests = new ArrayList<>(arrived.size());
        long now = System.nanoTime();
        for (Pending request : arrived) {
            Call call = traffic.throttler().callOf(request, now);
            requests.add(
                    call.equals(request.call())
                            ? request
                            : pending(request.xid(), request.opCode(), call, request.bytes()));
        }
        return requests;
    }

    /** While nothing is taken, what comes piles up. */
    private boolean isHoarding() {
        return state == State.WAITING && unread.readableBytes() > gate.limits().frameBytesMax();
    }

    /** A client that waits for nothing is read whatever the others have under way, as in ZooKeeper 3.9.5. */
    private boolean isOverloaded(int queued) {
        boolean isServerFull =
                gate.path().batcher().outstanding() > gate.limits().outstandingMax();
        return (isServerFull && queued > 0) || !context.channel().isWritable() || isHoarding();
    }

    private void pauseReading(int retryMs) {
        if (!isPaused) {
            isPaused = true;
            context.channel().config().setAutoRead(false);
            context.executor().schedule(this::retryReading, retryMs, TimeUnit.MILLISECONDS);
        }
    }

    private void retryReading() {
        if (state == State.CLOSING) {
            return;
        }
        if (traffic.throttler().isAnyStale(arrived, pipeline.timeoutMs(), System.nanoTime())) {
            arrived.clear();
            close("its client does not wait any longer for what it asked");
            return;
        }
        boolean isHeld = !arrived.isEmpty()
                && traffic.throttler().mustWait(gate.path().batcher().outstanding());
        int queued = pipeline.queued();
        if (isHeld || isOverloaded(queued) || queued >= gate.limits().queuedMax()) {
            int retryMs = isHeld ? traffic.throttler().waitMs() : RETRY_READING_MS;
            context.executor().schedule(this::retryReading, retryMs, TimeUnit.MILLISECONDS);
            return;
        }
        isPaused = false;
        context.channel().config().setAutoRead(true);
        read();
    }

    private boolean takeFrame() {
        if (state == State.WAITING || unread.readableBytes() < Integer.BYTES) {
            return false;
        }
        int length = unread.getInt(unread.readerIndex());
        if (state == State.FRESH && answerWord(length)) {
            return false;
        }
        if (length < 0 || length > gate.limits().frameBytesMax()) {
            close("a frame of " + length + " bytes, the most is "
                    + gate.limits().frameBytesMax());
            return false;
        }
        if (traffic.largeRequests().isLarge(length) && state == State.OPEN && !isRoomFor(length)) {
            return false;
        }
        if (unread.readableBytes() < Integer.BYTES + length) {
            return false;
        }
        unread.skipBytes(Integer.BYTES);
        ByteBuf frame = unread.readSlice(length);
        gate.statistics().packetReceived(length);
        pipeline.statistics().packetReceived();
        if (state == State.FRESH) {
            shakeHands(frame);
        } else {
            take(frame);
        }
        return true;
    }

    /** Whether a large request may be read; it is refused before its bytes are kept. */
    private boolean isRoomFor(int length) {
        if (traffic.largeRequests().hasRoom(length)) {
            return true;
        }
        traffic.largeRequests().refuse();
        close("a large request of " + length + " bytes, when too many are worked on");
        return false;
    }

    /** Whether the first bytes are a four-letter word: then nothing else is read, but for the argument of one of them. */
    private boolean answerWord(int first) {
        Optional<FourLetterWord> word = FourLetterWord.of(first);
        if (word.isEmpty()) {
            return false;
        }
        isWord = true;
        boolean hasArgument = word.get() == FourLetterWord.STMK;
        if (hasArgument && unread.readableBytes() < Integer.BYTES + FourLetterWord.STMK_ARGUMENT_BYTES) {
            return true;
        }
        long argument = hasArgument ? unread.getLong(unread.readerIndex() + Integer.BYTES) : 0;
        state = State.CLOSING;
        gate.statistics().packetReceived(Integer.BYTES);
        gate.statistics().packetSent();
        pipeline.statistics().packetReceived();
        gate.answerWord(word.get(), argument, this);
        return true;
    }

    /** Sends the answer to a four-letter word, and closes. Any thread. */
    public void sendText(String text) {
        context.writeAndFlush(Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8)))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void shakeHands(ByteBuf frame) {
        Handshake hello;
        try {
            hello = Handshake.read(frame);
        } catch (IOException malformed) {
            close("not a handshake: " + malformed.getMessage());
            return;
        }
        boolean isReadOnly = gate.isReadOnly();
        if (!gate.isServing() && !isReadOnly) {
            gate.statistics().count(Counter.CNXN_CLOSED_WITHOUT_ZK_SERVER_RUNNING);
            close("not serving");
            return;
        }
        boolean isNew = hello.sessionId() == 0;
        if (!traffic.tokens().take(isNew, TimeUnit.NANOSECONDS.toMillis(System.nanoTime()))) {
            gate.statistics().count(Counter.CONNECTION_REJECTED);
            close("too many clients come at once");
            return;
        }
        gate.statistics().count(Counter.CONNECTION_REQUEST_COUNT);
        countPlain();
        if (isReadOnly && !hello.mayReadOnly()) {
            close("not serving those who also want to write");
            return;
        }
        if (hello.lastZxidSeen() > gate.path().published().zxid()) {
            close("the client has seen zxid 0x" + Long.toHexString(hello.lastZxidSeen()) + ", which is not here yet");
            return;
        }
        if (gate.skipsAcl()) {
            pipeline.addIdentity(AccessPolicy.UNCHECKED);
        }
        int timeoutMs = gate.limits().timeoutMs(hello.timeoutMs());
        if (isReadOnly) {
            openReadOnly(hello, timeoutMs);
            return;
        }
        Command command = isNew
                ? new Command.CreateSession(newPassword(), timeoutMs)
                : new Command.AttachSession(hello.password(), timeoutMs);
        if (!isNew) {
            gate.statistics().count(Counter.CONNECTION_REVALIDATE_COUNT);
        }
        state = State.WAITING;
        pipeline.connect(
                pending(0, OpCode.CREATE_SESSION, new Call.Write(command), 0),
                isNew ? gate.nextSessionId() : hello.sessionId(),
                hello.hasReadOnly());
    }

    private void countPlain() {
        if (isSecure) {
            return;
        }
        boolean isLocal = remoteAddress() instanceof InetSocketAddress inet
                && inet.getAddress().isLoopbackAddress();
        gate.statistics().count(isLocal ? Counter.NON_MTLS_LOCAL_CONN_COUNT : Counter.NON_MTLS_REMOTE_CONN_COUNT);
    }

    /** A session of the ensemble stays with it: its client looks on for a server that has not lost the others (ZooKeeper 3.9.5). */
    private void openReadOnly(Handshake hello, int timeoutMs) {
        if (hello.sessionId() == 0) {
            state = State.OPEN;
            pipeline.openReadOnly(gate.nextSessionId(), newPassword(), timeoutMs, hello.hasReadOnly());
        } else if (gate.hasSession(hello.sessionId())) {
            close("a session of the ensemble on a server that lost it");
        } else {
            pipeline.refuseSession(hello.hasReadOnly());
        }
    }

    private static Bytes newPassword() {
        byte[] password = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(password);
        return Bytes.of(password);
    }

    @Override
    public void opened() {
        if (state == State.WAITING) {
            state = State.OPEN;
            if (!isReading) {
                read();
            }
        }
    }

    private void take(ByteBuf frame) {
        if (frame.readableBytes() < HEADER_BYTES) {
            close("a request of " + frame.readableBytes() + " bytes");
            return;
        }
        int bytes = frame.readableBytes();
        int xid = frame.readInt();
        OpCode code = OpCode.of(frame.readInt());
        Call call = gate.rules().applyTo(RequestReader.read(code, frame));
        boolean isProof = code == OpCode.AUTH || code == OpCode.SASL;
        if (isProof && call.kind() == Call.Kind.REFUSED) {
            close("a record of opcode " + code.number() + " that is none");
            return;
        }
        switch (call.kind()) {
            case AUTHENTICATE -> conclude(proof.authenticate((Call.Authenticate) call, xid));
            case SASL -> conclude(proof.converse((Call.Sasl) call, xid));
            default -> takeRequest(pending(xid, code, call, bytes));
        }
    }

    private void takeRequest(Pending request) {
        if (!proof.suffices()) {
            conclude(proof.refusal(request.xid()));
        } else if (!traffic.largeRequests().isLarge(request.bytes())) {
            arrive(request);
        } else if (traffic.largeRequests().admit(request.bytes())) {
            largeBytes.addAndGet(request.bytes());
            arrive(request);
        } else {
            close("a large request of " + request.bytes() + " bytes, when too many are worked on");
        }
    }

    /** A change of the ensemble is answered before anything that comes after it is looked at. */
    private void arrive(Pending request) {
        arrived.add(request);
        if (request.call().kind() == Call.Kind.RECONFIG) {
            state = State.WAITING;
        }
    }

    /** The answer to what a client proves comes at once, whatever else it waits for, as in ZooKeeper 3.9.5. */
    private void conclude(ClientProof.Conclusion conclusion) {
        handOver();
        conclusion.answer().ifPresent(pipeline::tell);
        if (!conclusion.goesOn()) {
            gate.statistics().count(Counter.AUTH_FAILED_COUNT);
            LOG.info("closing {}: {}", context.channel(), conclusion.reason());
            state = State.CLOSING;
            context.writeAndFlush(outbox.take()).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void answered(int requestBytes) {
        if (traffic.largeRequests().isLarge(requestBytes)) {
            largeBytes.addAndGet(-requestBytes);
            traffic.largeRequests().done(requestBytes);
        }
    }

    private Pending pending(int xid, OpCode code, Call call, int bytes) {
        return new Pending(pipeline, xid, code, call, pipeline.identities(), bytes);
    }

    @Override
    public Executor loop() {
        return context.executor();
    }

    @Override
    public void flush() {
        ByteBuf waiting = outbox.take();
        if (waiting.isReadable()) {
            gate.statistics().bytesSent(waiting.readableBytes());
            context.writeAndFlush(waiting, context.voidPromise());
            long unsent = context.channel().bytesBeforeWritable();
            if (unsent > gate.limits().outboxBytesMax()) {
                close("it does not take what it is sent: " + unsent + " bytes wait");
            }
        }
    }

    @Override
    public void closeAfterFlush(String reason) {
        context.executor().execute(() -> {
            if (state != State.CLOSING) {
                LOG.debug("closing {}: {}", context.channel(), reason);
                state = State.CLOSING;
                context.writeAndFlush(outbox.take()).addListener(ChannelFutureListener.CLOSE);
            }
        });
    }

    private void close(String reason) {
        LOG.debug("closing {}: {}", context.channel(), reason);
        state = State.CLOSING;
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        countDrop();
        state = State.CLOSING;
        unread.release();
        unread = Unpooled.EMPTY_BUFFER;
        gate.leave(this);
        List<Pending> outliving = traffic.throttler().outliving(arrived);
        if (!outliving.isEmpty()) {
            pipeline.accept(outliving);
        }
        pipeline.close();
        traffic.largeRequests().done(largeBytes.getAndSet(0));
    }

    private void countDrop() {
        if (state != State.CLOSING) {
            gate.statistics().count(Counter.CONNECTION_DROP_COUNT);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof SSLException) {
            countDrop();
            close(String.valueOf(cause.getMessage()));
            return;
        }
        LOG.error("a request of {} could not be handled, its connection ends", ctx.channel(), cause);
        close("an error here");
    }
}
