package io.paddock.server.raft;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the log before Ratis does.
 *
 * <p>After a power loss the end of the segment that was being written may be torn: those bytes were never flushed, so nobody was told that
 * they are there, and they may go. Ratis can only refuse every damage or cut at any. So the torn tail is cut off here, and Ratis refuses all else. A record
 * that the state has applied was flushed before: if that one is damaged the tail is not torn, the disk has lost data.
 */
final class LogTailCheck {

    private static final Logger LOG = LoggerFactory.getLogger(LogTailCheck.class);
    private static final Pattern CLOSED = Pattern.compile("log_(\\d+)-(\\d+)");
    private static final Pattern OPEN = Pattern.compile("log_inprogress_(\\d+)");
    private static final byte[] HEADER = "RaftLog1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKSUM_BYTES = 4;

    /**
     * What the log holds.
     *
     * @param first its first entry, -1 when it holds none
     * @param last its last entry, -1 when it holds none
     */
    record Extent(long first, long last) {
        static final Extent NONE = new Extent(-1, -1);

        boolean isEmpty() {
            return last < 0;
        }
    }

    private record Segment(Path file, long first, Optional<Long> last) {}

    /** Where the whole records of a segment end, and the last of them. */
    private record Tail(long bytes, long lastIndex, boolean isTorn) {}

    private final Path directory;
    private final long appliedIndex;

    LogTailCheck(Path directory, long appliedIndex) {
        this.directory = directory;
        this.appliedIndex = appliedIndex;
    }

    /** Whether there is a segment at all. */
    static boolean hasSegments(Path directory) throws IOException {
        return !segments(directory).isEmpty();
    }

    /** Cuts a torn tail off. Fails when the damage is no torn tail. */
    Extent run() throws IOException {
        List<Segment> segments = segments(directory);
        if (segments.isEmpty()) {
            return Extent.NONE;
        }
        long first = segments.get(0).first();
        Segment newest = segments.get(segments.size() - 1);
        if (newest.last().isPresent()) {
            return new Extent(first, newest.last().get());
        }
        Tail tail = read(newest);
        if (tail.isTorn()) {
            cut(newest, tail);
        }
        boolean isEmpty = segments.size() == 1 && tail.lastIndex() < first;
        return isEmpty ? Extent.NONE : new Extent(first, tail.lastIndex());
    }

    private static List<Segment> segments(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Segment> segments = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> segment(file).ifPresent(segments::add));
        }
        segments.sort(Comparator.comparingLong(Segment::first));
        return segments;
    }

    private static Optional<Segment> segment(Path file) {
        String name = file.getFileName().toString();
        Matcher closed = CLOSED.matcher(name);
        if (closed.matches()) {
            return Optional.of(
                    new Segment(file, Long.parseLong(closed.group(1)), Optional.of(Long.parseLong(closed.group(2)))));
        }
        Matcher open = OPEN.matcher(name);
        return open.matches()
                ? Optional.of(new Segment(file, Long.parseLong(open.group(1)), Optional.empty()))
                : Optional.empty();
    }

    private Tail read(Segment segment) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(segment.file()), 1 << 16))) {
            byte[] header = in.readNBytes(HEADER.length);
            if (!Arrays.equals(header, HEADER)) {
                return new Tail(0, segment.first() - 1, !isStartOfHeader(header) || !isZeros(in));
            }
            long size = Files.size(segment.file());
            long bytes = HEADER.length;
            long last = segment.first() - 1;
            while (true) {
                LogRecord next = readRecord(in, last + 1, size - bytes);
                if (!next.isWhole()) {
                    return new Tail(bytes, last, next.isDamaged());
                }
                bytes += next.bytes();
                last++;
            }
        }
    }

    /** Ratis itself forgives a header of which only the beginning was written. */
    private static boolean isStartOfHeader(byte[] header) {
        int same = 0;
        while (same < header.length && header[same] == HEADER[same]) {
            same++;
        }
        for (int i = same; i < header.length; i++) {
            if (header[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private record LogRecord(int bytes, boolean isWhole, boolean isDamaged) {
        static final LogRecord END = new LogRecord(0, false, false);
        static final LogRecord DAMAGED = new LogRecord(0, false, true);
    }

    /** A record is its length as a varint, the entry, and a CRC-32C of both. */
    private LogRecord readRecord(DataInputStream in, long expectedIndex, long bytesLeft) throws IOException {
        int first = in.read();
        if (first < 0) {
            return LogRecord.END;
        }
        if (first == 0) {
            return isZeros(in) ? LogRecord.END : LogRecord.DAMAGED;
        }
        try {
            byte[] prefix = new byte[5];
            int prefixBytes = 0;
            long length = 0;
            int next = first;
            while (true) {
                prefix[prefixBytes] = (byte) next;
                length |= (long) (next & 0x7f) << (7 * prefixBytes);
                prefixBytes++;
                if ((next & 0x80) == 0) {
                    break;
                }
                if (prefixBytes == prefix.length) {
                    return LogRecord.DAMAGED;
                }
                next = in.readUnsignedByte();
            }
            if (length > bytesLeft) {
                return LogRecord.DAMAGED;
            }
            byte[] entry = new byte[(int) length];
            in.readFully(entry);
            CRC32C checksum = new CRC32C();
            checksum.update(prefix, 0, prefixBytes);
            checksum.update(entry);
            boolean isWhole = in.readInt() == (int) checksum.getValue()
                    && LogEntryProto.parseFrom(entry).getIndex() == expectedIndex;
            return isWhole
                    ? new LogRecord(prefixBytes + entry.length + CHECKSUM_BYTES, true, false)
                    : LogRecord.DAMAGED;
        } catch (EOFException e) {
            return LogRecord.DAMAGED;
        }
    }

    private static boolean isZeros(DataInputStream in) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int i = 0; i < read; i++) {
                if (buffer[i] != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private void cut(Segment segment, Tail tail) throws IOException {
        if (tail.lastIndex() < appliedIndex) {
            throw new IOException(
                    "the log is damaged: " + segment.file() + " is not readable after entry "
                            + tail.lastIndex() + ", but this server had entry " + appliedIndex
                            + " on disk. Replace the disk, remove this server's data and start it with paddock.allowWipedServer=true while the others are up.");
        }
        long lost = Files.size(segment.file()) - tail.bytes();
        LOG.warn(
                "{} ends in {} bytes that were never flushed, after entry {}; they are cut off",
                segment.file(),
                lost,
                tail.lastIndex());
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
            channel.truncate(tail.bytes());
            channel.force(true);
        }
    }
}
