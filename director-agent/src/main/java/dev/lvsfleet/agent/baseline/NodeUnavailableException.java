package dev.lvsfleet.agent.baseline;

/** The node could not be read; the message says why. */
public final class NodeUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    public NodeUnavailableException(Throwable cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
