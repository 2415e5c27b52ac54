package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredState;

/** Works out what a node must have from its document. */
public final class BaselineCompiler {

    private BaselineCompiler() {}

    public static Baseline compile(DesiredState document) {
        return switch (document.role()) {
            case DIRECTOR -> DirectorCompiler.compile(document);
            case REAL_SERVER -> RealServerCompiler.compile(document);
        };
    }
}
