package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.sys.Errno;

/** What became of one operation. */
public sealed interface OperationResult {

    IpvsOperation operation();

    /** The kernel is now as the operation wants it, be it that it already was. */
    record Done(IpvsOperation operation) implements OperationResult {}

    /**
     * The kernel refused.
     *
     * @param message a sentence for the operator: what was tried, on what, and why it failed
     */
    record Failed(IpvsOperation operation, Errno errno, String message) implements OperationResult {}
}
