import fc from "fast-check";

// The same inputs each time, so that a failure belongs to a change. The nightly run sets a seed of its own.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.HANDSET_SEED ?? 3966) });
