package io.paddock.shell.outcome;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** The words for what went wrong with a file, whose name stands before them. */
public final class FileFailures {
    private FileFailures() {}

    /** A clause for a person, such as: no such file. */
    public static String reason(IOException error) {
        if (error instanceof NoSuchFileException) {
            return "no such file";
        }
        if (error instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (error instanceof FileAlreadyExistsException) {
            return "it is there already";
        }
        if (error instanceof NotDirectoryException) {
            return "not a directory";
        }
        if (error instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        Optional<String> reason = error instanceof FileSystemException of
                ? Optional.ofNullable(of.getReason())
                : Optional.ofNullable(error.getMessage());
        return reason.orElse(error.getClass().getSimpleName());
    }
}
