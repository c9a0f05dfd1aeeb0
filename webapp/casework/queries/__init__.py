"""Read models: plain SELECTs, never the engine.

Lists are keyset-paged and use an index for their order; nothing counts everything."""
